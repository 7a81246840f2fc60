"""What the tests of the sweep share: the present, a closed event offered, the sweep at a moment."""

from datetime import UTC, datetime, timedelta

from brm.core import clock
from surveys.asking.domain.offering import offer
from surveys.asking.domain.sweeps import sweep_invitations
from surveys.asking.enums import Source
from surveys.asking.models import Invitation
from tests.factories.asking import make_closed, make_person

TEN = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
"""Monday 1 June 2026, ten in the morning in Shanghai."""
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def asked(customer, contact=None, *, at=TEN, **facts):
    """An event that closed, offered for somebody."""
    contact = contact or make_person(customer, **facts)
    return offer(make_closed(customer, at=at), contact=contact, source=Source.SERVICE_EVENT, at=at)


def later(moment):
    """The sweep at a moment."""
    clock.travel(moment)
    sweep_invitations(at=moment)


def now(row):
    """The invitation as it is kept."""
    return Invitation.objects.get(pk=row.pk)
