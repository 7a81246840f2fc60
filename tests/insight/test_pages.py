"""Pages and API of what is known of a customer: by form and by call; lists that cost the same; no strangers."""

import pytest
from django.urls import reverse

from brm.core import clock
from brm.matters.domain import open_matter
from brm.matters.models import MatterKind
from customers.insight.domain.channels import open_point, record_enquiry
from customers.insight.domain.difficulties import note_difficulty
from customers.insight.domain.events import report_major_event
from customers.insight.domain.expectations import note_expectation
from customers.insight.enums import Factor
from customers.insight.models import Difficulty, Engagement, Enquiry, Expectation, FactorScoring, MajorEvent, Objective
from tests.factories.communications import make_plan
from tests.factories.parties import RelationshipFactory, UserFactory
from tests.insight.conftest import NOW


@pytest.fixture
def at_desk(client, customer):
    """Signed in as the manager."""
    client.force_login(customer.owner)
    return client


def address(name, *args):
    return reverse(f"insight:{name}", args=args)


@pytest.mark.req("G-42", "G-44")
def test_the_map_is_changed_without_scripts_and_with_them(at_desk, customer, boss, user):
    page = address("stakeholders", customer.pk)
    assert "Usha" in at_desk.get(page).content.decode()
    place = address("place", customer.pk, user.pk)

    assert at_desk.post(place, {"influence": 2, "interest": 5}).url == page
    user.refresh_from_db()
    assert (user.influence, user.interest) == (2, 5)
    part = at_desk.post(place, {"influence": 4, "interest": 4}, headers={"HX-Request": "true"})
    assert b'id="map-part"' in part.content
    refused = at_desk.post(place, {"influence": 9, "interest": 4}, headers={"HX-Request": "true"})
    assert "toast" in refused.headers["HX-Trigger"]
    at_desk.post(place, {"influence": "", "interest": ""})
    user.refresh_from_db()
    assert user.influence is None

    form = address("stakeholder", customer.pk, boss.pk)
    assert at_desk.get(form).status_code == 200
    assert (
        at_desk.post(form, {"place": "3-3", "stance": "critical", "aim": "Listen", "every_days": 400}).status_code
        == 422
    )
    assert at_desk.post(form, {"place": "3-3", "stance": "critical", "aim": "Listen"}).url == page
    boss.refresh_from_db()
    assert (boss.influence, Engagement.objects.get().stance) == (3, "critical")
    stale = at_desk.post(form, {"place": "3-3", "stance": "friendly", "version": 7})
    assert stale.status_code == 409
    at_desk.force_login(UserFactory(roles=["manager"]))
    assert [at_desk.get(each).status_code for each in (page, form)] == [404, 404]
    assert at_desk.post(place, {"influence": 1, "interest": 1}).status_code == 404


@pytest.mark.req("C-31")
def test_before_a_meeting_its_page_says_what_they_want_to_talk_about(at_desk, customer, boss):
    plan = make_plan(customer, at=NOW, start_on=clock.today(), theirs=[boss])
    meeting = plan.occurrences.order_by("due_on").first()
    note_difficulty(customer, item="no_value", detail="x", by=customer.owner)
    page = at_desk.get(meeting.get_absolute_url()).content.decode()
    assert "The value of the service" in page
    assert "Their top management sees no value" in page

    at_desk.post(address("meeting_concerns", meeting.pk), {"among": boss.pk, "concern": f"{boss.pk}:price"})
    assert boss.concerns.get().occurrence == meeting
    at_desk.post(address("meeting_concerns", meeting.pk), {"among": boss.pk, "concern": "x:price"})
    assert not boss.concerns.exists()
    at_desk.post(address("concern", customer.pk, boss.pk), {"concern": "value"})
    assert boss.concerns.get().occurrence is None


