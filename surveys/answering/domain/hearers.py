"""Who else hears that somebody answered; roles register here, answering never learns who they are (ruling 31)."""

from collections.abc import Callable

from brm.core.registry import Registry
from surveys.answering.models import Response

RESPONSE_TAKEN: Registry[Callable[[Response], None]] = Registry("hearer of responses")
"""Called in the transaction that takes a response in; for an anonymous one when the box is emptied."""


def tell_hearers(response: Response) -> None:
    """Everybody who registered hears of it, in order."""
    for hear in RESPONSE_TAKEN:
        hear(response)
