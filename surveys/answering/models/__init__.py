"""Answers and their follow-ups."""

from surveys.answering.models.follow_ups import FollowUp
from surveys.answering.models.responses import Answer, Ballot, Response

__all__ = ["Answer", "Ballot", "FollowUp", "Response"]
