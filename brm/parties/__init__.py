"""Organisations, their contacts, and the relationships we have with them; owners, hand-over, tags, custom fields."""
