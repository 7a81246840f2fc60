"""Verdicts, levels, need checks."""
