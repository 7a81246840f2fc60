"""Formats of dates and numbers per language."""
