"""What stands on Today: the rows, the figures, and who may look over whose shoulder."""
