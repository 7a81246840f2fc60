"""Questionnaires for programs: read, draft, publish, carry as a file."""

from surveys.questionnaires.api import resources

__all__ = ["resources"]
