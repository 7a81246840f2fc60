"""Meetings are held, moved with a reason, cancelled by consent, missed and made up for; nothing else."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from brm.attention.models import Attention
from brm.attention.rebuild import differences
from brm.communications.domain.attendees import answer_invitation, attendees_of, choose_attendees, invite
from brm.communications.domain.holding import hold_meeting
from brm.communications.domain.meetings import cancel_meeting, prepare_meeting, reschedule_meeting
from brm.communications.domain.silence import show_silence
from brm.communications.domain.sweeps import sweep_meetings
from brm.communications.enums import OccurrenceStatus
from brm.communications.lifecycle import OCCURRENCE
from brm.communications.models import Occurrence
from brm.core import clock
from brm.core.errors import BlockedError, DomainError, TransitionError
from brm.notifications.models import Notification
from tests.factories.communications import TEXTS, Scene, make_plan, meetings_of
from tests.factories.parties import ContactFactory
from tests.factories.people import UserFactory


@pytest.mark.req("C-08", "K-09", "INV-27")
def test_missed_stays_missed_even_when_held_late(scene: Scene, meeting: Occurrence):
    clock.travel(datetime(2026, 7, 1, 2, tzinfo=UTC))
    sweep_meetings()
    meeting.refresh_from_db()
    assert meeting.status == OccurrenceStatus.MISSED

    hold_meeting(meeting, by=scene.owner, conclusion="Late but good", held_at=clock.now(), **TEXTS)

    meeting.refresh_from_db()
    assert (meeting.status, meeting.counts_as_missed) == (OccurrenceStatus.HELD_LATE, True)
    assert not Attention.objects.filter(closed_at=None, rule__startswith="meeting_missed").exists()


@pytest.mark.req("C-08", "INV-27")
def test_a_period_over_before_the_sweep_saw_it_is_held_late(scene: Scene, meeting: Occurrence):
    clock.travel(datetime(2026, 7, 1, 2, tzinfo=UTC))

    hold_meeting(meeting, by=scene.owner, conclusion="x", held_at=clock.now(), **TEXTS)

    meeting.refresh_from_db()
    assert meeting.status == OccurrenceStatus.HELD_LATE
    assert Notification.objects.filter(kind="meeting_missed", recipient=scene.lead).exists()


@pytest.mark.req("INV-27", "C-08")
def test_moving_inside_the_period_plans_anew(scene: Scene, meeting: Occurrence):
    with pytest.raises(DomainError) as refusal:
        reschedule_meeting(meeting, on=date(2026, 6, 24), reason=" ", by=scene.owner)
    assert refusal.value.field == "reason"
    with pytest.raises(DomainError, match="passed"):
        reschedule_meeting(meeting, on=date(2026, 6, 2), reason="x", by=scene.owner)

    moved = reschedule_meeting(meeting, on=date(2026, 6, 24), reason="Their auditors come", by=scene.owner)

    assert (moved.status, moved.due_on, moved.moved) == (OccurrenceStatus.PLANNED, date(2026, 6, 24), 1)
    assert moved.desk_at == datetime(2026, 6, 23, 16, tzinfo=UTC)
    assert not Attention.objects.filter(rule="meeting_due", closed_at=None).exists()
    assert not Notification.objects.filter(kind="meeting_missed").exists()
    clock.travel(datetime(2026, 6, 23, 17, tzinfo=UTC))
    assert sweep_meetings() == {"reminded": 1, "due": 1, "missed": 0}


@pytest.mark.req("INV-27", "C-08")
def test_moving_out_of_the_period_counts_as_missed(scene: Scene, meeting: Occurrence):
    moved = reschedule_meeting(meeting, on=date(2026, 7, 3), reason="They have no time in June", by=scene.owner)

    assert (moved.status, moved.make_up_on) == (OccurrenceStatus.MISSED, date(2026, 7, 3))
    assert [row.recipient for row in Notification.objects.filter(kind="meeting_missed")] == [scene.lead]
    scene.relationship.refresh_from_db()
    assert scene.relationship.next_contact_on == date(2026, 7, 3)
    clock.travel(datetime(2026, 7, 2, 17, tzinfo=UTC))
    sweep_meetings()
    assert Attention.objects.get(rule="meeting_due", closed_at=None).subject_id == meeting.pk
    show_silence()
    assert differences() == []
    hold_meeting(moved, by=scene.owner, conclusion="x", held_at=clock.now(), **TEXTS)
    moved.refresh_from_db()
    assert moved.status == OccurrenceStatus.HELD_LATE


@pytest.mark.req("C-08", "INV-27")
def test_a_missed_meeting_gets_its_reason_and_a_new_day(scene: Scene, meeting: Occurrence):
    clock.travel(datetime(2026, 7, 1, 2, tzinfo=UTC))
    sweep_meetings()

    reschedule_meeting(meeting, on=date(2026, 7, 8), reason="I was ill", by=scene.owner)

    meeting.refresh_from_db()
    assert (meeting.status, meeting.reason, meeting.make_up_on) == ("missed", "I was ill", date(2026, 7, 8))
    assert not Attention.objects.filter(rule__startswith="meeting_missed", closed_at=None).exists()


@pytest.mark.req("INV-27")
def test_cancelling_needs_a_reason_and_their_consent(scene: Scene, meeting: Occurrence):
    with pytest.raises(DomainError) as refusal:
        cancel_meeting(meeting, reason="", by=scene.owner, contact=scene.contact)
    assert refusal.value.field == "reason"
    with pytest.raises(DomainError) as refusal:
        cancel_meeting(meeting, reason="Nothing to say", by=scene.owner)
    assert refusal.value.field == "agreed_with"

    cancelled = cancel_meeting(meeting, reason="Their fair", by=scene.owner, contact=scene.contact)

    assert (cancelled.status, cancelled.agreed_with) == (OccurrenceStatus.CANCELLED, "王芳")
    with pytest.raises(IntegrityError, match="a_cancelled_meeting_says_why_and_who_agreed"), transaction.atomic():
        Occurrence.objects.filter(pk=meeting.pk).update(agreed_with="")


@pytest.mark.req("INV-27")
def test_a_meeting_past_due_is_never_deleted(scene: Scene, meeting: Occurrence):
    with pytest.raises(DatabaseError, match="only_future_meetings_are_removed"), transaction.atomic():
        Occurrence.objects.filter(pk=meeting.pk).delete()


@pytest.mark.req("INV-27")
@pytest.mark.parametrize("status", OccurrenceStatus.values)
def test_every_step_that_is_not_in_the_table_is_refused(scene: Scene, status: str):
    row = meetings_of(make_plan(scene.relationship))[0]
    row.status = status
    allowed = {
        ("planned", "come_due"), ("due", "hold"), ("due", "reschedule"), ("due", "miss"), ("due", "cancel"),
        ("missed", "hold_late"),
    }  # fmt: skip

    for transition in OCCURRENCE:
        if (status, transition.name) in allowed:
            assert OCCURRENCE.step(transition.name, row)
        else:
            with pytest.raises(TransitionError):
                OCCURRENCE.step(transition.name, row)


@pytest.mark.req("INV-27")
def test_what_is_over_stays_over(scene: Scene, meeting: Occurrence):
    hold_meeting(meeting, by=scene.owner, conclusion="x", **TEXTS)

    for act in (
        lambda: hold_meeting(meeting, by=scene.owner, conclusion="again", **TEXTS),
        lambda: reschedule_meeting(meeting, on=date(2026, 6, 24), reason="x", by=scene.owner),
        lambda: cancel_meeting(meeting, reason="x", agreed_with="y", by=scene.owner),
        lambda: prepare_meeting(meeting, by=scene.owner, objective="x"),
        lambda: choose_attendees(meeting, ours=[], theirs=[], by=scene.owner),
    ):
        with pytest.raises((DomainError, TransitionError, BlockedError)):
            act()


@pytest.mark.req("C-11")
def test_attendees_may_differ_from_the_plan_and_answer(scene: Scene, meeting: Occurrence):
    row = meetings_of(meeting.plan)[1]
    choose_attendees(row, ours=[scene.owner], theirs=[scene.vip], by=scene.owner)

    invite([row.pk])
    assert [str(one) for one in attendees_of(row)] == ["Olivia", "Victor"]
    answer_invitation(attendees_of(row)[1], "accepted", by=scene.owner)
    choose_attendees(row, ours=[scene.owner, scene.mate], theirs=[scene.vip], by=scene.owner)
    assert {str(one): one.answer for one in attendees_of(row)} == {
        "Olivia": "invited", "Victor": "accepted", "Mark": "invited",
    }  # fmt: skip
    with pytest.raises(DomainError):
        choose_attendees(row, ours=[scene.owner], theirs=[ContactFactory()], by=scene.owner)
    with pytest.raises(DomainError):
        choose_attendees(row, ours=[UserFactory(is_active=False)], theirs=[], by=scene.owner)
    with pytest.raises(DomainError):
        answer_invitation(attendees_of(row)[0], "attended", by=scene.owner)


@pytest.mark.req("C-07")
def test_a_late_one_moves_the_next_where_the_plan_says_so(scene: Scene):
    plan = make_plan(scene.relationship, late_moves_next=True)
    first = meetings_of(plan)[0]
    clock.travel(datetime(2026, 6, 26, 4, tzinfo=UTC))
    sweep_meetings()

    hold_meeting(first, by=scene.owner, conclusion="x", held_at=clock.now(), **TEXTS)

    first, second = meetings_of(plan)[:2]
    assert first.status == OccurrenceStatus.HELD
    assert second.due_on == date(2026, 7, 27)
    assert second.period_end == date(2026, 7, 31)
