"""Verbs about service agreements."""
