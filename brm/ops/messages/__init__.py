"""Keeps the Chinese words complete without gettext installed: finds what is said, merges, checks, compiles."""
