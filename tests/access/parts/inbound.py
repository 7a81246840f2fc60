"""Mail that came in: administrators only; the doors of mail services are opened by signatures, not by people."""

from typing import Any

from brm.inbound.domain.taking import take_in
from brm.inbound.enums import Way
from tests.access.declarations import ADMINISTRATOR, EVERYBODY, Door, door

DOORS: dict[str, Door] = {
    "inbound:list": door(ADMINISTRATOR),
    "inbound:discard_many": door(ADMINISTRATOR),
    "inbound:detail": door(ADMINISTRATOR, pk="inbound_mail"),
    "inbound:read": door(ADMINISTRATOR, pk="inbound_mail"),
    "inbound:deliver": door(ADMINISTRATOR, pk="inbound_mail"),
    "inbound:put_through": door(ADMINISTRATOR, pk="inbound_mail"),
    "inbound:discard": door(ADMINISTRATOR, pk="inbound_mail"),
    "inbound:hand_in": door(EVERYBODY),
    "inbound:hand_in_mailgun": door(EVERYBODY),
}
API_DOORS: dict[str, Door] = {}
MARKED: list[tuple[str, str]] = []


def things(_world: Any) -> dict[str, Any]:
    """One mail that nobody has looked at yet."""
    raw = b"From: somebody@their.example\r\nSubject: Hello\r\nMessage-ID: <hello@their.example>\r\n\r\nHello.\r\n"
    return {"inbound_mail": take_in(raw, way=Way.WEBHOOK)[0].pk}
