"""Recurrence rules: when a planned communication comes round, and how to say so in words (C-07)."""

from brm.core.recurrence.occurring import Days, Occurrence, next_after, occurrences, occurrences_many
from brm.core.recurrence.rule import Frequency, HolidayHandling, Rule
from brm.core.recurrence.words import describe

__all__ = [
    "Days",
    "Frequency",
    "HolidayHandling",
    "Occurrence",
    "Rule",
    "describe",
    "next_after",
    "occurrences",
    "occurrences_many",
]
