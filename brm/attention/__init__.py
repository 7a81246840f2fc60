"""What needs whom now, and why: the rows behind Today (ruling 6)."""
