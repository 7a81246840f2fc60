"""Verbs about the service catalogue."""
