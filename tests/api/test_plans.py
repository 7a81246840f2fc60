"""Plans, their rhythms and templates by the API."""

from datetime import timedelta

import pytest

from brm.calendars.domain.queries import default_calendar
from brm.communications.models import Plan
from brm.core import clock
from tests.api.world import (
    MONTHLY,
    a_contact,
    a_plan,
    a_relationship,
    a_template,
)

pytestmark = pytest.mark.django_db


@pytest.mark.req("C-05", "C-07")
def test_a_plan_is_drafted_agreed_suspended_resumed_and_ended(alice, lena, cast):
    default_calendar()
    contact = a_contact(cast.alice)
    relationship = contact.organisation.relationships.get()
    today = clock.today()

    drafted = alice.post(
        "plans/",
        {
            "relationship": relationship.pk, "title": "Review", "rule": {"frequency": "weekly", "weekdays": [2]},
            "start_on": today.isoformat(), "ours": [cast.alice.pk], "theirs": [contact.pk],
        },
    )  # fmt: skip
    address = f"plans/{drafted.json()['id']}/"
    unsaid = alice.post(f"{address}agree/", {"on": today.isoformat()})
    agreed = alice.post(f"{address}agree/", {"on": today.isoformat(), "contact": contact.pk})
    until = (today + timedelta(days=30)).isoformat()
    not_hers = alice.post(f"{address}suspend/", {"until": until, "reason": "Rebuilding"})
    suspended = lena.post(f"{address}suspend/", {"until": until, "reason": "Rebuilding"})
    resumed = alice.post(f"{address}resume/")
    ended = alice.post(f"{address}end/", {"why": "agreement_ended"})

    assert drafted.status_code == 201, drafted.content
    assert drafted.json()["rule"]["weekdays"] == [2]
    assert (drafted.json()["ours"], drafted.json()["theirs"]) == ([cast.alice.pk], [contact.pk])
    assert (unsaid.status_code, list(unsaid.json()["errors"])) == (409, ["contact"])
    assert agreed.json()["status"] == "active"
    assert not_hers.status_code == 409
    assert "Only a lead" in not_hers.json()["detail"]
    assert suspended.json()["status"] == "suspended"
    assert resumed.json()["status"] == "active"
    assert ended.json()["status"] == "ended"


@pytest.mark.parametrize(
    ("sent", "status", "field"),
    [
        ({"rule": "weekly"}, 400, "rule"),
        ({"rule": {"frequency": "hourly"}}, 400, "rule"),
        ({"rule": {"frequency": "monthly"}}, 409, "day"),
        ({"rule": {"frequency": "custom", "custom": "FREQ=HOURLY"}}, 409, "custom"),
        ({"rule": MONTHLY, "end_on": "2020-01-01"}, 409, "end_on"),
        ({"rule": MONTHLY, "start_on": "soon"}, 400, "start_on"),
        ({"rule": MONTHLY, "duration_minutes": 1}, 400, "duration_minutes"),
        ({"rule": MONTHLY, "theirs": "everybody"}, 400, "theirs"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(alice, cast, sent, status, field):
    relationship = a_relationship(cast.alice)

    answer = alice.post("plans/", {"relationship": relationship.pk, "title": "Review", "start_on": "2026-01-01"} | sent)

    assert (answer.status_code, list(answer.json()["errors"])) == (status, [field])
    assert not Plan.objects.exists()


@pytest.mark.req("C-07")
def test_a_rhythm_is_tried_in_words_and_days(alice, cast):
    relationship = a_relationship(cast.alice)

    answer = alice.post(
        "plans/preview/",
        {"rule": MONTHLY | {"holidays": "keep"}, "start_on": "2030-01-01", "relationship": relationship.pk, "count": 2},
    )
    wrong = alice.post("plans/preview/", {"rule": {"frequency": "monthly"}})

    assert answer.json()["days"] == ["2030-01-10", "2030-02-10"]
    assert "10th" in answer.json()["words"]
    assert wrong.status_code == 409
    assert not Plan.objects.exists()


@pytest.mark.req("INV-29")
def test_what_the_agreement_lays_down_changes_only_with_it(alice, cast):
    plan = a_plan(cast.alice)
    Plan.objects.filter(pk=plan.pk).update(origin="agreement", agreement_clause="§ 7")

    refused = alice.patch(f"plans/{plan.pk}/", {"channel": "mail"})
    amended = alice.patch(f"plans/{plan.pk}/", {"channel": "mail", "amendment": "Amendment 2"})

    assert (refused.status_code, list(refused.json()["errors"])) == (409, ["amendment"])
    assert amended.json()["channel"] == "mail"


@pytest.mark.req("C-05")
def test_a_template_is_given_to_many(lena, alice, cast):
    default_calendar()
    mine = [a_relationship(cast.alice) for _ in range(3)]
    theirs = a_relationship(cast.sam)
    made = lena.post("plan-templates/", {"name": "Tier A", "tier": "A", "title": "Review", "rule": MONTHLY})
    address = f"plan-templates/{made.json()['id']}/"

    foreign = alice.post(f"{address}apply/", {"relationships": [theirs.pk], "consent": "Contract"})
    given = alice.post(f"{address}apply/", {"relationships": [row.pk for row in mine], "consent": "Contract"})

    assert made.status_code == 201, made.content
    assert foreign.status_code == 400
    assert given.status_code == 201
    assert (given.json()["total"], given.json()["made"]) == (3, 3)
    assert alice.get(f"plan-template-applications/{given.json()['id']}/").json()["finished_at"]
    assert alice.post("plan-templates/", {"name": "x", "title": "x", "rule": MONTHLY}).status_code == 404
    assert alice.post(f"{address}archive/").status_code == 404
    assert lena.post(f"{address}archive/").status_code == 200
    assert alice.get(address).status_code == 404


def test_a_template_knows_its_version(lena, cast):
    template = a_template(cast.lena)
    address = f"plan-templates/{template.pk}/"

    assert lena.patch(address, {"title": "Monthly", "version": 1}).json()["version"] == 2
    stale = lena.patch(address, {"title": "Weekly", "version": 1})
    assert stale.json()["changes"] == [{"field": "title", "theirs": "Monthly", "yours": "Weekly"}]