@pytest.mark.req("C-02", "C-23", "C-29", "C-32", "C-35", "R-18")
def test_everything_is_noted_by_a_form_and_stands_on_the_tab(at_desk, customer):
    rel = {"relationship": customer.pk}
    moment = "2026-06-01T10:00"
    for name, args, said, refused in (
        ("expectation_new", (), rel | {"text": "An hour", "kind": "expectation"}, {"text": ""}),
        ("difficulty_new", (), rel | {"item": "no_price", "detail": "12 %", "owner": customer.owner.pk}, {"item": "x"}),
        ("event_new", (), rel | {"title": "Outage", "grade": "one", "occurred_at": moment, "summary": "Stood still",
                                 "owner": customer.owner.pk}, {"summary": ""}),
        ("objective_new", (customer.pk,), {"goal": "serve", "text": "Fewer tickets"}, {"goal": ""}),
        ("point_new", (customer.pk,), {"name": "Hotline", "channel": "phone", "audience": "users",
                                       "answer_amount": 15, "answer_unit": "minutes"}, {"answer_amount": 0}),
        ("group", (customer.pk,), {"captive": "on", "captive_reason": "Law", "peak_months": [1, 12]},
         {"captive_reason": ""}),
        ("factors_score", (customer.pk,), {f"score_{each}": 3 for each in Factor.values}, {"score_guiding": ""}),
    ):  # fmt: skip
        url = address(name, *args)
        assert at_desk.get(url).status_code == 200, name
        assert at_desk.post(url, said | refused).status_code == 422, name
        assert at_desk.post(url, said).status_code == 302, name
    point = customer.contact_points.get()
    at_desk.post(address("enquiry_new", customer.pk), {"point": point.pk, "received_at": moment, "subject": "Access"})
    tab = at_desk.get(f"{reverse('customers:detail', args=[customer.pk])}?tab=insight").content.decode()
    for words in ("An hour", "No agreement on the price", "Outage", "Fewer tickets", "Law", "Ability to achieve"):
        assert words in tab, words

    event, difficulty, wish = MajorEvent.objects.get(), Difficulty.objects.get(), Expectation.objects.get()
    complaint = open_matter(customer, kind=MatterKind.COMPLAINT, title="Angry", by=None)
    for name, args, said in (
        ("event_take", (event.pk,), {}),
        ("event_solve", (event.pk,), {"solution": "Switched"}),
        ("event_conflict", (event.pk,), {"mediator": customer.owner.pk, "outcome": "Shared"}),
        ("event_link", (event.pk,), {"complaint": complaint.pk}),
        ("event_review", (event.pk,), {"lessons": "Rehearse", "executive_feeling": "1"}),
        ("event_close", (event.pk,), {}),
        ("difficulty_work", (difficulty.pk,), {"action": "Offer", "owner": customer.owner.pk, "due_on": "2026-07-01"}),
        ("difficulty_solve", (difficulty.pk,), {"result": "Agreed"}),
        ("expectation_confirm", (wish.pk,), {}),
        ("expectation_meet", (wish.pk,), {"outcome": "Always"}),
        ("objective_review", (Objective.objects.get().pk,), {"status": "on_track"}),
        ("enquiry", (Enquiry.objects.get().pk,), {"answered_at": "2026-06-01T11:00"}),
        ("point_withdraw", (point.pk,), {}),
    ):
        assert at_desk.post(address(name, *args), said).status_code == 302, name
    states = [MajorEvent.objects.get().status, Difficulty.objects.get().status, Expectation.objects.get().status]
    assert states == ["closed", "solved", "met"]
    assert Enquiry.objects.get().missed_at is not None
    for name, args in (("event", (event.pk,)), ("hub", ()), ("factors", (customer.pk,)), ("points", (customer.pk,))):
        assert at_desk.get(address(name, *args)).status_code == 200, name


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["expectations", "difficulties", "events", "enquiries"])
def test_lists_take_the_same_queries_however_long(at_desk, customer, django_assert_max_num_queries, name, rows):
    point = open_point(customer, name="Hotline", by=None)
    for _ in range(rows):
        {
            "expectations": lambda: note_expectation(customer, text="x", by=None),
            "difficulties": lambda: note_difficulty(customer, item="backlog", detail="x", by=None),
            "events": lambda: report_major_event(customer, title="x", summary="x", by=None),
            "enquiries": lambda: record_enquiry(point, by=None),
        }[name]()  # fmt: skip
    report_major_event(RelationshipFactory(), title="Stranger", summary="x", by=None)
    with django_assert_max_num_queries(16):
        assert len(at_desk.get(address(name)).context["listing"].rows) == rows
    found = at_desk.get(f"{address(name)}?relationship={customer.pk}").context["listing"].rows
    assert len(found) == rows


