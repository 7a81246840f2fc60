"""Every page of communications: opens for who may see it, is not there for a stranger, keeps what was typed."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from brm.actionitems.models import ActionItem
from brm.communications.domain.holding import ActionLine, hold_meeting
from brm.communications.domain.interactions import log_interaction
from brm.communications.domain.templates import apply_template, save_template
from brm.communications.domain.visits import propose_visit
from brm.communications.models import Interaction, Occurrence, Plan, PlanTemplate
from brm.core import clock
from brm.parties.models import Relationship
from tests.factories.communications import MONTHLY, Scene, make_plan, meetings_of
from tests.factories.parties import RelationshipFactory

TEXTS = {"review": "Well", "issues": "None", "improvement": "None", "conclusion": "Go on"}


@pytest.fixture
def owner(client: Client, scene: Scene) -> Client:
    client.force_login(scene.owner)
    return client


@pytest.fixture
def places(scene: Scene) -> dict[str, int]:
    """One of everything on the scene's relationship."""
    plan = make_plan(scene.relationship, theirs=[scene.contact])
    first, second = meetings_of(plan)[:2]
    hold_meeting(
        first, by=scene.owner, users=[scene.owner], contacts=[scene.contact], needs=["A need"],
        actions=[ActionLine("Call", scene.owner, date(2026, 6, 20))], **TEXTS,
    )  # fmt: skip
    record = log_interaction(scene.relationship, by=scene.owner, summary="Called", contacts=[scene.vip], needs=["More"])
    visit = propose_visit(scene.relationship, reason="routine", purpose="Hello", by=scene.owner, theirs=[scene.contact])
    return {"plan": plan.pk, "held": first.pk, "meeting": second.pk, "record": record.pk, "visit": visit.pk}


