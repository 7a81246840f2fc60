"""How a relationship stands, reckoned from signals that say what they rest on."""
