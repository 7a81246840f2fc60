"""Who else hears that somebody answered; roles register here, answering never learns who they are (ruling 31)."""

from collections.abc import Callable
from datetime import date

from brm.core.registry import Registry
from surveys.answering.models import Response

RESPONSE_TAKEN: Registry[Callable[[Response], None]] = Registry("hearer of responses")
"""Called in the transaction that takes a response in; for an anonymous one when the box is emptied."""

TAKING: Registry[Callable[[date], None]] = Registry("refusal of responses")
"""Asked before a response by name is taken in on a day; who has a reason against it raises it as a ``DomainError``."""


def refuse_untimely(day: date) -> None:
    """No answer where somebody registered has a reason against it: its period is closed (INV-30)."""
    for refuse in TAKING:
        refuse(day)


def tell_hearers(response: Response) -> None:
    """Everybody who registered hears of it, in order."""
    for hear in RESPONSE_TAKEN:
        hear(response)
