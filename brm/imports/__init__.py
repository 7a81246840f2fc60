"""Bringing in what lives in files: read, mapped, checked against what is there, shown, and only then taken over."""
