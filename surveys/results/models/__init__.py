"""Closed periods, frozen: the same figures a year later; and how far users and customers may lie apart."""

from surveys.results.models.gaps import GapLimit
from surveys.results.models.periods import ClosedPeriod, PeriodResult

__all__ = ["ClosedPeriod", "GapLimit", "PeriodResult"]
