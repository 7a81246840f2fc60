"""The append-only history: who did what to what, when and why (INV-60); personal values apart, so that they can go."""
