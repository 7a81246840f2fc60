"""How a relationship stands: signals, what they weigh, reckoning, reading."""
