"""What may go wrong in a relationship, how likely, how bad, and who holds it in check."""