LISTS = [
    "plans",
    "templates",
    "meetings",
    "interactions",
    "needs",
    "visits",
    "calendar",
    "feed",
    "adherence",
    "silence",
]
RECORDS = [
    ("plan", "plan"), ("plan_edit", "plan"), ("plan_agree", "plan"), ("plan_suspend", "plan"), ("plan_end", "plan"),
    ("meeting", "meeting"), ("meeting", "held"), ("meeting_prepare", "meeting"), ("meeting_hold", "meeting"),
    ("meeting_minutes", "held"), ("meeting_move", "meeting"), ("meeting_cancel", "meeting"), ("interaction", "record"),
    ("interaction_edit", "record"), ("interaction_addendum", "record"), ("visit", "visit"), ("visit_prepare", "visit"),
    ("visit_schedule", "visit"), ("visit_hold", "visit"), ("visit_follow_up", "visit"), ("visit_cancel", "visit"),
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_lists_open_and_show_a_stranger_nothing(owner: Client, scene: Scene, places: dict[str, int], name: str):
    answer = owner.get(reverse(f"communications:{name}"))
    assert answer.status_code == 200

    owner.force_login(scene.stranger)
    answer = owner.get(reverse(f"communications:{name}"))
    assert answer.status_code == 200
    assert "Service review" not in answer.content.decode()
    assert str(scene.relationship) not in answer.content.decode()


@pytest.mark.parametrize("name", ["plans", "meetings", "interactions", "needs", "visits", "silence"])
def test_lists_are_searched_and_exported(owner: Client, scene: Scene, places: dict[str, int], name: str):
    clock.travel(clock.now() + timedelta(days=80))
    url = reverse(f"communications:{name}")
    word = str(scene.relationship)

    assert word in owner.get(url, {"q": word[:9]}).content.decode()
    assert word not in owner.get(url, {"q": "no such thing"}).content.decode()
    assert word in owner.get(url, {"export": "csv"}).getvalue().decode("utf-8-sig")


@pytest.mark.parametrize(("name", "thing"), RECORDS)
def test_records_open_and_are_not_there_for_a_stranger(
    owner: Client, scene: Scene, places: dict[str, int], name: str, thing: str
):
    url = reverse(f"communications:{name}", args=[places[thing]])
    assert owner.get(url).status_code == 200
    assert owner.get(url, headers={"HX-Request": "true"}).status_code == 200

    owner.force_login(scene.stranger)
    assert owner.get(url).status_code == 404
    assert owner.post(url).status_code in (404, 405)


def test_nobody_without_a_relationship_role_finds_the_pages(client: Client, scene: Scene):
    scene.stranger.roles = ["engineer"]
    scene.stranger.save()
    client.force_login(scene.stranger)

    for name in ("plans", "calendar", "silence", "log", "adherence"):
        assert client.get(reverse(f"communications:{name}")).status_code == 404


def test_who_is_not_signed_in_is_asked_to(client: Client, scene: Scene, places: dict[str, int]):
    answer = client.get(reverse("communications:meeting", args=[places["meeting"]]))

    assert answer.status_code == 302
    assert "next=" in answer["Location"]


@pytest.mark.req("C-09")
def test_a_contact_is_logged_by_the_short_form(owner: Client, scene: Scene):
    url = reverse("communications:log")
    page = owner.get(url, {"relationship": scene.relationship.pk}).content.decode()
    assert "王芳" in page

    answer = owner.post(
        url,
        {
            "relationship": scene.relationship.pk, "channel": "phone", "summary": "Called about May",
            "perception": "-1",
            "contacts": [scene.vip.pk], "needs": "One\nTwo", "touchpoint": "everyday",
        },
    )  # fmt: skip

    record = Interaction.objects.get()
    assert answer.status_code == 302
    assert (record.recorded_by, record.perception, record.needs.count()) == (scene.owner, -1, 2)
    assert list(record.contacts.all()) == [scene.vip]


def test_a_wrong_log_keeps_what_was_typed(owner: Client, scene: Scene):
    other = RelationshipFactory(owner=scene.stranger)
    url = reverse("communications:log")

    answer = owner.post(
        url, {"relationship": scene.relationship.pk, "channel": "phone", "summary": " ", "needs": "Kept"}
    )
    assert answer.status_code == 422
    assert "Kept" in answer.content.decode()
    assert owner.post(url, {"relationship": other.pk, "channel": "phone", "summary": "x"}).status_code == 404
    assert not Interaction.objects.exists()


def test_relationships_are_found_by_typing_within_scope(owner: Client, scene: Scene):
    RelationshipFactory(owner=scene.stranger, organisation__name="Hidden Co")
    url = reverse("communications:relationship_options")

    assert [row["value"] for row in owner.get(url).json()] == [scene.relationship.pk]
    assert owner.get(url, {"q": "Hidden"}).json() == []
    assert len(owner.get(url, {"q": str(scene.relationship)[:6]}).json()) == 1
    people = owner.get(reverse("communications:log_people"), {"relationship": scene.relationship.pk}).content.decode()
    assert "Victor" in people


RULE = {
    "frequency": "monthly", "interval": "1", "day_by": "day", "day": "10", "holidays": "after",
}  # fmt: skip
PLAN = RULE | {
    "title": "Review", "origin": "operation", "channel": "visit", "meet_at": "10:00", "duration_minutes": "60",
    "reminder_days": "2", "start_on": "2026-06-01",
}  # fmt: skip


@pytest.mark.req("C-05", "C-07")
def test_a_plan_is_made_read_and_agreed_by_forms(owner: Client, scene: Scene):
    url = reverse("communications:plan_new")
    assert "relationship" in owner.get(url).content.decode()
    url = f"{url}?relationship={scene.relationship.pk}"
    assert owner.get(url).status_code == 200

    answer = owner.post(url, PLAN | {"theirs": [scene.contact.pk]})
    plan = Plan.objects.get()
    assert answer["Location"] == plan.get_absolute_url()
    assert plan.rule == {"frequency": "monthly", "interval": 1, "day": 10, "holidays": "after"}
    page = owner.get(plan.get_absolute_url()).content.decode()
    assert "On the 10th day of every month" in page
    owner.post(reverse("communications:plan_agree", args=[plan.pk]), {"contact": scene.contact.pk, "on": "2026-06-01"})

    assert Occurrence.objects.filter(plan=plan).count() == 7


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"frequency": "weekly", "weekdays": ["0", "3"]}, "Every week on Monday"),
        ({"day_by": "nth_week", "nth_week": "-1", "weekday": "4"}, "the last Friday"),
        ({"day_by": "nth_working_day", "nth_working_day": "10"}, "the 10th working day"),
        ({"frequency": "quarterly", "month_in_period": "2"}, "quarter"),
        ({"frequency": "yearly", "months": ["3"]}, "March"),
        ({"frequency": "custom", "custom": "FREQ=DAILY;INTERVAL=10"}, "FREQ=DAILY;INTERVAL=10"),
    ],
)
def test_a_rhythm_is_read_in_words_while_it_is_written(
    owner: Client, scene: Scene, changes: dict[str, object], words: str
):
    answer = owner.get(reverse("communications:plan_preview"), RULE | {"start_on": "2026-06-01"} | changes)

    assert words in answer.content.decode()
    assert answer.content.decode().count('rhythm-day"') == 6
    assert owner.post(
        f"{reverse('communications:plan_new')}?relationship={scene.relationship.pk}", PLAN | changes
    ).status_code == 302  # fmt: skip
    plan = Plan.objects.get()
    page = owner.get(reverse("communications:plan_edit", args=[plan.pk])).content.decode()
    assert words in page


def test_a_wrong_rhythm_says_so_at_its_question(owner: Client, scene: Scene):
    answer = owner.get(reverse("communications:plan_preview"), RULE | {"frequency": "custom", "custom": "FREQ=HOURLY"})
    assert "FREQ is DAILY" in answer.content.decode()

    answer = owner.post(
        f"{reverse('communications:plan_new')}?relationship={scene.relationship.pk}",
        PLAN | {"frequency": "custom", "custom": "FREQ=HOURLY", "title": "Kept"},
    )
    assert answer.status_code == 422
    assert "FREQ is DAILY" in answer.content.decode()
    assert "Kept" in answer.content.decode()


