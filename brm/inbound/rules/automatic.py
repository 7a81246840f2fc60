"""Mails no person wrote: absence notices, mailings, returned mails. They answer nothing and are answered by nothing."""

import re
from dataclasses import dataclass
from email.message import Message
from typing import Any

from brm.inbound.enums import Reason

_ABSENCE = re.compile(
    r"^(?:自动回复|自動回覆|自动答复|外出自动回复|Automatic reply|Auto(?:matic)?[- ]?(?:reply|response)|Autoreply|"
    r"Out of (?:the )?office|Abwesenheitsnotiz|Automatische Antwort|Réponse automatique|Respuesta automática)"
    r"(?:\s?[:：]|\s*$)",
    re.IGNORECASE,
)
_MACHINES = re.compile(r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)(?:[+-].*)?@", re.IGNORECASE)
_ROBOT_HEADERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-mail-autoreply", "x-vacation")


@dataclass(frozen=True)
class Returned:
    """A mail of ours that came back: which, from which address, with which answer."""

    message_id: str
    address: str
    status: str
    answer: str


def why_automatic(message: Message, sender: str, title: str) -> Reason:
    """Why nobody wrote this mail; nothing where somebody did."""

    def said(name: str) -> str:
        return str(message.get(name, "")).strip().lower()

    if message.get_content_type() == "multipart/report" or said("return-path") == "<>":
        absent = _ABSENCE.match(title) or said("auto-submitted").startswith("auto-replied")
        return Reason.AUTO_REPLY if absent else Reason.BOUNCE
    if sender.lower().startswith(("mailer-daemon@", "postmaster@")):
        return Reason.BOUNCE
    submitted = said("auto-submitted").partition(";")[0].strip()
    if (submitted and submitted != "no") or any(message.get(name) for name in _ROBOT_HEADERS):
        return Reason.AUTO_REPLY
    if said("precedence") == "auto_reply" or _ABSENCE.match(title):
        return Reason.AUTO_REPLY
    if said("precedence") in {"bulk", "junk", "list"} or message.get("List-Id") or _MACHINES.match(sender):
        return Reason.BULK
    return Reason.NOTHING


def returned_mails(message: Message) -> list[Returned]:
    """What a delivery report says, recipient by recipient (RFC 3464)."""
    blocks: list[Message] = []
    original = ""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            payload: Any = part.get_payload()
            blocks += [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []
        elif kind in {"message/rfc822", "text/rfc822-headers"}:
            original = original or _message_id_in(part)
    found = []
    for block in blocks:
        address = str(block.get("Original-Recipient") or block.get("Final-Recipient") or "").partition(";")[2].strip()
        status = str(block.get("Status", "")).strip()
        failed = str(block.get("Action", "")).strip().lower() == "failed"
        if address and original and failed:
            answer = " ".join(str(block.get("Diagnostic-Code", "")).split())[:500]
            found.append(Returned(original, address, status, f"{status} {answer}".strip()))
    return found


def _message_id_in(part: Message) -> str:
    payload: Any = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        return str(payload[0].get("Message-ID", "")).strip()
    text = part.get_payload(decode=True)
    found = re.search(rb"(?im)^Message-ID:\s*(<[^>\s]{1,200}>)", text[:20_000]) if isinstance(text, bytes) else None
    return found.group(1).decode("ascii", "replace") if found else ""
