"""Meetings and visits by forms, in the calendar and in the private feed."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from brm.actionitems.models import ActionItem
from brm.communications.domain.meetings import cancel_meeting
from brm.communications.domain.sweeps import sweep_meetings
from brm.communications.models import Occurrence
from brm.core import clock
from brm.parties.domain.contacts import change_contact
from tests.factories.communications import Scene


@pytest.mark.req("C-06", "INV-28")
def test_minutes_are_written_by_the_form(owner: Client, scene: Scene, places: dict[str, int]):
    url = reverse("communications:meeting_hold", args=[places["meeting"]])
    form = {
        "held_at": "2026-06-01T11:00", "review": "Well", "improvement": "None", "conclusion": "", "none_reason": "",
        "ours": [scene.owner.pk], "theirs": [scene.contact.pk], "needs": "", "send": "on",
        "lines-TOTAL_FORMS": "2", "lines-INITIAL_FORMS": "2", "lines-MIN_NUM_FORMS": "0", "lines-MAX_NUM_FORMS": "40",
        "lines-0-part": "issue", "lines-0-title": "Explain May", "lines-0-side": "ours",
        "lines-0-owner": scene.owner.pk, "lines-0-due_on": "", "lines-0-priority": "high",
        "lines-1-part": "improvement", "lines-1-title": "", "lines-1-side": "ours", "lines-1-owner": scene.owner.pk,
        "lines-1-due_on": "", "lines-1-priority": "normal",
    }  # fmt: skip

    answer = owner.post(url, form)
    assert answer.status_code == 422
    assert "Say until when" in answer.content.decode()
    assert "Explain May" in answer.content.decode()
    theirs = {"lines-1-title": "Name a deputy", "lines-1-side": scene.contact.pk, "lines-1-due_on": "2026-06-15"}
    answer = owner.post(url, form | {"lines-0-due_on": "2026-06-12"} | theirs)

    assert answer.status_code == 302, answer.content.decode()
    promised = ActionItem.objects.get(title="Name a deputy")
    assert (promised.side, promised.counterpart) == ("theirs", scene.contact)
    meeting = Occurrence.objects.get(pk=places["meeting"])
    assert (meeting.status, meeting.minutes.issues) == ("held", "- Explain May")
    assert ActionItem.objects.get(title="Explain May").due_on == date(2026, 6, 12)
    page = owner.get(meeting.get_absolute_url()).content.decode()
    assert "Explain May" in page
    assert "Record the minutes" not in page


@pytest.mark.req("C-08", "INV-27")
def test_a_meeting_is_moved_and_cancelled_by_forms(owner: Client, scene: Scene, places: dict[str, int]):
    owner.post(reverse("communications:meeting_move", args=[places["meeting"]]), {"on": "2026-07-20", "reason": "Fair"})
    meeting = Occurrence.objects.get(pk=places["meeting"])
    assert (meeting.due_on, meeting.moved) == (date(2026, 7, 20), 1)
    answer = owner.post(reverse("communications:meeting_cancel", args=[meeting.pk]), {"reason": "Nothing to say"})
    assert answer.status_code == 422
    owner.post(
        reverse("communications:meeting_cancel", args=[meeting.pk]),
        {"reason": "Nothing to say", "contact": scene.contact.pk},
    )
    meeting.refresh_from_db()
    assert (meeting.status, meeting.agreed_with) == ("cancelled", "王芳")


@pytest.mark.req("C-31")
@pytest.mark.parametrize(
    ("persona", "point"),
    [
        ("sysadmin", "Concrete problems get solved"),
        ("finance", "What value-added services are worth"),
        ("executive", "Penalty clauses that bind both sides"),
    ],
)
def test_what_each_persona_cares_for_stands_beside_the_meeting(
    owner: Client, scene: Scene, places: dict[str, int], persona: str, point: str
):
    url = reverse("communications:meeting", args=[places["meeting"]])
    assert "talking-points" not in owner.get(url).content.decode()
    change_contact(scene.contact, by=scene.owner, persona=persona)

    assert point in owner.get(url).content.decode()


@pytest.mark.req("C-11")
def test_answers_are_recorded_from_the_page(owner: Client, scene: Scene, places: dict[str, int]):
    owner.post(
        reverse("communications:meeting_prepare", args=[places["meeting"]]),
        {"objective": "Renew", "agenda": "1", "place": "", "ours": [scene.owner.pk], "theirs": [scene.contact.pk]},
    )
    meeting = Occurrence.objects.get(pk=places["meeting"])
    attendee = meeting.attendees.get(contact=scene.contact)

    owner.post(reverse("communications:meeting_answer", args=[meeting.pk, attendee.pk]), {"answer": "declined"})

    attendee.refresh_from_db()
    assert (meeting.objective, attendee.answer) == ("Renew", "declined")


@pytest.mark.req("C-10")
def test_a_visit_is_taken_through_its_life_by_forms(owner: Client, scene: Scene):
    url = f"{reverse('communications:visit_new')}?relationship={scene.relationship.pk}"
    owner.post(url, {"reason": "renewal", "purpose": "Renew", "duration_minutes": "60", "theirs": [scene.contact.pk]})
    visit = scene.relationship.visits.get()
    owner.post(reverse("communications:visit_approve", args=[visit.pk]))
    visit.refresh_from_db()
    assert visit.status == "proposed"
    owner.force_login(scene.lead)
    owner.post(reverse("communications:visit_approve", args=[visit.pk]))
    owner.post(reverse("communications:visit_schedule", args=[visit.pk]), {"on": "2026-06-01", "meet_at": "09:00"})
    owner.post(
        reverse("communications:visit_hold", args=[visit.pk]), {"held_at": "2026-06-01T09:00", "expectations": "More"}
    )
    owner.post(reverse("communications:visit_follow_up", args=[visit.pk]), {"follow_up": "Offer sent"})

    visit.refresh_from_db()
    assert visit.status == "followed_up"


@pytest.mark.req("C-07")
@pytest.mark.parametrize("view", ["month", "week", "list"])
def test_the_calendar_shows_the_persons_meetings(owner: Client, scene: Scene, places: dict[str, int], view: str):
    url = reverse("communications:calendar")

    page = owner.get(url, {"view": view, "day": "2026-07-08"}).content.decode()
    assert reverse("communications:meeting", args=[places["meeting"]]) in page
    owner.force_login(scene.lead)
    assert (
        "/meetings/" + str(places["meeting"])
        not in owner.get(url, {"view": view, "day": "2026-07-08"}).content.decode()
    )
    page = owner.get(url, {"view": view, "day": "2026-07-08", "who": "team"}).content.decode()
    assert "/meetings/" + str(places["meeting"]) in page
    assert owner.get(url, {"view": view, "day": "never", "who": "999999"}).status_code == 200


def test_the_private_feed_needs_no_sign_in_and_closes(owner: Client, scene: Scene, places: dict[str, int]):
    url = reverse("communications:feed")
    page = owner.post(url, {"do": "make"})
    assert page["Cache-Control"] == "no-store"
    address = page.context["address"]
    owner.logout()

    answer = owner.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert owner.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    owner.force_login(scene.owner)
    assert address not in owner.get(url).content.decode()
    owner.post(url, {"do": "revoke"})
    owner.logout()
    assert owner.get(address).status_code == 404


@pytest.mark.req("C-08")
def test_a_missed_meeting_asks_why_until_it_was_said(owner: Client, meeting: Occurrence):
    clock.travel(datetime(2026, 7, 3, 4, 0, tzinfo=UTC))  # a Friday
    sweep_meetings()
    url = reverse("communications:meeting_move", args=[meeting.pk])

    page = owner.get(url).content.decode()
    assert "Say why, and when instead" in page
    assert 'value="2026-07-06"' in page

    assert owner.post(url, {"on": "2026-07-06", "reason": "They were ill"}).status_code == 302
    page = owner.get(meeting.get_absolute_url()).content.decode()
    assert "Say why, and when instead" not in page
    assert "Day:" in page
    assert "</strong> moved the meeting" in page


def test_only_what_was_held_is_ticked_off_and_what_was_cancelled_is_struck_through(owner: Client, meeting: Occurrence):
    cancel_meeting(meeting, by=meeting.relationship.owner, reason="Fair", agreed_with="Wang")

    page = owner.get(reverse("communications:calendar"), {"day": "2026-06-10"}).content.decode()

    assert "is-dropped" in page
    assert "is-done" not in page
