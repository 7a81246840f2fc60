"""Mails as servers and strangers write them, and a thread of the tests' own that takes them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from django.core.files.base import File

from brm.accounts.models import User
from brm.core.errors import DomainError
from brm.inbound.domain.taking import take_in
from brm.inbound.domain.working import work_off
from brm.inbound.enums import Way
from brm.inbound.models import InboundMail
from brm.inbound.threads import THREADS, Thread, reply_address
from brm.parties.models import Contact

ADDRESS = "portal@our.example"
HOST = "mx.our.example"
SETTINGS: dict[str, Any] = {
    "INBOUND_ADDRESS": ADDRESS,
    "INBOUND_TRUSTED_HOST": [HOST],
    "DEFAULT_FROM_EMAIL": "Our portal <portal@our.example>",
}
VOUCHED = f"{HOST}; dkim=pass header.d=their.example header.s=a; spf=pass smtp.mailfrom=cora@their.example"
SUBJECT = 17


@dataclass
class Heard:
    """What the tests' thread was given."""

    subject: int
    contact: Contact
    user: User | None
    text: str
    files: list[tuple[str, bytes]]
    message_id: str


@dataclass
class Listener:
    """Takes what is delivered, or refuses, or breaks."""

    heard: list[Heard] = field(default_factory=list)
    refuse: str = ""
    breaks: bool = False

    def accept(
        self,
        subject_pk: int,
        *,
        contact: Contact,
        user: User | None,
        text: str,
        files: Sequence[File],
        at: datetime,
        message_id: str,
    ) -> str:
        if self.breaks:
            raise RuntimeError("broken just now")
        if self.refuse:
            raise DomainError(self.refuse)
        kept = [(str(file.name), file.read()) for file in files]
        self.heard.append(Heard(subject_pk, contact, user, text, kept, message_id))
        return f"/testing/{subject_pk}/"


LISTENER = Listener()
THREADS.register(
    "testing",
    Thread("testing", LISTENER.accept, "Testing", lambda number: SUBJECT if number == f"T-{SUBJECT}" else None),
)


def letter(
    *,
    to: str = "",
    sender: str = "Cora <cora@their.example>",
    text: str = "It broke again.",
    vouched: str | None = VOUCHED,
    message_id: str = "<one@their.example>",
    title: str = "Re: Your complaint",
    files: Sequence[tuple[str, bytes]] = (),
    **headers: str,
) -> bytes:
    """A mail as our mail server hands it over: its own word on top, then what the sender wrote."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to or ADDRESS
    message["Subject"] = title
    message["Date"] = "Sat, 21 Nov 2026 10:00:00 +0800"
    message["Message-ID"] = message_id
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    received = b"Received: from mail.their.example by mx.our.example; Sat, 21 Nov 2026 10:00:01 +0800\r\n"
    results = f"Authentication-Results: {vouched}\r\n".encode() if vouched is not None else b""
    return results + received + message.as_bytes()


def to(contact: Contact, subject: int = SUBJECT) -> str:
    """The signed address of the tests' thread."""
    return reply_address("testing", subject, contact.pk)


def receive(raw: bytes) -> InboundMail:
    """Take a mail in and work it off."""
    mail, _new = take_in(raw, way=Way.WEBHOOK)
    work_off()
    mail.refresh_from_db()
    return mail
