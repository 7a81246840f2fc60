"""Verbs about what a manager knows of a customer, and what a person may read of it."""
