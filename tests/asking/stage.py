"""What the tests of asking share: the present, a closed event offered, the sweep at a moment, a refusal."""

from datetime import UTC, datetime, timedelta

import pytest

from brm.core import clock
from brm.core.errors import DomainError
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


def rows(campaign):
    """Whom a campaign asks, or does not."""
    return Invitation.objects.filter(campaign=campaign)


def send_everything(campaign, *, at):
    """All that is planned, a working moment each; the outbox is looked at elsewhere."""
    for moment in (at, at + DAY, at + 2 * DAY):
        later(moment)


def refused(act, words="", kind=DomainError):
    """The domain refuses, in words that say this."""
    with pytest.raises(kind) as refusal:
        act()
    assert words in " ".join([str(refusal.value), *refusal.value.reasons])
