"""Verbs about risks, what a person may read of them, and the sweep that keeps reviews in view."""
