"""That a relationship was heard: last contact, silence, first contacts, for every kind of contact (C-09)."""

from collections.abc import Iterable
from datetime import datetime

from brm.attention.domain import settle_new_contacts
from brm.communications.domain.settling import settle_silence
from brm.communications.models import NeedHeard
from brm.core import clock
from brm.parties.domain.targets import touch
from brm.parties.models import Contact, Relationship


def heard(relationship: Relationship, *, at: datetime, contacts: Iterable[Contact] = ()) -> None:
    """There was contact at ``at``: the counter starts anew, silence is over, these people have been met."""
    silent_from = touch(relationship.pk, at)[relationship.pk]
    if silent_from is None or silent_from > clock.now():
        settle_silence(relationship)
    if ids := [contact.pk for contact in contacts]:
        settle_new_contacts(ids)


def note_needs(relationship: Relationship, texts: Iterable[str], *, at: datetime, **where: object) -> list[NeedHeard]:
    """Keep the needs that were heard, one row each (C-03)."""
    return NeedHeard.objects.bulk_create(
        NeedHeard(relationship=relationship, text=text, heard_at=at, **where) for text in worded(texts)
    )


def worded(texts: Iterable[str]) -> list[str]:
    """Needs as they are kept."""
    return [" ".join(text.split())[:300] for text in texts if text.strip()]
