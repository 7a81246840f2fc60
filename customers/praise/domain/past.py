"""Praise of the past, taken in as it was: no clock for thanks, no notices, nobody asked (ruling 24)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from brm.accounts.models import Team, User
from brm.audit import trail
from brm.audit.bulk import Line, record_many
from brm.core import clock
from brm.core.changes import gathered
from brm.core.copying import copy_in, next_ids
from brm.matters.domain import next_numbers
from brm.matters.models import Matter, MatterKind
from brm.parties.models import Relationship
from brm.timeline.bulk import note_many
from brm.timeline.models import TimelineEntry
from customers.praise.enums import PraiseStatus, Source, Target
from customers.praise.models import Praise, PraisedPerson
from customers.praise.rules import headline

SUBJECT = "praise.praise"


@dataclass(frozen=True)
class PastPraise:
    """Praise as it comes from outside: for one of us, for a team, or for nobody known."""

    relationship: Relationship
    received_at: datetime
    text: str
    key: str
    source: str = Source.CALL
    person_id: int | None = None
    team: Team | None = None

    @property
    def target(self) -> str:
        """Whom it praises; a person goes before the team."""
        return Target.PEOPLE if self.person_id else Target.TEAM if self.team else Target.UNKNOWN


@transaction.atomic
def record_past_praise(
    rows: Sequence[PastPraise], *, by: User | None, import_id: int | None = None, at: datetime | None = None
) -> list[int]:
    """Take in many, set by set. Whose praise is known counts as verified. Answers their ids in the order given."""
    at = at or clock.now()
    with gathered():
        free = next_numbers(MatterKind.PRAISE, Counter(row.received_at.year for row in rows))
        ids = next_ids(Matter, len(rows))
        triples = [(pk, free[row.received_at.year].pop(0), row) for pk, row in zip(ids, rows, strict=True)]
        copy_in(
            Matter,
            [
                {
                    "id": pk, "number": number, "kind": MatterKind.PRAISE.value, "relationship_id": row.relationship.pk,
                    "title": headline(row.text), "opened_at": row.received_at, "closed_at": row.received_at,
                }
                for pk, number, row in triples
            ],
        )  # fmt: skip
        copy_in(
            Praise,
            [
                {
                    "matter_id": pk, "relationship_id": row.relationship.pk, "text": row.text.strip(),
                    "source": str(row.source), "target": str(row.target),
                    "team_id": row.team.pk if row.team and not row.person_id else None,
                    "status": str(PraiseStatus.VERIFIED if row.target else PraiseStatus.RECORDED),
                    "recorded_at": row.received_at, "recorded_by_id": by.pk if by else None,
                    "verified_at": at if row.target else None, "verified_by_id": by.pk if by and row.target else None,
                    "key": row.key, "is_past": True, "imported_in": import_id, "created_at": at, "updated_at": at,
                }
                for pk, _number, row in triples
            ],
        )  # fmt: skip
        PraisedPerson.objects.bulk_create(
            PraisedPerson(praise_id=pk, user_id=row.person_id) for pk, _number, row in triples if row.person_id
        )
        note_many(
            [
                {
                    "relationship_id": row.relationship.pk, "at": row.received_at, "kind": "praise", "event": "past",
                    "subject_type": SUBJECT, "subject_id": pk, "actor_id": by.pk if by else None,
                    "text": row.text.strip()[:500],
                    "params": {"number": number, "title": headline(row.text), "contact": ""},
                }
                for pk, number, row in triples
            ]
        )  # fmt: skip
        lines = [
            Line(pk, f"{number} {headline(row.text)}", row.relationship.pk, {"received_at": (None, row.received_at)})
            for pk, number, row in triples
        ]
        record_many(SUBJECT, lines, "praise.record_past", by=by, at=at)
    return ids


def withdraw_past_praise(ids: Iterable[int]) -> None:
    """The matter and the timeline's entries go with the praise."""
    ids = list(ids)
    TimelineEntry.objects.filter(subject_type=SUBJECT, subject_id__in=ids).delete()
    Matter.objects.filter(pk__in=ids).delete()


trail.label("praise.record_past", gettext_lazy("Recorded the praise of the past"))
