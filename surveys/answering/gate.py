"""How often one address may knock at the public pages: a flood and a guesser wait, an office of a thousand does not.

Counted in Valkey, in this process while that is away; addresses are kept as keyed hashes, for
minutes, for a day where answers to a public page are counted; beside them stands a number and nothing else. Why no
library counts: docs/dependencies.md.
"""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from brm.accounts.adapters import AccountAdapter
from brm.core import clock
from surveys.answering.rules import (
    ANSWERS_A_DAY,
    ANSWERS_AN_HOUR,
    KNOCK_SECONDS,
    KNOCKS,
    MISS_SECONDS,
    MISSES,
)


def may_knock(request: HttpRequest) -> bool:
    """Whether this address may open a page now. Who guessed too often waits, whatever the link is worth."""
    address = _address(request)
    if _count(f"miss-{address}", MISS_SECONDS, add=0) >= MISSES:
        return False
    return _count(f"knock-{address}", KNOCK_SECONDS) <= KNOCKS


def note_miss(request: HttpRequest) -> None:
    """A link that leads nowhere was tried from this address."""
    _count(f"miss-{_address(request)}", MISS_SECONDS)


def may_answer(request: HttpRequest, page: str) -> bool:
    """Whether one more answer to a public page is taken from this address; it is counted with the asking."""
    name = f"answer-{page}-{_address(request)}"
    return _count(f"{name}-hour", 3600) <= ANSWERS_AN_HOUR and _count(f"{name}-day", 24 * 3600) <= ANSWERS_A_DAY


def _address(request: HttpRequest) -> str:
    address = AccountAdapter(request).get_client_ip(request) or "nowhere"
    return salted_hmac("surveys.answering.gate", address, algorithm="sha256").hexdigest()[:32]


def _count(name: str, seconds: int, add: int = 1) -> int:
    key = f"survey-{name}-{int(clock.now().timestamp()) // seconds}"
    if not add:
        return int(cache.get(key) or 0)
    try:
        return int(cache.incr(key, add))
    except ValueError:  # the first of this while
        return add if cache.add(key, add, seconds) else int(cache.incr(key, add))
