"""Service events: taken in set by set, idempotent by number, totals honest about the unknown (INV-54, ruling 24)."""

from datetime import UTC, datetime, timedelta

import pytest

from brm.audit.models import AuditEvent
from brm.core.errors import DomainError
from brm.matters.models import Matter
from brm.parties.models import Organisation
from brm.timeline.domain import KINDS
from brm.timeline.models import TimelineEntry
from customers.domain.queries import service_events_for, totals_by_site, totals_for
from customers.domain.service_events import (
    record_past_service_event,
    record_service_events,
    withdraw_service_events,
)
from customers.models import ServiceEvent
from tests.factories.parties import RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2016, 2, 29, 1, 16, tzinfo=UTC)


def rows(count, **facts):
    return [
        {"number": f"INC{n:07}", "opened_at": AT + timedelta(hours=n), "location": f"Location {n % 3}",
         "state": "Closed", "category": "Category 55", "made_sla": n % 2 == 0, "reopen_count": n % 4,
         "closed_at": AT + timedelta(days=9, hours=n)} | facts
        for n in range(count)
    ]  # fmt: skip


def test_events_become_matters_sites_and_timeline():
    relationship = RelationshipFactory()

    assert record_service_events(rows(7), relationship=relationship, by=relationship.owner, import_id=4) == 7

    assert Matter.objects.filter(relationship=relationship, kind="service_event").count() == 7
    sites = Organisation.objects.filter(parent=relationship.organisation)
    assert sorted(site.name for site in sites) == ["Location 0", "Location 1", "Location 2"]
    entries = TimelineEntry.objects.filter(kind="service_event")
    assert entries.count() == 7
    assert "INC0000001" in KINDS["service_event"].sentence(entries.get(params__number="INC0000001"))
    assert AuditEvent.objects.filter(action="service_event.record", relationship_id=relationship.pk).count() == 7
    assert ServiceEvent.objects.filter(imported_in=4).count() == 7


def test_the_same_again_changes_nothing():
    relationship = RelationshipFactory()
    record_service_events(rows(5), relationship=relationship, by=None)
    before = AuditEvent.objects.count()

    assert record_service_events(rows(5), relationship=relationship, by=None) == 0

    assert AuditEvent.objects.count() == before


def test_the_newer_state_wins_in_whatever_order():
    relationship = RelationshipFactory()
    old = {**rows(1)[0], "state": "New", "as_of": AT, "closed_at": None}
    new = {**rows(1)[0], "state": "Closed", "as_of": AT + timedelta(days=1)}
    record_service_events([new, old], relationship=relationship, by=None)
    assert ServiceEvent.objects.get().state == "Closed"

    assert record_service_events([old], relationship=relationship, by=None) == 0
    later = {**new, "state": "Reopened", "as_of": AT + timedelta(days=2), "reopen_count": 1, "closed_at": None}
    assert record_service_events([later], relationship=relationship, by=None) == 1

    event = ServiceEvent.objects.select_related("matter").get()
    assert (event.state, event.reopen_count, event.matter.closed_at) == ("Reopened", 1, None)
    assert TimelineEntry.objects.get(kind="service_event").params["state"] == "Reopened"


def test_another_customers_number_is_refused_and_nothing_kept():
    record_service_events(rows(1), relationship=RelationshipFactory(), by=None)

    with pytest.raises(DomainError, match="another customer"):
        record_service_events(rows(3), relationship=RelationshipFactory(), by=None)

    assert ServiceEvent.objects.count() == 1


@pytest.mark.parametrize("row", [{"number": "", "opened_at": AT}, {"number": "1", "opened_at": None},
                                 {"number": "1", "opened_at": AT, "closed_at": AT - timedelta(days=1)}])  # fmt: skip
def test_what_cannot_be_is_refused(row):
    with pytest.raises(DomainError):
        record_service_events([row], relationship=RelationshipFactory(), by=None)


def test_totals_say_what_is_not_known():
    relationship = RelationshipFactory()
    record_service_events(rows(8), relationship=relationship, by=None)
    record_past_service_event(relationship, number="X", opened_at=AT, by=None, state="New")

    totals = totals_for(relationship)

    assert (totals.count, totals.made, totals.missed, totals.unknown) == (9, 4, 4, 1)
    assert (totals.reopened, totals.reopens, totals.open, totals.made_share) == (6, 12, 1, 0.5)
    by_site = totals_by_site(relationship)
    assert sum(row.count for row in by_site) == 9
    assert by_site[-1].site is None
    assert totals_for(RelationshipFactory()).made_share is None


def test_the_number_of_statements_does_not_grow_with_the_rows(django_assert_max_num_queries):
    relationship = RelationshipFactory()

    with django_assert_max_num_queries(20):
        record_service_events(rows(600), relationship=relationship, by=None)


def test_an_import_is_taken_back():
    relationship = RelationshipFactory()
    record_service_events(rows(3), relationship=relationship, by=None, import_id=1)
    record_past_service_event(relationship, number="X", opened_at=AT, by=None)

    assert withdraw_service_events(1, by=None) == 3

    assert [event.matter.number for event in ServiceEvent.objects.select_related("matter")] == ["X"]
    assert TimelineEntry.objects.filter(kind="service_event").count() == 1


def test_events_of_others_are_not_seen():
    relationship = RelationshipFactory()
    record_service_events(rows(1), relationship=relationship, by=None)

    assert service_events_for(relationship.owner).count() == 1
    assert not service_events_for(UserFactory()).exists()
