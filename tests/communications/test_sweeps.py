"""What time does to meetings: reminded, due, missed; once, in order, whoever sweeps, also after an outage."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from brm.accounts.models import User
from brm.attention.models import Attention
from brm.attention.rebuild import differences
from brm.audit.models import AuditEvent
from brm.communications.domain.silence import show_silence
from brm.communications.domain.steps import step_plans
from brm.communications.domain.sweeps import bring_to_desk, miss_overdue, remind_attendees, sweep_meetings
from brm.communications.enums import OccurrenceStatus
from brm.communications.models import Occurrence, OccurrenceAttendee
from brm.core import clock
from brm.notifications.models import Attachment, Notification
from brm.timeline.models import TimelineEntry
from tests.factories.communications import MONTHLY, Scene, make_plan, make_scene, meetings_of
from tests.factories.parties import ContactFactory, RelationshipFactory

MORNING = datetime(2026, 6, 8, 0, 0, tzinfo=UTC)
"""Eight in the morning in Shanghai, two days before the first meeting."""
DUE = datetime(2026, 6, 9, 16, 0, tzinfo=UTC)
OVER = datetime(2026, 6, 30, 16, 0, tzinfo=UTC)


def told(kind: str) -> list[tuple[str, str]]:
    return sorted(Notification.objects.filter(kind=kind).values_list("address", "language"))


@pytest.mark.req("C-08", "INV-27")
def test_a_meeting_is_reminded_due_and_missed_in_its_time(scene: Scene):
    first = meetings_of(make_plan(scene.relationship))[0]

    with clock.at(MORNING - timedelta(seconds=1)):
        assert sweep_meetings() == {"reminded": 0, "due": 0, "missed": 0}
    with clock.at(MORNING):
        assert sweep_meetings() == {"reminded": 1, "due": 0, "missed": 0}
    with clock.at(DUE):
        assert sweep_meetings() == {"reminded": 0, "due": 1, "missed": 0}
    first.refresh_from_db()
    assert first.status == OccurrenceStatus.DUE
    row = Attention.objects.get(rule="meeting_due", closed_at=None)
    assert (row.assignee, row.subject_id, row.relationship) == (scene.owner, first.pk, scene.relationship)

    with clock.at(OVER):
        assert sweep_meetings()["missed"] == 1
        show_silence()
        assert differences() == []
    first.refresh_from_db()
    assert first.status == OccurrenceStatus.MISSED
    assert set(
        Attention.objects.filter(closed_at=None).exclude(rule="new_contact").values_list("rule", "assignee")
    ) >= {
        ("meeting_missed", scene.owner.pk),
        ("meeting_missed_team", scene.lead.pk),
    }
    assert told("meeting_missed") == [("lea@example.com", "en"), ("olivia@example.com", "en")]
    assert list(
        AuditEvent.objects.filter(subject_id=first.pk, action__startswith="meeting.").values_list("action", flat=True)
    ) == [
        "meeting.miss",
        "meeting.come_due",
    ]
    assert TimelineEntry.objects.get(kind="meeting").event == "missed"


@pytest.mark.req("C-11", "G-05")
def test_both_sides_are_reminded_once_in_their_language(scene: Scene):
    left = ContactFactory(organisation=scene.relationship.organisation, email="left@customer.example")
    plan = make_plan(
        scene.relationship, ours=[scene.mate], theirs=[scene.contact, scene.vip, left], agenda="Figures of May"
    )
    left.left_on = date(2026, 6, 2)
    left.save()

    with clock.at(MORNING):
        remind_attendees()
        Occurrence.objects.filter(plan=plan, due_on=date(2026, 6, 10)).update(remind_at=MORNING)
        remind_attendees()

    assert told("meeting_reminder") == [("mark@example.com", "zh-hans"), ("olivia@example.com", "en")]
    assert told("meeting_invitation") == [("wang@customer.example", "zh-hans")]
    assert OccurrenceAttendee.objects.filter(occurrence__plan=plan).count() == 4
    files = Attachment.objects.filter(notification__kind="meeting_invitation")
    event = Calendar.from_ical(bytes(files.get().content)).walk("VEVENT")[0]
    assert event["UID"].startswith(f"meeting-{meetings_of(plan)[0].pk}@")
    assert event["DTSTART"].dt == datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
    assert sorted(str(one) for one in event["ATTENDEE"]) == [
        "mailto:mark@example.com",
        "mailto:olivia@example.com",
        "mailto:wang@customer.example",
    ]
    assert "/communications/" not in str(event["DESCRIPTION"])


def test_nobody_is_reminded_of_yesterday(scene: Scene):
    make_plan(scene.relationship)

    with clock.at(datetime(2026, 6, 11, 0, 0, tzinfo=UTC)):
        assert sweep_meetings() == {"reminded": 1, "due": 1, "missed": 0}

    assert not Notification.objects.filter(kind="meeting_reminder").exists()
    assert not Occurrence.objects.filter(remind_at__lte=MORNING).exists()


@pytest.mark.req("C-08", "INV-27")
def test_two_days_of_outage_are_caught_up_once_in_order(scene: Scene):
    daily = make_plan(
        scene.relationship, rule={"frequency": "custom", "custom": "FREQ=DAILY", "holidays": "keep", "grace_days": 0}
    )

    with clock.at(datetime(2026, 6, 1, 4, tzinfo=UTC)):
        sweep_meetings()
    with clock.at(datetime(2026, 6, 4, 1, tzinfo=UTC)):
        sweep_meetings()
        again = sweep_meetings()

    assert again == {"reminded": 0, "due": 0, "missed": 0}
    assert [row.status for row in meetings_of(daily)[:4]] == ["missed", "missed", "missed", "due"]
    missed = TimelineEntry.objects.filter(kind="meeting", event="missed").order_by("pk")
    assert [row.params["due_on"] for row in missed] == ["2026-06-01", "2026-06-02", "2026-06-03"]
    assert Notification.objects.filter(kind="meeting_missed", recipient=scene.lead).count() == 3


def test_sweeping_again_changes_nothing(scene: Scene):
    make_plan(scene.relationship)

    with clock.at(OVER):
        sweep_meetings()
        before = (AuditEvent.objects.count(), Notification.objects.count(), Attention.objects.count())
        sweep_meetings()

    assert (AuditEvent.objects.count(), Notification.objects.count(), Attention.objects.count()) == before


def test_one_bad_meeting_does_not_hold_up_the_others(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    bad = meetings_of(make_plan(scene.relationship))[0]
    make_plan(RelationshipFactory(owner=scene.owner))
    User.objects.filter(pk=scene.owner.pk).update(time_zone="Nowhere/Land")
    OccurrenceAttendee.objects.create(occurrence=bad, user=scene.mate)
    User.objects.filter(pk=scene.mate.pk).update(time_zone="Nowhere/Land")
    User.objects.filter(pk=scene.owner.pk).update(time_zone="Asia/Shanghai")

    with clock.at(MORNING):
        done = remind_attendees()

    assert done == 1
    assert "sweep failed for one meeting" in caplog.text
    assert told("meeting_reminder") == [("olivia@example.com", "en")]


@pytest.mark.req("C-08")
@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_do_everything_once():
    clock.travel(datetime(2026, 6, 1, 4, tzinfo=UTC))
    scene = make_scene()
    for _ in range(6):
        make_plan(RelationshipFactory(owner=scene.owner, team=scene.team), rule=MONTHLY)
    barrier, done = threading.Barrier(2), []

    def work() -> None:
        barrier.wait()
        try:
            done.append(sweep_meetings(at=OVER))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(one["missed"] for one in done) == 6
    assert Notification.objects.filter(kind="meeting_missed", recipient=scene.lead).count() == 6
    assert AuditEvent.objects.filter(action="meeting.miss").count() == 6


def test_sweeps_take_the_same_queries_however_many_are_due(scene: Scene):
    taken = []
    for rows, month in ((1, 6), (3, 7)):
        for _ in range(rows):
            day = date(2026, month, 1)
            make_plan(
                RelationshipFactory(owner=scene.owner, team=scene.team), start_on=day, end_on=date(2026, month, 28)
            )
        step_plans(at=datetime(2026, month, 1, 4, tzinfo=UTC))
        with clock.at(datetime(2026, month, 9, 16, tzinfo=UTC)), CaptureQueriesContext(connection) as due:
            bring_to_desk()
        with clock.at(datetime(2026, month + 1, 1, 16, tzinfo=UTC)), CaptureQueriesContext(connection) as missed:
            miss_overdue()
        taken.append((len(due), len(missed)))

    assert taken[0] == taken[1]
    assert Occurrence.objects.filter(status="missed").count() == 4
