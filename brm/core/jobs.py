"""The rare immediate job: said by name after commit, so that nothing below ever imports the queue."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction

logger = logging.getLogger(__name__)
_send: Callable[..., Any] | None = None


def use(send: Callable[..., Any]) -> None:
    """Hand the queue's ``send_task`` to core at start (ruling 5)."""
    global _send
    _send = send


def enqueue(name: str, **ids: Any) -> None:
    """After commit, hint that there is work. A broker that is down loses only the hint: a sweep finds the row."""

    def poke() -> None:
        if _send is None:
            return
        try:
            _send(name, kwargs=ids, ignore_result=True)
        except Exception:
            logger.warning("the broker did not take a hint; the sweep will find the work", extra={"task": name})

    transaction.on_commit(poke, robust=True)
