"""What can be answered by mail, and the signed address that says which answer belongs where.

An app registers a ``Thread`` and puts ``reply_address`` as ``reply_to`` into its mails to a contact. The address
names thread, record and contact, and nobody can make one up: ``portal+complaint-17-204-k3x…@example.com``.
"""

import base64
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.core.files.base import File
from django.utils.crypto import constant_time_compare, salted_hmac

from brm.accounts.models import User
from brm.core.registry import Registry
from brm.parties.models import Contact

_SIGNED = re.compile(r"([a-z]{1,12})-(\d{1,18})-(\d{1,18})-([a-z2-7]{16})")


class Accept(Protocol):
    """Puts what a contact wrote by mail where it belongs; answers the address of the page that shows it.

    Called once per mail, in one transaction with the mail's own state. ``user`` is the contact's account, if any;
    ``files`` have been looked at and are fit to be kept. A ``DomainError`` refuses: the mail is kept aside with it.
    """

    def __call__(
        self,
        subject_pk: int,
        *,
        contact: Contact,
        user: User | None,
        text: str,
        files: Sequence[File],
        at: datetime,
        message_id: str,
    ) -> str: ...


@dataclass(frozen=True)
class Thread:
    """One kind of record that can be answered by mail.

    ``name`` stands in the addresses: small letters only. ``find(number)`` answers the record that an administrator
    means by a number when a mail is put where it belongs by hand.
    """

    name: str
    accept: Accept
    label: object = ""
    find: Callable[[str], "int | None"] = lambda number: None


THREADS: Registry[Thread] = Registry("mail thread")


class Begin(Protocol):
    """Opens a record from what a contact wrote by mail of their own accord; answers the address of its page.

    As ``Accept``: once per mail, in one transaction with the mail's own state; a ``DomainError`` keeps it aside.
    """

    def __call__(
        self,
        *,
        contact: Contact,
        user: User | None,
        title: str,
        text: str,
        files: Sequence[File],
        at: datetime,
        message_id: str,
    ) -> str: ...


@dataclass(frozen=True)
class Opening:
    """What becomes of a mail that answers nothing, but comes from a contact we know.

    ``name`` is that of the thread of what it becomes. ``takes`` says whether a contact is one of those it is for.
    """

    name: str
    begin: Begin
    takes: Callable[[Contact], bool]


OPENINGS: Registry[Opening] = Registry("opening by mail")


def opening_for(contact: Contact) -> Opening | None:
    """What a mail of this contact opens, if anything."""
    return next((each for each in OPENINGS if each.takes(contact)), None)


@dataclass(frozen=True)
class Signed:
    """What a signed address says: which record of which thread, and to whom the address was given."""

    thread: str
    subject: int
    contact: int


def reply_address(thread: str, subject_pk: int, contact_id: int | None) -> str:
    """Where a contact answers a mail about a record; nothing while no address for answers is configured."""
    if not settings.INBOUND_ADDRESS or not contact_id:
        return ""
    said = f"{thread}-{subject_pk}-{contact_id}"
    before, after = _around()
    return f"{before}{said}-{_signature(said, settings.SECRET_KEY)}{after}"


def signed_in(addresses: Iterable[str]) -> tuple[Signed | None, bool]:
    """The first address that we signed, and whether one was made up."""
    before, after = _around()
    forged = False
    if settings.INBOUND_ADDRESS:
        for address in addresses:
            plain = address.strip().lower()
            if not (plain.startswith(before) and plain.endswith(after)):
                continue
            found = _SIGNED.fullmatch(plain[len(before) : len(plain) - len(after)])
            if found is None:
                continue
            thread, subject, contact, signature = found.groups()
            said = f"{thread}-{subject}-{contact}"
            keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
            if any(constant_time_compare(signature, _signature(said, key)) for key in keys):
                return Signed(thread, int(subject), int(contact)), forged
            forged = True
    return None, forged


def is_ours(address: str) -> bool:
    """Whether an address is one that answers go to."""
    before, after = _around()
    plain = address.strip().lower()
    inside = plain.startswith(before) and plain.endswith(after)
    return bool(settings.INBOUND_ADDRESS) and (plain == settings.INBOUND_ADDRESS or inside)


def _around() -> tuple[str, str]:
    """What stands before and after the signed part."""
    local, _at, domain = settings.INBOUND_ADDRESS.rpartition("@")
    before, star, after = local.partition("*")
    return (before, f"{after}@{domain}") if star else (f"{local}+", f"@{domain}")


def _signature(said: str, key: str) -> str:
    digest = salted_hmac("brm.inbound", said, secret=key, algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().lower()
