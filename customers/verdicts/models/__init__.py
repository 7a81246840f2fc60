"""Verdicts per half-year, what value customers see, ideas checked before we invest."""

from customers.verdicts.models.cognition import Cognition
from customers.verdicts.models.needs import NeedCheck
from customers.verdicts.models.verdicts import Verdict, VerdictAnswer

__all__ = ["Cognition", "NeedCheck", "Verdict", "VerdictAnswer"]
