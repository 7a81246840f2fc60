"""The customer's first page: how it stands, what is promised, what is next, six activities, in few statements."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brm.actionitems.domain.items import add_action_item
from brm.communications.domain.interactions import log_interaction
from brm.core import clock
from brm.health.domain.reckoning import reckon
from brm.health.models import Standing
from brm.parties.domain.handover import hand_over
from brm.parties.enums import Kind
from customers.complaints.domain.filing import file_complaint
from customers.complaints.models import SatisfactionCheck
from customers.praise.domain.recording import record_praise
from customers.praise.models import Praise
from surveys.results.domain.gaps import set_gap_limit
from tests.factories.communications import make_plan
from tests.factories.parties import ContactFactory, RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db
SIX = ["Regular communication", "Daily communication", "Complaints", "Praise", "Satisfaction", "Value-added services"]


@pytest.fixture
def relationship(client):
    relationship = RelationshipFactory(tier="A")
    client.force_login(relationship.owner)
    return relationship


def context(client, relationship):
    return client.get(reverse("customers:detail", args=[relationship.pk])).context


def tiles(client, relationship):
    return {activity.name: told for activity, told in context(client, relationship)["activities"]}


def complain(relationship, title, path="direct", complainant="user"):
    return file_complaint(relationship, by=relationship.owner, text=title, title=title, kind=complainant, path=path)


def readings(relationship):
    reckon([relationship.pk])
    return {row["name"]: row for row in Standing.objects.get(relationship=relationship).readings}


@pytest.mark.req("C-04")
def test_all_six_activities_are_there_and_an_empty_one_teaches(client, relationship):
    shown = context(client, relationship)["activities"]

    assert [str(activity.label) for activity, _told in shown] == SIX
    assert all(told.words for _activity, told in shown)
    assert not any(told.figure for _activity, told in shown)


@pytest.mark.req("C-14", "C-15")
def test_complaints_stand_both_ways_side_by_side_and_their_limit_among_the_promises(client, relationship):
    complain(relationship, "Slow")
    complain(relationship, "Slower", path="relayed")

    told = tiles(client, relationship)["complaints"]
    promised = [line.title for line in context(client, relationship)["ours"][0]]

    assert (told.figure, told.note) == ("2", "in a year: 1 direct, 1 relayed")
    assert len(promised) == 2
    assert {title.partition(": ")[2] for title in promised} == {"Slow", "Slower"}


@pytest.mark.req("C-15")
def test_that_nobody_complains_is_no_sign_of_health(relationship):
    assert readings(relationship)["complaints"]["value"] is None

    complain(relationship, "Slow")

    assert readings(relationship)["complaints"]["value"] == 88
    with clock.at(clock.now() + timedelta(days=60)):
        assert readings(relationship)["complaints"]["value"] == 76  # past its limit by now


def test_praise_counts_unless_it_was_declined(client, relationship):
    record_praise(relationship, by=relationship.owner, text="They saved our night", source="call")
    refused = record_praise(relationship, by=relationship.owner, text="Meant for others", source="call")
    Praise.objects.filter(pk=refused.pk).update(status="declined", decline_reason="Not us")

    told = tiles(client, relationship)["praise"]

    assert (told.figure, told.note) == ("1", "1 not thanked for yet")
    assert readings(relationship)["praise"]["value"] == 85


@pytest.mark.req("C-26", "INV-33")
def test_users_and_customers_are_never_one_figure(client, relationship):
    for kind, score, number in (("user", 90, 5), ("customer", 60, 5), ("customer", 10, 0)):
        for each in range(number):
            complaint = complain(relationship, f"{kind} {each}", complainant=kind)
            SatisfactionCheck.objects.create(
                complaint=complaint, due_at=clock.now(), answered_at=clock.now(), score=score
            )

    told = tiles(client, relationship)["surveys"]
    reading = readings(relationship)["satisfaction"]

    assert (told.figure, told.note, told.mark) == ("90 / 60", "n = 5 users, 5 customers", "30 apart")
    assert (reading["value"], reading["params"]["users"], reading["params"]["customers"]) == (60, 90, 60)
    set_gap_limit(30, by=None)
    assert tiles(client, relationship)["surveys"].mark == ""
    SatisfactionCheck.objects.filter(score=90).first().delete()
    assert tiles(client, relationship)["surveys"].figure == "– / 60"


def test_what_is_next_and_promised_is_said_once(client, relationship):
    owner, today = relationship.owner, clock.today()
    late = add_action_item(relationship, title="Late one", owner=owner, due_on=today - timedelta(days=2), by=owner)
    contact = ContactFactory(organisation=relationship.organisation)
    add_action_item(
        relationship, title="Theirs", owner=owner, due_on=today, by=owner, side="theirs", counterpart=contact
    )
    make_plan(relationship, at=clock.now(), rule={"frequency": "custom", "custom": "FREQ=DAILY"}, start_on=today)
    handover = hand_over(relationship, to=UserFactory(), note="Mind it", by=owner)
    client.force_login(handover.to_user)

    page = context(client, relationship)

    assert next(line.title for line in page["ours"][0]) == late.title
    assert [(line.title, line.note) for line in page["theirs"][0]] == [("Theirs", contact.name)]
    assert page["ours"][0][0].tone == "red"
    assert [line.url for line in page["urgent"][0]] == [reverse("parties:handover", args=[handover.pk])]
    assert len(page["coming"][0]) == 4


def test_other_kinds_have_the_activities_that_are_theirs(client):
    supplier = RelationshipFactory(kind=Kind.SUPPLIER)
    client.force_login(supplier.owner)

    shown = client.get(reverse("suppliers:detail", args=[supplier.pk])).context["activities"]

    assert [str(activity.label) for activity, _told in shown] == SIX[:2]


def test_the_page_takes_the_same_few_statements_however_much_there_is(client, relationship):
    counts = []
    for number in range(4):
        owner = relationship.owner
        log_interaction(relationship, by=owner, summary=f"Spoke {number}")
        complain(relationship, f"Slow {number}")
        add_action_item(relationship, title=f"Do {number}", owner=owner, due_on=clock.today(), by=owner)
        ContactFactory(organisation=relationship.organisation, name=f"Contact {number}", is_key=True)
        reckon([relationship.pk])
        context(client, relationship)
        with CaptureQueriesContext(connection) as captured:
            context(client, relationship)
        counts.append(len(captured))

    assert counts[0] == counts[2] == counts[3]
    assert counts[0] <= 12


def test_what_is_more_follows_at_the_foot(client, relationship):
    response = client.get(reverse("customers:detail", args=[relationship.pk]) + "?tab=more")

    assert response.status_code == 200
    assert 'id="in-detail"' in response.content.decode()
