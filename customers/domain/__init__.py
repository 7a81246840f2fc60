"""Verbs about customers."""
