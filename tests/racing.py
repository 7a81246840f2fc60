"""Several people at once, each with a connection of their own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from brm.core.errors import DomainError


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Every call in a thread of its own, let go together; answers results and refusals, in the order of the calls."""
    gate = threading.Barrier(len(calls))
    answers: list[Any] = [None] * len(calls)

    def go(place: int, call: Callable[[], Any]) -> None:
        try:
            gate.wait()
            answers[place] = call()
        except Exception as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    broken = [answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, DomainError)]
    assert broken == [], broken  # a refusal is fine, a fault is none
    return answers


def meanwhile(first: Callable[[], Any], second: Callable[[], Any], *, wait: float = 0.4) -> list[Any]:
    """``second`` begins when ``first`` has done its work and not yet committed: the worst moment there is."""
    done = threading.Event()

    def slowly() -> Any:
        try:
            with transaction.atomic():
                answer = first()
                done.set()
                threading.Event().wait(wait)
            return answer
        finally:
            done.set()

    def then() -> Any:
        done.wait()
        return second()

    return at_once(slowly, then)


def refused(answers: list[Any]) -> int:
    """How many were told no."""
    return sum(isinstance(answer, DomainError) for answer in answers)
