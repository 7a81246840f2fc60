"""Stakeholders, expectations, difficulties, major events: what a manager must know before a meeting."""
