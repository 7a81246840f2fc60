"""A conversation with a mailbox by IMAP: what is new, each mail as it came. Speaks only; keeps nothing."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import unquote, urlsplit

TIMEOUT = 20
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxError(Exception):
    """The server cannot be reached, or does not let us in; the words are for the administrator."""


@dataclass(frozen=True)
class Place:
    """Where the mailbox is."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str

    @property
    def name(self) -> str:
        """The mailbox in words, without the password."""
        return f"{self.user}, {self.host}:{self.port}/{self.folder}"[:300]


def place_of(address: str) -> Place:
    """The parts of INBOUND_IMAP_URL."""
    parts = urlsplit(address)
    return Place(
        parts.scheme,
        parts.hostname or "",
        parts.port or (993 if parts.scheme == "imaps" else 143),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        unquote(parts.path.strip("/")) or "INBOX",
    )


class Conversation:
    """A mailbox that is open: its numbers are good while ``validity`` stays the same."""

    def __init__(self, imap: imaplib.IMAP4, folder: str) -> None:
        self.imap = imap
        quoted = '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
        _done(imap.select(quoted))
        said = imap.response("UIDVALIDITY")[1]
        self.validity = int(said[-1]) if said and said[-1] else 0
        said = imap.response("UIDNEXT")[1]
        self.highest = int(said[-1]) - 1 if said and said[-1] else 0

    def numbers_after(self, last: int) -> list[int]:
        """The numbers of mails that came after one."""
        found = _done(self.imap.uid("SEARCH", f"UID {last + 1}:*"))
        return sorted(number for number in _numbers(found) if number > last)

    def numbers_since(self, day: date) -> list[int]:
        """The numbers of mails that came on a day or later."""
        return sorted(
            _numbers(_done(self.imap.uid("SEARCH", f"SINCE {day.day:02}-{_MONTHS[day.month - 1]}-{day.year}")))
        )

    def size_of(self, number: int) -> int:
        """How large a mail is; 0 for one that is no longer there."""
        said = b" ".join(_texts(_done(self.imap.uid("FETCH", str(number), "(RFC822.SIZE)"))))
        found = _SIZE.search(said)
        return int(found.group(1)) if found else 0

    def mail(self, number: int, *, head: bool = False) -> bytes:
        """A mail as it came, or only its head. It stays unread until we say otherwise."""
        answer = _done(self.imap.uid("FETCH", str(number), "(BODY.PEEK[HEADER])" if head else "(BODY.PEEK[])"))
        for part in answer:
            if isinstance(part, tuple) and isinstance(part[1], bytes):
                return part[1]
        return b""

    def mark_read(self, number: int) -> None:
        """For people who look into the mailbox; our own count does not depend on it."""
        with suppress(imaplib.IMAP4.error):
            self.imap.uid("STORE", str(number), "+FLAGS.SILENT", "(\\Seen)")


@contextmanager
def open_mailbox(place: Place) -> Iterator[Conversation]:
    """Connect, sign in, open the folder; whatever goes wrong is one MailboxError."""
    imap: imaplib.IMAP4 | None = None
    try:
        if place.scheme == "imaps":
            imap = imaplib.IMAP4_SSL(place.host, place.port, ssl_context=ssl.create_default_context(), timeout=TIMEOUT)
        else:
            imap = imaplib.IMAP4(place.host, place.port, timeout=TIMEOUT)
            if place.scheme == "imap":
                imap.starttls(ssl.create_default_context())
        if (place.user + place.password).isascii():
            imap.login(place.user, place.password)
        else:
            imap.authenticate("PLAIN", lambda _said: f"\0{place.user}\0{place.password}".encode())
        if "ID" in imap.capabilities:  # some providers let nobody in who does not say what they are
            with suppress(imaplib.IMAP4.error):
                imap.xatom("ID", '("name" "BRM Portal" "version" "1" "vendor" "BRM Portal")')
        yield Conversation(imap, place.folder)
    except (imaplib.IMAP4.error, OSError, EOFError, ValueError) as error:
        raise MailboxError(_words(error)) from error
    finally:
        if imap is not None:
            with suppress(Exception):
                imap.logout()
            with suppress(OSError):
                imap.shutdown()


def _words(error: BaseException) -> str:
    said = error.args[0] if len(error.args) == 1 else str(error)
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said) or type(error).__name__


def _done(answer: Any) -> list[Any]:
    kind, said = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(b" ".join(_texts(said)).decode("utf-8", "replace") or kind)
    return list(said)


def _texts(said: list[Any]) -> list[bytes]:
    return [part if isinstance(part, bytes) else part[0] for part in said if isinstance(part, bytes | tuple)]


def _numbers(said: list[Any]) -> list[int]:
    return [int(number) for text in _texts(said) for number in text.split() if number.isdigit()]
