"""Executive visits are proposed, approved by a lead, scheduled with both sides, held and followed up."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from brm.attention.models import Attention
from brm.attention.rebuild import differences
from brm.communications.domain.visits import (
    answer_visit,
    approve_visit,
    cancel_visit,
    follow_up_visit,
    hold_visit,
    prepare_visit,
    propose_visit,
    schedule_visit,
)
from brm.communications.enums import VisitStatus
from brm.communications.lifecycle import VISIT
from brm.communications.models import ExecutiveVisit
from brm.core import clock
from brm.core.errors import DomainError, TransitionError
from brm.notifications.models import Attachment, Notification
from brm.parties.domain.handover import hand_over
from brm.timeline.models import TimelineEntry
from tests.factories.communications import Scene
from tests.factories.parties import ContactFactory


@pytest.fixture
def visit(scene: Scene) -> ExecutiveVisit:
    return propose_visit(
        scene.relationship, reason="major_event", purpose="After the outage", by=scene.owner, theirs=[scene.contact]
    )


def waits() -> set[tuple[str, int]]:
    assert [one for one in differences() if one.rule.startswith(("visit", "executive"))] == []
    rows = Attention.objects.filter(closed_at=None).exclude(rule="new_contact")
    return set(rows.values_list("rule", "assignee"))


@pytest.mark.req("C-10", "C-11")
def test_a_visit_lives_from_proposal_to_follow_up(scene: Scene, visit: ExecutiveVisit):
    assert waits() == {("visit_approval", scene.lead.pk)}
    with pytest.raises(DomainError, match="lead"):
        approve_visit(visit, by=scene.owner)
    visit = approve_visit(visit, by=scene.lead)
    assert waits() == {("executive_visit", scene.owner.pk)}

    prepare_visit(visit, by=scene.owner, briefing="Be humble", value_message="We invest", ours=[scene.lead])
    visit = schedule_visit(visit, on=date(2026, 6, 12), meet_at=time(14, 0), place="Their office", by=scene.owner)
    assert visit.starts_at == datetime(2026, 6, 12, 6, 0, tzinfo=UTC)
    scene.relationship.refresh_from_db()
    assert scene.relationship.next_contact_on == date(2026, 6, 12)
    told = set(Notification.objects.filter(kind__startswith="visit").values_list("address", flat=True))
    assert told == {"lea@example.com", "olivia@example.com", "wang@customer.example"}
    outside = Notification.objects.get(address="wang@customer.example")
    assert "humble" not in outside.body
    file = Attachment.objects.get(notification=outside)
    assert Calendar.from_ical(bytes(file.content)).walk("VEVENT")[0]["DTSTART"].dt == visit.starts_at

    clock.travel(datetime(2026, 6, 12, 9, tzinfo=UTC))
    with pytest.raises(DomainError) as refusal:
        hold_visit(visit, by=scene.owner, expectations=" ")
    assert refusal.value.field == "expectations"
    visit = hold_visit(visit, by=scene.owner, expectations="A second site", needs=["A second site"])
    scene.relationship.refresh_from_db()
    assert scene.relationship.last_contact_at == visit.starts_at
    assert waits() == {("executive_visit", scene.owner.pk)}
    visit = follow_up_visit(visit, by=scene.owner, follow_up="Offer sent")
    assert (visit.status, waits()) == (VisitStatus.FOLLOWED_UP, set())
    events = TimelineEntry.objects.filter(kind="visit").order_by("pk").values_list("event", flat=True)
    assert list(events) == ["propose", "approve", "schedule", "hold", "follow_up"]


@pytest.mark.req("C-11")
def test_invited_executives_answer(scene: Scene, visit: ExecutiveVisit):
    attendee = visit.attendees.get()
    answer_visit(attendee, "declined", by=scene.owner)
    with pytest.raises(DomainError):
        answer_visit(attendee, "attended", by=scene.owner)
    with pytest.raises(DomainError):
        prepare_visit(visit, by=scene.owner, theirs=[ContactFactory()])

    schedule_visit(approve_visit(visit, by=scene.lead), on=date(2026, 6, 12), by=scene.owner)

    assert not Notification.objects.filter(kind="visit_invitation").exists()


@pytest.mark.req("C-10")
@pytest.mark.parametrize("status", VisitStatus.values)
def test_every_step_that_is_not_in_the_table_is_refused(scene: Scene, visit: ExecutiveVisit, status: str):
    visit.status = status
    allowed = {
        ("proposed", "approve"), ("approved", "schedule"), ("scheduled", "schedule"), ("scheduled", "hold"),
        ("held", "follow_up"), ("proposed", "cancel"), ("approved", "cancel"), ("scheduled", "cancel"),
        ("held", "cancel"),
    }  # fmt: skip

    for transition in VISIT:
        if (status, transition.name) in allowed:
            assert VISIT.step(transition.name, visit)
        else:
            with pytest.raises(TransitionError):
                VISIT.step(transition.name, visit)


@pytest.mark.req("C-10")
def test_a_cancelled_visit_says_why_and_waits_for_nobody(scene: Scene, visit: ExecutiveVisit):
    with pytest.raises(DomainError):
        cancel_visit(visit, by=scene.owner, reason="")
    cancel_visit(visit, by=scene.owner, reason="They are travelling")

    assert waits() == set()


def test_visits_go_with_the_relationship(scene: Scene, visit: ExecutiveVisit):
    visit = approve_visit(visit, by=scene.lead)
    clock.travel(clock.now() + timedelta(minutes=1))

    hand_over(scene.relationship, to=scene.mate, note="Yours", by=scene.lead)

    visit.refresh_from_db()
    assert visit.owner == scene.mate
    assert {pair for pair in waits() if pair[0] == "executive_visit"} == {("executive_visit", scene.mate.pk)}
