"""Answers: taken without an account, kept as they go, and followed up when they are low."""
