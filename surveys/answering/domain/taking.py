"""Taking an answer in: as they go, sent at the end, told by phone, copied from a printed sheet (Q-01, Q-02)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from brm.accounts.models import User
from surveys.answering.models import Response
from surveys.asking.models import Invitation

Said = Mapping[str, Any]
"""What was answered, by the code of the question."""


def save_draft(
    invitation: Invitation, given: Said, *, language: str = "", at: datetime | None = None
) -> Response | None:
    """Keep what was answered so far. Of an anonymous campaign nothing is kept before the end (ruling 32)."""
    raise NotImplementedError


def submit_response(
    invitation: Invitation, given: Said, *, language: str = "", at: datetime | None = None
) -> Response | None:
    """Take the answer in; None where it is anonymous and lies in the ballot box now."""
    raise NotImplementedError


def take_by_phone(invitation: Invitation, given: Said, *, by: User, at: datetime | None = None) -> Response:
    """Write down what somebody said on the phone or on a visit."""
    raise NotImplementedError


def decline_invitation(invitation: Invitation, *, at: datetime | None = None) -> Invitation:
    """They do not want to answer this one; nobody reminds them."""
    raise NotImplementedError
