"""Who else hears that somebody answered; roles register here, answering never learns who they are (ruling 31)."""

from collections.abc import Callable, Sequence
from datetime import date

from brm.core.registry import Registry
from surveys.answering.models import Response

RESPONSES_TAKEN: Registry[Callable[[Sequence[Response]], None]] = Registry("hearer of responses")
"""Called in the transaction that takes responses in; for anonymous ones when the box is emptied."""

TAKING: Registry[Callable[[date], None]] = Registry("refusal of responses")
"""Asked before a response by name is taken in on a day; who has a reason against it raises it as a ``DomainError``."""


def refuse_untimely(day: date) -> None:
    """No answer where somebody registered has a reason against it: its period is closed (INV-30)."""
    for refuse in TAKING:
        refuse(day)


def tell_hearers(responses: Sequence[Response]) -> None:
    """Everybody who registered hears of them, in order."""
    for hear in RESPONSES_TAKEN:
        hear(responses)
