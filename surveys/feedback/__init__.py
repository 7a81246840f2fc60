"""The feedback inbox: whatever people tell us, numbered, confirmed, and led to where it belongs (Q-05, Q-06, Q-13)."""
