"""A mail as we read it: who, to whom, when, words, files. Whatever a stranger sends, this answers or refuses."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import Header, decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any

from charset_normalizer import from_bytes

from brm.inbound.rules.html import words_of

LONGEST_TEXT = 50_000
MOST_FILES = 20
MOST_PARTS = 500
LONGEST_HEADER = 20_000
_RECIPIENTS = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-forwarded-to", "to", "cc")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
_ID = re.compile(r"<[^<>\s]{1,250}>")


class _Bounded(Compat32):
    """Reads heads of a bearable length: taking a longer one apart would keep us busy for minutes."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name[:200], value[:LONGEST_HEADER]


_BOUNDED = _Bounded()


@dataclass(frozen=True)
class Enclosed:
    """A file in a mail."""

    name: str
    content: bytes
    in_text: bool = False
    """Shown within the words: a pasted picture, or the logo of a signature."""


@dataclass
class Letter:
    """What a mail says about itself, and what it brings."""

    message: Message
    message_id: str
    fingerprint: str
    senders: list[tuple[str, str]]
    recipients: list[str]
    title: str
    sent_at: datetime | None
    answers: list[str]
    text: str = ""
    files: list[Enclosed] = field(default_factory=list)
    too_many: int = 0

    @property
    def sender(self) -> str:
        """The one address it is from, or nothing where that is not plain."""
        plain = len(self.senders) == 1 and len(self.message.get_all("From", [])) == 1
        return self.senders[0][1].lower()[:254] if plain else ""

    @property
    def headers(self) -> list[tuple[str, str]]:
        """All headers from the top, unfolded."""
        return [(name, " ".join(str(value).split())) for name, value in self.message.items()]


def read(raw: bytes) -> Letter:
    """Read a mail. Raises ValueError where it is none."""
    message = message_from_bytes(raw, policy=_BOUNDED)
    if not message.keys():
        raise ValueError("no headers")
    own = _ID.search(_plain(message.get("Message-ID")))
    fingerprint = _fingerprint(message, raw)
    letter = Letter(
        message=message,
        message_id=own.group() if own and len(own.group()) <= 255 else f"<{fingerprint[:40]}@without-message-id>",
        fingerprint=fingerprint,
        senders=_addresses(message.get_all("From", [])),
        recipients=[address for name in _RECIPIENTS for _name, address in _addresses(message.get_all(name, []))],
        title=_one_line(words_in(message.get("Subject")), 200),
        sent_at=_moment(message.get("Date")),
        answers=_ID.findall(f"{_plain(message.get('In-Reply-To'))} {_plain(message.get('References'))}"[:20_000])[-20:],
    )
    _take_parts(letter)
    return letter


def words_in(header: object) -> str:
    """A header in plain words, whatever it was encoded with."""
    said = []
    try:
        for piece, charset in decode_header(header if isinstance(header, Header) else _plain(header)):
            said.append(_decoded(piece, charset or "") if isinstance(piece, bytes) else piece)
    except (ValueError, LookupError):
        return _plain(header)
    return "".join(said)


def _take_parts(letter: Letter) -> None:
    plain: list[str] = []
    pages: list[str] = []
    for part in _leaves(letter.message):
        kind, name = part.get_content_type(), _file_name(part)
        attached = part.get_content_disposition() == "attachment"
        if kind in {"text/plain", "text/html"} and not name and not attached:
            (plain if kind == "text/plain" else pages).append(_text(part))
        elif kind == "message/delivery-status":
            continue
        elif name or attached or part.get_content_maintype() in {"image", "audio", "video", "application"}:
            if len(letter.files) >= MOST_FILES:
                letter.too_many += 1
                continue
            in_text = bool(part.get("Content-ID")) and not attached
            letter.files.append(Enclosed(name or f"file.{_extension(kind)}", _content(part), in_text))
    text = "\n\n".join(plain).strip()
    if not text:
        text = "\n\n".join(words_of(page) for page in pages).strip()
    letter.text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_TEXT]


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that are no containers; a mail within the mail is one part."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        payload = part.get_payload()
        if isinstance(payload, list) and part.get_content_maintype() == "multipart":
            waiting = [each for each in payload if isinstance(each, Message)] + waiting
        else:
            yield part


def _content(part: Message) -> bytes:
    if part.get_content_maintype() == "message":
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        return inner.as_bytes() if isinstance(inner, Message) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    return _decoded(_content(part), part.get_content_charset("") or "")


def _decoded(content: bytes, charset: str) -> str:
    """Bytes as text: as declared, else by what they look like; GB2312 is often more than it says."""
    name = charset.lower().strip("\"' ")
    name = "gb18030" if name in {"gb2312", "gbk", "gb_2312-80", "x-gbk"} else name
    for attempt in (name, "utf-8"):
        try:
            return content.decode(attempt)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    if name and name not in {"ascii", "us-ascii", "unknown-8bit"}:
        try:
            return content.decode(name, "replace")
        except (LookupError, ValueError):
            pass
    best = from_bytes(content[:100_000], cp_isolation=["gb18030", "big5", "shift_jis", "cp1252"]).best()
    return content.decode(best.encoding if best else "latin-1", "replace")


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename("")
    except (ValueError, LookupError, TypeError):
        name = ""
    return _one_line(words_in(name), 255)


def _extension(kind: str) -> str:
    end = kind.rpartition("/")[2]
    return {"jpeg": "jpg", "plain": "txt", "rfc822": "eml", "octet-stream": "bin"}.get(end, end[:10]) or "bin"


def _addresses(headers: Sequence[Any]) -> list[tuple[str, str]]:
    """Names and addresses; addresses are taken before anything is decoded, so that a name cannot pose as one."""
    said = [_plain(header) for header in headers]
    return [(_one_line(words_in(name), 120), address) for name, address in getaddresses(said) if "@" in address][:200]


def _moment(header: object) -> datetime | None:
    try:
        moment = parsedate_to_datetime(_plain(header))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _plain(header: object) -> str:
    return " ".join(str(header or "")[:LONGEST_HEADER].replace("\0", "").split())


def _one_line(text: str, longest: int) -> str:
    if any("\ud800" <= character <= "\udfff" for character in text):  # bytes that no charset was said for
        text = _decoded(text.encode("utf-8", "surrogateescape"), "")
    return " ".join(_CONTROL.sub("", text).split())[:longest]


def _fingerprint(message: Message, raw: bytes) -> str:
    """The same for the same mail by whichever way it came: the servers on the way add headers on top."""
    _head, _blank, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    digest = hashlib.sha256()
    for name in ("From", "To", "Subject", "Date", "Message-ID"):
        digest.update(f"{name}:{message.get_all(name)}\n".encode("utf-8", "surrogateescape"))
    digest.update(body.rstrip())
    return digest.hexdigest()
