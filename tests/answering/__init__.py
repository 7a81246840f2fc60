"""Answers: taken in, cast in secret, followed up."""
