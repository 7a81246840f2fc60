"""Who called about a service event: found among the customer's people, asked when it closes (Q-01, ruling 39)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models.functions import Lower

from brm.accounts.models import User
from brm.parties.domain.contacts import add_contact
from brm.parties.domain.queries import people_of
from brm.parties.enums import ContactKind
from brm.parties.models import Contact, Relationship
from surveys.asking.domain.offering import Offer, offer_many
from surveys.asking.enums import Source

FALLBACK_LANGUAGE = "zh-hans"


def name_callers(relationship: Relationship, rows: Sequence[Any]) -> None:
    """Give each event the contact its caller is: by address, or by a name that only one of them has."""
    unknown = [row for row in rows if row.facts.get("caller") and not row.facts.get("contact_id")]
    texts = {_key(row.facts["caller"]) for row in unknown}
    if not texts:
        return
    there = people_of(relationship).filter(left_on=None).annotate(low=Lower("email"), spoken=Lower("name"))
    found: dict[str, set[int]] = {}
    for name in ("low", "spoken"):
        for text, pk in there.filter(**{f"{name}__in": texts}).values_list(name, "pk"):
            found.setdefault(text, set()).add(pk)
    for row in unknown:
        ids = found.get(_key(row.facts["caller"]), set())
        if len(ids) == 1:
            row.facts["contact_id"] = next(iter(ids))


def known_caller(
    relationship: Relationship, *, name: str, email: str = "", phone: str = "", by: User | None
) -> Contact | None:
    """The contact with this address; without one there a new user of the customer, who can be reached by it.

    Two calls at once wait for one another, so that nobody is added twice.
    """
    email, phone, name = email.strip().lower(), phone.strip(), " ".join(name.split())
    if not email and not phone:
        return None
    hold_name(f"caller:{relationship.pk}:{email or phone}")
    there = people_of(relationship).filter(left_on=None)
    same = there.filter(email__iexact=email) if email else there.filter(phone=phone)
    if (found := same.first()) is not None:
        return found
    return add_contact(
        relationship.organisation, by=by, name=(name or email or phone)[:80], kind=ContactKind.SERVICE_USER,
        email=email, phone=phone, language=_language_of(relationship),
    )  # fmt: skip


def hold_name(name: str) -> None:
    """Let whoever else works on this very name wait until our transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def offer_closed(events: Iterable[Any]) -> None:
    """Offer what has just closed to the surveys: its direct contact is asked about it, by rule, once (INV-31)."""
    closed = [event for event in events if event.contact_id and event.matter.closed_at is not None]
    if not closed:
        return
    contacts = Contact.objects.in_bulk({event.contact_id for event in closed})
    offer_many(
        [Offer(event.matter, contacts[event.contact_id], event.service_id) for event in closed],
        source=Source.SERVICE_EVENT,
    )  # fmt: skip


def _key(text: str) -> str:
    return " ".join(text.split()).lower()


def _language_of(relationship: Relationship) -> str:
    """What their people read, as far as we know any."""
    known = people_of(relationship).order_by("-is_key", "id").values_list("language", flat=True).first()
    return known or FALLBACK_LANGUAGE
