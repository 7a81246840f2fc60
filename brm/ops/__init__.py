"""Keeps the portal running and lets others see that it does: supervisor, health, figures, backup, translations."""
