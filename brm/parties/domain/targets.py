"""How long a relationship may be silent: the contact target per tier, and the moment from which it is (K-10)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Case, DateTimeField, DurationField, ExpressionWrapper, F, Func, Value, When
from django.db.models.functions import Coalesce, Greatest

from brm.parties.enums import Status, Tier
from brm.parties.models import Relationship

DAYS_BY_TIER = {Tier.A: 14, Tier.B: 30, Tier.C: 60}
WATCHED = (Status.PROSPECT, Status.ACTIVE)
"""States in which silence counts; a suspended or ended relationship may be silent."""


def contact_target_days(relationship: Relationship) -> int:
    """Within how many days the relationship must hear from us: its own target, else its tier's."""
    return relationship.contact_target_days or DAYS_BY_TIER[Tier(relationship.tier)]


def silent_from(relationship: Relationship) -> datetime | None:
    """The moment from which the relationship counts as silent; None while nobody watches it."""
    if relationship.status not in WATCHED:
        return None
    start = relationship.last_contact_at or relationship.status_since
    return start + timedelta(days=contact_target_days(relationship))


def touch(relationship_ids: int | Iterable[int], at: datetime) -> int:
    """There was contact at ``at``: silence counts anew from there. An older contact than the last changes nothing."""
    ids = [relationship_ids] if isinstance(relationship_ids, int) else list(relationship_ids)
    days = Coalesce(
        F("contact_target_days"),
        Case(*(When(tier=tier, then=Value(days)) for tier, days in DAYS_BY_TIER.items()), default=Value(60)),
    )
    interval = Func(days, template="make_interval(days => (%(expressions)s)::int)", output_field=DurationField())
    last = Greatest(F("last_contact_at"), Value(at, DateTimeField()))
    return Relationship.objects.filter(pk__in=ids).update(
        last_contact_at=last,
        silent_from=Case(
            When(status__in=WATCHED, then=ExpressionWrapper(last + interval, output_field=DateTimeField())),
            default=None,
        ),
    )


def expect_contact(relationship_id: int, on: date | None) -> None:
    """The next agreed or planned contact is on this day (None: none is planned)."""
    Relationship.objects.filter(pk=relationship_id).update(next_contact_on=on)
