"""The append-only history: who did what to what, when and why (INV-60); personal values kept apart so that they can be erased."""