@pytest.mark.req("C-23", "C-27", "C-30", "C-32", "C-35", "G-42", "R-18")
def test_the_same_by_the_api(at_desk, customer, boss):
    def call(path, **said):
        return at_desk.post(f"/api/v1/{path}", said, content_type="application/json")

    rel, made = customer.pk, {}
    scores = [{"factor": each, "score": 4} for each in Factor.values]
    for path, said in {
        "expectations": {"text": "An hour", "kind": "expectation"},
        "difficulties": {"item": "no_price", "detail": "12 %"},
        "major-events": {"title": "Outage", "summary": "Stood still", "grade": "one"},
        "objectives": {"goal": "serve", "text": "Fewer tickets"},
        "contact-points": {"name": "Hotline", "audience": "users"},
        "factor-scorings": {"scores": scores},
    }.items():
        answer = call(f"{path}/", relationship=rel, **said)
        assert answer.status_code == 201, answer.content
        made[path] = answer.json()["id"]
        listed = at_desk.get(f"/api/v1/{path}/").json()["results"]
        assert [row["id"] for row in listed] == [made[path]]
    enquiry = call("enquiries/", point=made["contact-points"], subject="Access").json()["id"]
    for path, said, code in (
        (f"expectations/{made['expectations']}/move/", {"step": "meet", "outcome": "x"}, 409),
        (f"expectations/{made['expectations']}/move/", {"step": "confirm"}, 200),
        (f"difficulties/{made['difficulties']}/begin/", {"action": "Offer", "due_on": "2026-07-01"}, 200),
        (f"difficulties/{made['difficulties']}/end/", {"step": "solve", "result": "Agreed"}, 200),
        (f"major-events/{made['major-events']}/close/", {}, 409),
        (f"major-events/{made['major-events']}/take/", {}, 200),
        (f"major-events/{made['major-events']}/solve/", {"solution": "Switched"}, 200),
        (f"major-events/{made['major-events']}/conflict/", {"mediator": customer.owner.pk, "outcome": "x"}, 200),
        (f"major-events/{made['major-events']}/review/", {"lessons": "Rehearse"}, 200),
        (f"major-events/{made['major-events']}/close/", {}, 200),
        (f"objectives/{made['objectives']}/review/", {"status": "behind"}, 200),
        (f"enquiries/{enquiry}/answer/", {}, 200),
        (f"contact-points/{made['contact-points']}/withdraw/", {}, 200),
        (f"customer-insights/{rel}/place/", {"contact": boss.pk, "influence": 2, "interest": 2}, 204),
        (f"customer-insights/{rel}/place/", {"contact": boss.pk, "influence": 2, "interest": None}, 409),
        (f"customer-insights/{rel}/engage/", {"contact": boss.pk, "stance": "critical"}, 200),
        (f"customer-insights/{rel}/concern/", {"contact": boss.pk, "concern": "price"}, 204),
        (f"customer-insights/{rel}/group/", {"segment": "long", "peak_months": [6]}, 200),
    ):
        answer = call(path, **said)
        assert answer.status_code == code, (path, answer.content)
    assert at_desk.get(f"/api/v1/customer-insights/{rel}/map/").json()[0]["quadrant"] == "monitor"
    assert len(at_desk.get(f"/api/v1/customer-insights/{rel}/coverage/").json()) == 3
    assert FactorScoring.objects.get().scores.count() == 8
