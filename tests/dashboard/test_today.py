"""Today: what needs me now and why, mine and the team's, put off, in constant statements."""

from datetime import timedelta

import pytest
from django.urls import reverse

from brm.attention.domain import attend
from brm.attention.models import Attention, Severity
from brm.core import clock
from tests.factories.parties import RelationshipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(cast):
    return RelationshipFactory(owner=cast.alice, team=cast.team)


def row(relationship, assignee, severity=Severity.DUE):
    days = {Severity.LATE: 3}.get(severity, 0)
    return attend(
        assignee,
        "silence",
        relationship,
        severity=severity,
        due_at=clock.now() - timedelta(days=days),
        relationship=relationship,
        organisation=str(relationship),
    )


def today(client, user, **query):
    client.force_login(user)
    return client.get(reverse("dashboard:today"), query)


def test_the_worst_stands_first_and_only_mine_is_shown(client, cast, customer):
    mild = row(customer, cast.alice)
    grave = row(RelationshipFactory(owner=cast.alice, team=cast.team), cast.alice, Severity.LATE)
    row(RelationshipFactory(owner=cast.sam), cast.sam)

    lines = today(client, cast.alice).context["lines"]

    assert [line.row.pk for line in lines] == [grave.pk, mild.pk]


def test_a_lead_sees_the_team_and_a_manager_does_not(client, cast, customer):
    row(customer, cast.alice)

    assert [line.row.assignee for line in today(client, cast.lena, view="team").context["lines"]] == [cast.alice]
    assert today(client, cast.bob, view="team").context["lines"] == []


@pytest.mark.parametrize("who", ["ed", "fay", "ada"])
def test_everybody_of_ours_has_a_today(client, cast, who):
    response = today(client, getattr(cast, who))

    assert response.status_code == 200
    assert response.context["lines"] == []


def test_putting_off_hides_the_row_until_its_day(client, cast, customer):
    kept = row(customer, cast.alice)
    until = clock.today(cast.alice.time_zone) + timedelta(days=3)
    client.force_login(cast.alice)

    client.post(reverse("dashboard:snooze", args=[kept.pk]), {"until": until.isoformat()})

    assert today(client, cast.alice).context["lines"] == []
    assert len(today(client, cast.alice, snoozed="1").context["lines"]) == 1
    with clock.at(clock.now() + timedelta(days=3)):
        assert len(today(client, cast.alice).context["lines"]) == 1


@pytest.mark.parametrize("days", [0, 91])
def test_a_day_that_is_no_use_is_refused_with_a_sentence(client, cast, customer, days):
    kept = row(customer, cast.alice)
    until = clock.today(cast.alice.time_zone) + timedelta(days=days)
    client.force_login(cast.alice)

    response = client.post(reverse("dashboard:snooze", args=[kept.pk]), {"until": until.isoformat()}, follow=True)

    assert "at most 90 days ahead" in response.content.decode()
    assert Attention.objects.get(pk=kept.pk).snoozed_until is None


def test_a_stranger_cannot_put_my_row_off(client, cast, customer):
    kept = row(customer, cast.alice)
    client.force_login(cast.sam)

    response = client.post(reverse("dashboard:snooze", args=[kept.pk]), {"until": "2030-01-01"})

    assert response.status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_today_takes_the_same_statements_however_long(client, cast, django_assert_max_num_queries, rows):
    for _number in range(rows):
        row(RelationshipFactory(owner=cast.alice, team=cast.team), cast.alice)
    client.force_login(cast.alice)

    with django_assert_max_num_queries(15) as captured:
        response = client.get(reverse("dashboard:today"))

    assert len(response.context["lines"]) == rows
    assert len(captured) <= 15


@pytest.mark.parametrize(("who", "shown"), [("alice", True), ("ada", False)])
def test_only_who_keeps_relationships_is_sent_to_the_calendar(client, cast, who, shown):
    page = today(client, getattr(cast, who)).content.decode()

    assert ("See what is planned" in page) is shown
