"""What we promised a customer, for how long, for how much, and how far it was kept."""
