"""Meetings are held with minutes of three parts that become promises, and everybody who was there gets them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from icalendar import Calendar

from brm.actionitems.models import ActionItem
from brm.attention.models import Attention
from brm.attention.rebuild import differences
from brm.communications.domain.attendees import attendees_of
from brm.communications.domain.holding import ActionLine, change_minutes, hold_meeting
from brm.communications.domain.meetings import prepare_meeting
from brm.communications.enums import OccurrenceStatus
from brm.communications.models import Minutes, MinutesAction, NeedHeard, Occurrence
from brm.core import clock
from brm.core.errors import DomainError, StaleError
from brm.notifications.models import Attachment, Notification
from brm.timeline.models import TimelineEntry
from tests.factories.communications import TEXTS, Scene, make_plan, meetings_of


@pytest.mark.req("C-06", "INV-28", "G-09")
def test_minutes_have_three_parts_and_a_conclusion(scene: Scene, meeting: Occurrence):
    for missing in TEXTS:
        with pytest.raises(DomainError) as refusal:
            hold_meeting(meeting, by=scene.owner, conclusion="Good", **{**TEXTS, missing: "  "})
        assert refusal.value.field == missing
    with pytest.raises(DomainError) as refusal:
        hold_meeting(meeting, by=scene.owner, **TEXTS)
    assert refusal.value.field == "conclusion"
    hold_meeting(meeting, by=scene.owner, none_reason="They had to leave early.", **TEXTS)

    meeting.refresh_from_db()
    assert meeting.status == OccurrenceStatus.HELD
    assert meeting.held_at == meeting.starts_at
    with pytest.raises(IntegrityError, match="minutes_have_their_three_parts"), transaction.atomic():
        Minutes.objects.update(issues="")
    with pytest.raises(IntegrityError, match="minutes_have_a_conclusion_or_say_why_none"), transaction.atomic():
        Minutes.objects.update(none_reason="")


@pytest.mark.req("G-06")
def test_the_author_may_rate_how_well_we_listened_in_five_levels(scene: Scene, meeting: Occurrence):
    minutes = hold_meeting(meeting, by=scene.owner, conclusion="Good", listening=5, **TEXTS)

    assert minutes.get_listening_display() == "Understood how they see it"
    change_minutes(minutes, by=scene.owner, listening=None)
    with pytest.raises(IntegrityError, match="listening_level_is_known"), transaction.atomic():
        Minutes.objects.update(listening=6)


@pytest.mark.req("C-06")
def test_issues_and_improvements_become_action_items(scene: Scene, meeting: Occurrence):
    lines = [
        ActionLine("Explain the outage of May", scene.owner, date(2026, 6, 17), part="issue"),
        ActionLine(
            "Name a deputy",
            scene.owner,
            date(2026, 6, 30),
            part="improvement",
            side="theirs",
            counterpart=scene.contact,
        ),
    ]
    minutes = hold_meeting(
        meeting, by=scene.owner, review="Well.", actions=lines, users=[scene.owner], contacts=[scene.vip],
        needs=["Reports in English", ""], listening=4,
    )  # fmt: skip

    assert (minutes.issues, minutes.improvement) == ("- Explain the outage of May", "- Name a deputy")
    assert minutes.conclusion == "- Explain the outage of May\n- Name a deputy"
    items = ActionItem.objects.order_by("due_on")
    assert [(item.title, item.side, item.counterpart) for item in items] == [
        ("Explain the outage of May", "ours", None),
        ("Name a deputy", "theirs", scene.contact),
    ]
    assert list(MinutesAction.objects.values_list("part", flat=True)) == ["issue", "improvement"]
    assert [(need.text, need.occurrence_id) for need in NeedHeard.objects.all()] == [("Reports in English", meeting.pk)]
    assert {str(row): row.answer for row in attendees_of(meeting)} == {
        "Olivia": "attended", "Mark": "absent", "王芳": "absent", "Victor": "attended",
    }  # fmt: skip


@pytest.mark.req("K-10", "C-34")
def test_holding_a_meeting_is_contact_and_clears_the_desk(scene: Scene, meeting: Occurrence):
    assert set(Attention.objects.filter(closed_at=None).values_list("rule", flat=True)) == {
        "meeting_due",
        "new_contact",
    }

    hold_meeting(meeting, by=scene.owner, conclusion="Good", contacts=[scene.vip], **TEXTS)

    scene.relationship.refresh_from_db()
    assert scene.relationship.last_contact_at == meeting.starts_at
    assert scene.relationship.next_contact_on == date(2026, 7, 10)
    assert not Attention.objects.filter(closed_at=None).exists()
    assert TimelineEntry.objects.get(kind="meeting").event == "hold"
    assert differences() == []


@pytest.mark.req("C-06")
def test_everybody_who_was_there_gets_the_minutes(scene: Scene, meeting: Occurrence):
    hold_meeting(
        meeting, by=scene.owner, conclusion="We meet monthly.", users=[scene.owner, scene.mate],
        contacts=[scene.contact],
        actions=[ActionLine("Call back", scene.mate, date(2026, 6, 20))], **TEXTS,
    )  # fmt: skip

    letters = {row.address: row for row in Notification.objects.filter(kind="meeting_minutes")}
    assert sorted(letters) == ["mark@example.com", "olivia@example.com", "wang@customer.example"]
    assert "Call back: Mark, by 2026-06-20" in letters["olivia@example.com"].body
    files = {row.filename: row for row in Attachment.objects.filter(notification=letters["wang@customer.example"])}
    assert set(files) == {"meeting.ics", "minutes.txt"}
    event = Calendar.from_ical(bytes(files["meeting.ics"].content)).walk("VEVENT")[0]
    assert event["DTSTART"].dt == meeting.starts_at
    assert "We meet monthly." in str(event["DESCRIPTION"])


def test_a_meeting_ahead_has_no_minutes_but_may_be_held_early(scene: Scene):
    second = meetings_of(make_plan(scene.relationship))[1]

    with pytest.raises(DomainError, match="ahead"):
        hold_meeting(second, by=scene.owner, conclusion="x", held_at=clock.now() + timedelta(days=1), **TEXTS)
    hold_meeting(second, by=scene.owner, conclusion="x", **TEXTS)

    second.refresh_from_db()
    assert second.status == OccurrenceStatus.HELD


def test_the_brief_of_two_people_is_not_lost(scene: Scene, meeting: Occurrence):
    prepare_meeting(meeting, by=scene.owner, objective="Renew", expected_version=meeting.version)

    with pytest.raises(StaleError):
        prepare_meeting(meeting, by=scene.mate, objective="Praise", expected_version=meeting.version)


@pytest.mark.req("INV-28")
def test_minutes_are_corrected_in_view(scene: Scene, meeting: Occurrence):
    minutes = hold_meeting(meeting, by=scene.owner, conclusion="x", **TEXTS)

    change_minutes(minutes, by=scene.owner, conclusion="y", expected_version=1)
    with pytest.raises(DomainError, match=r"three parts|blank"):
        change_minutes(minutes, by=scene.owner, review=" ")
    with pytest.raises(StaleError):
        change_minutes(minutes, by=scene.owner, conclusion="z", expected_version=1)
