"""What each person wants to talk about, and whether somebody did (C-31)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.communications.models import Occurrence
from brm.core import clock
from brm.core.editing import save_new
from brm.core.errors import DomainError
from brm.parties.models import Contact, Relationship
from customers.insight.domain.stakeholders import refuse_stranger
from customers.insight.enums import CONCERNS, Concern
from customers.insight.models import ConcernAddressed
from customers.insight.rules import CONCERN_DAYS


@dataclass(frozen=True)
class Line:
    """One concern of one person: when it was last spoken about, and whether in this meeting."""

    concern: Concern
    last: datetime | None
    here: bool

    @property
    def is_addressed(self) -> bool:
        """Spoken about lately."""
        return self.last is not None and self.last >= clock.now() - timedelta(days=CONCERN_DAYS)


@dataclass(frozen=True)
class Checklist:
    """The concerns of one person (C-31)."""

    contact: Contact
    lines: Sequence[Line]

    @property
    def open(self) -> int:
        return sum(not line.is_addressed for line in self.lines)


def checklists(
    relationship: Relationship, people: Iterable[Contact], *, occurrence: Occurrence | None = None
) -> list[Checklist]:
    """The checklists of those whose persona has concerns, at one query."""
    people = [contact for contact in people if contact.persona in CONCERNS]
    rows = ConcernAddressed.objects.filter(relationship=relationship, contact__in=people).order_by()
    last = {(pk, name): at for pk, name, at in rows.values_list("contact_id", "concern").annotate(at=Max("at"))}
    here: set[tuple[int, str]] = set()
    if occurrence is not None:
        here = set(rows.filter(occurrence=occurrence).values_list("contact_id", "concern"))
    return [
        Checklist(
            contact,
            [
                Line(concern, last.get((contact.pk, concern)), (contact.pk, concern) in here)
                for concern in CONCERNS[contact.persona]
            ],
        )
        for contact in people
    ]


@transaction.atomic
def address_concern(
    relationship: Relationship, contact: Contact, concern: str, *, by: User | None,
    occurrence: Occurrence | None = None, note: str = "", at: datetime | None = None,
) -> ConcernAddressed:  # fmt: skip
    """Mark that a concern of somebody was spoken about. In one meeting it is marked once."""
    at = at or clock.now()
    refuse_stranger(relationship, contact)
    if concern not in CONCERNS.get(contact.persona, ()):
        raise DomainError(_("This is not among the concerns of this person."), field="concern")
    if occurrence is not None and occurrence.relationship_id != relationship.pk:
        raise DomainError(_("Choose a meeting with this customer."), field="occurrence")
    if occurrence is not None:
        found = ConcernAddressed.objects.filter(occurrence=occurrence, contact=contact, concern=concern).first()
        if found is not None:
            return found
    row = ConcernAddressed(
        relationship=relationship, contact=contact, concern=concern, occurrence=occurrence, note=note.strip()[:300],
        by=by, at=at,
    )  # fmt: skip
    save_new(row)
    trail.record(row, "concern.address", by=by, changes={"concern": (None, concern)}, show="", at=at)
    return row


@transaction.atomic
def unmark_concern(row: ConcernAddressed, *, by: User | None) -> None:
    """It was marked by mistake."""
    trail.record(row, "concern.unmark", by=by, changes={"concern": (row.concern, None)}, show="")
    row.delete()


@transaction.atomic
def mark_concerns(
    occurrence: Occurrence, chosen: Iterable[tuple[Contact, str]], *, by: User | None, among: Iterable[Contact]
) -> int:
    """The whole checklist of a meeting at once: what is ticked was spoken about, what no longer is was not."""
    relationship = occurrence.relationship
    wanted = {(contact.pk, concern): contact for contact, concern in chosen}
    rows = ConcernAddressed.objects.filter(occurrence=occurrence, contact__in=[contact.pk for contact in among])
    there = {(row.contact_id, row.concern): row for row in rows}
    for key, row in there.items():
        if key not in wanted:
            unmark_concern(row, by=by)
    at = occurrence.held_at or None
    for (pk, concern), contact in wanted.items():
        if (pk, concern) not in there:
            address_concern(relationship, contact, concern, by=by, occurrence=occurrence, at=at)
    return len(wanted)


trail.label("concern.address", gettext_lazy("Addressed a concern"))
trail.label("concern.unmark", gettext_lazy("Took back that a concern was addressed"))
