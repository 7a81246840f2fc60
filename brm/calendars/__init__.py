"""Working days are rows, working hours an engine: when something is due, and how long a clock has run (INV-59)."""
