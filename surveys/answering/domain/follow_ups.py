"""Low answers followed up: who, until when, what came of it; they rise by themselves when nobody moves (K-13)."""

from datetime import datetime

from brm.accounts.models import User
from surveys.answering.models import FollowUp, Response


def open_follow_up(response: Response, *, at: datetime) -> FollowUp | None:
    """Give a low answer an owner and a date; an answer that is not low asks for nothing."""
    raise NotImplementedError


def contact_for_follow_up(follow_up: FollowUp, *, by: User, note: str, at: datetime | None = None) -> FollowUp:
    """We spoke with them."""
    raise NotImplementedError


def finish_follow_up(
    follow_up: FollowUp, *, by: User, outcome: str, note: str, at: datetime | None = None
) -> FollowUp:
    """Say what came of it."""
    raise NotImplementedError


def give_follow_up(follow_up: FollowUp, *, to: User, by: User, at: datetime | None = None) -> FollowUp:
    """Let somebody else see to it."""
    raise NotImplementedError