def test_a_second_persons_change_is_shown(owner: Client, scene: Scene, places: dict[str, int]):
    plan = Plan.objects.get()
    Plan.objects.filter(pk=plan.pk).update(agenda="Theirs", version=plan.version + 1)

    answer = owner.post(
        reverse("communications:plan_edit", args=[plan.pk]), PLAN | {"agenda": "Mine", "version": str(plan.version)}
    )

    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()


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
    answer = owner.post(url, form | {"lines-0-due_on": "2026-06-12"})

    assert answer.status_code == 302, answer.content.decode()
    meeting = Occurrence.objects.get(pk=places["meeting"])
    assert (meeting.status, meeting.minutes.issues) == ("held", "- Explain May")
    assert ActionItem.objects.get(title="Explain May").due_on == date(2026, 6, 12)
    page = owner.get(meeting.get_absolute_url()).content.decode()
    assert "Explain May" in page
    assert "Record the minutes" not in page


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


def test_a_template_is_made_and_given_from_the_list(owner: Client, scene: Scene):
    owner.force_login(scene.lead)
    owner.post(
        reverse("communications:template_new"),
        RULE | {
            "name": "A", "tier": "A", "title": "Monthly", "channel": "visit", "meet_at": "10:00",
            "duration_minutes": "60", "reminder_days": "2",
        },
    )  # fmt: skip
    template = PlanTemplate.objects.get()
    url = f"{reverse('communications:apply')}?kind=customer"
    page = owner.post(url, {"id": [scene.relationship.pk]}).content.decode()
    assert str(scene.relationship) in page

    form = {
        "id": [scene.relationship.pk], "go": "1", "template": template.pk, "start_on": "2026-06-01",
        "consent": "Framework", "consent_on": "2026-06-01",
    }  # fmt: skip
    answer = owner.post(url, form, follow=True)

    assert "1 plans and 7 meetings made" in answer.content.decode()
    part = owner.get(answer.redirect_chain[-1][0], headers={"HX-Request": "true"})
    assert part.status_code == 200
    owner.post(reverse("communications:template_archive", args=[template.pk]))
    assert "Monthly" not in owner.get(reverse("communications:templates")).content.decode()


def test_a_manager_gives_templates_and_makes_none(owner: Client, scene: Scene):
    template = save_template(None, by=scene.lead, name="A", title="Monthly", rule=MONTHLY)
    apply_template(template, Relationship.objects.all(), by=scene.lead, consent="x")

    assert owner.get(reverse("communications:template_new")).status_code == 404
    assert owner.get(reverse("communications:template_edit", args=[template.pk])).status_code == 404
    assert owner.get(reverse("communications:templates")).status_code == 200


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


@pytest.mark.req("K-10")
def test_the_radar_shows_the_silent_with_a_contact_one_press_away(owner: Client, scene: Scene):
    clock.travel(clock.now() + timedelta(days=40))

    page = owner.get(reverse("communications:silence")).content.decode()

    assert str(scene.relationship) in page
    assert f"{reverse('communications:log')}?relationship={scene.relationship.pk}" in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("plans", 6),
        ("meetings", 6),
        ("interactions", 6),
        ("visits", 6),
        ("needs", 6),
        ("silence", 6),
        ("adherence", 10),
        ("calendar", 9),
    ],
)
def test_lists_take_the_same_queries_however_long(
    owner: Client, scene: Scene, rows: int, name: str, queries: int, django_assert_num_queries
):
    for _ in range(rows):
        relationship = RelationshipFactory(owner=scene.owner, team=scene.team, at=clock.now())
        make_plan(relationship)
        log_interaction(relationship, by=scene.owner, summary="x", needs=["y"])
        propose_visit(relationship, reason="routine", purpose="Hello", by=scene.owner)
        Occurrence.objects.filter(plan__relationship=relationship, period_key="2026-06").update(
            status="missed", desk_at=None
        )
    clock.travel(clock.now() + timedelta(days=70))
    url = reverse(f"communications:{name}")
    owner.get(url)

    with django_assert_num_queries(queries):
        assert owner.get(url).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_meeting_takes_the_same_queries_however_much_is_open(
    owner: Client, scene: Scene, rows: int, django_assert_num_queries
):
    plan = make_plan(scene.relationship, theirs=[scene.contact, scene.vip][: 1 if rows == 1 else 2])
    first, second = meetings_of(plan)[:2]
    lines = [ActionLine(f"Call {n}", scene.owner, date(2026, 6, 20)) for n in range(rows)]
    hold_meeting(first, by=scene.owner, actions=lines, **TEXTS)
    for _ in range(rows):
        log_interaction(scene.relationship, by=scene.owner, summary="x", needs=["y"])
    owner.get(second.get_absolute_url())

    with django_assert_num_queries(14):
        assert owner.get(second.get_absolute_url()).status_code == 200
