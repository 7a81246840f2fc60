"""A person's calendar for their own calendar program: a secret address, hashed, revocable, and what it shows."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.queries import acting_ids
from brm.accounts.models import User
from brm.audit import trail
from brm.communications.domain.calendar_files import calendar, meeting_event, visit_event
from brm.communications.domain.queries import meetings_for, visits_for
from brm.communications.enums import OccurrenceStatus, VisitStatus
from brm.communications.models import FeedToken, OccurrenceAttendee, VisitAttendee
from brm.core import clock

PAST, AHEAD = timedelta(days=90), timedelta(days=200)
MOST = 2_000


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def feed_of(user: User) -> FeedToken | None:
    """The feed in force, whose address only its owner knows."""
    return FeedToken.objects.filter(user=user, revoked_at=None).first()


@transaction.atomic
def make_feed(user: User, *, at: datetime | None = None) -> str:
    """A new secret for the person's feed; an older address stops working. The secret is answered once and not kept."""
    at = at or clock.now()
    revoke_feed(user, at=at)
    token = secrets.token_urlsafe(32)
    row = FeedToken.objects.create(user=user, token_hash=_hash(token), created_at=at)
    trail.record(row, "feed.make", by=user, show="", at=at)
    return token


@transaction.atomic
def revoke_feed(user: User, *, at: datetime | None = None) -> bool:
    """Close the person's feed."""
    at = at or clock.now()
    row = FeedToken.objects.select_for_update().filter(user=user, revoked_at=None).first()
    if row is None:
        return False
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    trail.record(row, "feed.revoke", by=user, show="", at=at)
    return True


def person_of_feed(token: str) -> User | None:
    """Whose feed an address is; nobody's when it is revoked or its owner no longer active."""
    row = FeedToken.objects.select_related("user").filter(token_hash=_hash(token), revoked_at=None).first()
    return row.user if row and row.user.is_active else None


def feed_for(user: User, *, at: datetime | None = None) -> bytes:
    """The person's calendar: their own relationships and what they are invited to, of what they may see."""
    at = at or clock.now()
    acting = acting_ids(user)
    over = [OccurrenceStatus.MISSED]
    rows = meetings_for(user).filter(starts_at__gte=at - PAST, starts_at__lte=at + AHEAD)
    rows = rows.filter(relationship__owner__in=acting) | rows.filter(
        pk__in=OccurrenceAttendee.objects.filter(user__in=acting).values("occurrence")
    )
    visits = visits_for(user).filter(starts_at__gte=at - PAST, starts_at__lte=at + AHEAD)
    visits = visits.filter(owner__in=acting) | visits.filter(
        pk__in=VisitAttendee.objects.filter(user__in=acting).values("visit")
    )
    with translation.override(user.language):
        events = [meeting_event(row) for row in rows.exclude(status__in=over).order_by("starts_at", "pk")[:MOST]]
        events += [
            visit_event(visit)
            for visit in visits.exclude(status=VisitStatus.PROPOSED).order_by("starts_at", "pk")[:MOST]
        ]
        return calendar("PUBLISH", events, name=_("Meetings of %(person)s") % {"person": user.name})


trail.label("feed.make", gettext_lazy("Made a calendar feed"))
trail.label("feed.revoke", gettext_lazy("Revoked the calendar feed"))
