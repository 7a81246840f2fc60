"""The seam to the post: accounts writes letters (invitation, new password), notifications above carries them.

Whoever carries mail calls ``use(mail)`` at start and registers every letter of ``LETTERS`` as a kind of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from brm.core.registry import Registry


@dataclass(frozen=True)
class Letter:
    """One kind of letter: its label for administrators, subject and body in the recipient's active language."""

    name: str
    label: object
    subject: Callable[[Mapping[str, Any]], str]
    body: Callable[[Mapping[str, Any]], str]


class Carrier(Protocol):
    """Takes a letter to the post: queued in the same transaction, never twice for one key."""

    def __call__(
        self, address: str, kind: str, *, key: str, language: str, time_zone: str, name: str, url: str, **params: Any
    ) -> Any: ...


LETTERS: Registry[Letter] = Registry("letter")
_carriers: list[Carrier] = []


def use(carrier: Carrier) -> None:
    """Hand the post to accounts at start."""
    _carriers[:] = [carrier]


def send_letter(
    address: str, kind: str, *, key: str, language: str, time_zone: str, name: str = "", url: str = "", **params: Any
) -> None:
    """Queue one letter. Without a carrier (a command before the apps are whole) nothing is sent."""
    for carrier in _carriers:
        carrier(address, kind, key=key, language=language, time_zone=time_zone, name=name, url=url, **params)
