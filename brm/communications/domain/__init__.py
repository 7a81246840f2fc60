"""Verbs about planned and daily contact, and the sweeps that keep plans whatever else is going on (C-08)."""
