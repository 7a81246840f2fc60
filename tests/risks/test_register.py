"""The life of a risk through its verbs: every step, allowed and refused; reviews that are asked for, once and late."""

from datetime import UTC, date, datetime, timedelta

import pytest

from brm.attention.models import Attention, Severity
from brm.attention.rebuild import differences
from brm.core import clock
from brm.core.errors import DomainError, StaleError, TransitionError
from brm.notifications.models import Notification
from brm.parties.domain.contacts import grant_portal_access
from brm.parties.domain.handover import hand_over
from brm.parties.enums import Kind
from brm.risks.domain import register
from brm.risks.domain.queries import risks_open_to
from brm.risks.domain.reviewing import ask_for_reviews
from brm.risks.enums import Level, Status, level_of
from brm.risks.models import Risk
from brm.timeline.models import TimelineEntry
from tests.factories.parties import ContactFactory, RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
TODAY = date(2026, 6, 1)


@pytest.fixture
def customer():
    clock.travel(NOW)
    return RelationshipFactory()


VERBS = {
    "assess": lambda risk, by: register.assess_risk(risk, probability=4, impact=4, by=by),
    "treat": lambda risk, by: register.treat_risk(risk, response="reduce", control="A second store", by=by),
    "monitor": lambda risk, by: register.monitor_risk(risk, review_on=TODAY + timedelta(days=30), by=by),
    "occur": lambda risk, by: register.record_occurrence(risk, what_happened="They did", by=by),
    "close": lambda risk, by: register.close_risk(risk, reason="Over", by=by),
}


def risk_of(relationship, *steps, **facts):
    risk = register.register_risk(relationship, **{"title": "Spare parts run out", "by": relationship.owner} | facts)
    for step in steps:
        risk = VERBS[step](risk, relationship.owner)
    return risk


@pytest.mark.req("C-24", "G-43", "INV-60")
def test_a_risk_lives_from_identified_to_closed(customer):
    risk = risk_of(customer, "assess", "treat", "monitor", "occur", "close")
    risk.refresh_from_db()

    assert (risk.status, risk.score, risk.level) == (Status.CLOSED, 16, Level.HIGH)
    told = TimelineEntry.objects.filter(kind="risk").values_list("event", flat=True).order_by("pk")
    assert list(told) == ["register", "assess", "treat", "occur", "close"]
    assert risk.assessments.count() == 1


ALLOWED = {
    (): {"assess", "close"},
    ("assess",): {"assess", "treat"},
    ("assess", "treat"): {"assess", "monitor"},
    ("assess", "treat", "monitor"): {"occur", "close"},
    ("assess", "treat", "monitor", "occur"): {"assess", "close"},
    ("close",): set(),
}
STEPS = {"assess", "treat", "monitor", "occur", "close"}


@pytest.mark.req("C-24")
@pytest.mark.parametrize(
    ("before", "step"), [(b, s) for b, allowed in ALLOWED.items() for s in sorted(STEPS - allowed)]
)
def test_a_step_that_does_not_follow_is_refused(customer, before, step):
    if (before, step) == (("assess", "treat", "monitor"), "assess"):
        return  # a watched risk is weighed anew without a step
    with pytest.raises(TransitionError):
        risk_of(customer, *before, step)


@pytest.mark.parametrize(
    ("verb", "facts", "field"),
    [
        ("assess_risk", {"probability": 6, "impact": 1}, "impact"),
        ("treat_risk", {"response": "", "control": "x"}, "response"),
        ("treat_risk", {"response": "avoid", "control": " "}, "control"),
        ("monitor_risk", {"review_on": None}, "review_on"),
        ("monitor_risk", {"review_on": date(2030, 1, 1)}, "review_on"),
        ("record_occurrence", {"what_happened": ""}, "what_happened"),
        ("close_risk", {"reason": ""}, "reason"),
    ],
)
def test_a_step_without_what_it_needs_is_refused(customer, verb, facts, field):
    risk = risk_of(customer)
    with pytest.raises(DomainError) as refusal:
        getattr(register, verb)(risk, by=customer.owner, **facts)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"probability": 3}, "both, probability and impact"),
        ({"status": "assessed"}, "Assess the risk first"),
        ({"status": "treated", "probability": 1, "impact": 1}, "how you respond"),
        (
            {"status": "monitored", "probability": 1, "impact": 1, "response": "avoid", "control": "x"},
            "looked at again",
        ),
        ({"status": "occurred", "probability": 1, "impact": 1, "response": "avoid", "control": "x"}, "what happened"),
        ({"status": "closed"}, "why the risk is closed"),
    ],
)
def test_the_database_holds_what_a_state_needs(customer, facts, rule):
    risk = Risk(relationship=customer, owner=customer.owner, **{"title": "x"} | facts)
    with pytest.raises(DomainError, match=rule):
        register.save_new(risk)


def test_levels_rise_with_the_product():
    assert [level_of(score) for score in (None, 1, 3, 4, 8, 12, 20)] == [
        None, Level.LOW, Level.LOW, Level.MODERATE, Level.ELEVATED, Level.HIGH, Level.EXTREME,
    ]  # fmt: skip


@pytest.mark.req("C-24")
@pytest.mark.parametrize(("kind", "count"), [(Kind.CUSTOMER, 6), (Kind.SUPPLIER, 5), (Kind.THIRD_PARTY, 3)])
def test_a_register_begins_with_the_control_table_of_its_kind(kind, count):
    relationship = RelationshipFactory(kind=kind)
    keys = [line.key for line in register.offered_to(kind)]

    made = register.begin_register(relationship, keys=keys, by=relationship.owner)
    again = register.begin_register(relationship, keys=keys, by=relationship.owner)

    assert (len(made), again) == (count, [])
    assert all(risk.control for risk in made)
    register.close_risk(made[0], reason="Never", by=relationship.owner)
    assert len(register.begin_register(relationship, keys=keys, by=relationship.owner)) == 1
    with pytest.raises(DomainError):
        register.begin_register(relationship, keys=["unheard-of"], by=relationship.owner)


@pytest.mark.req("C-24", "INV-59")
def test_a_review_is_asked_for_once_and_louder_a_week_later(customer):
    risk = risk_of(customer, "assess", "treat", "monitor")
    clock.travel(NOW + timedelta(days=30))

    assert ask_for_reviews() == 1
    assert ask_for_reviews() == 0
    row = Attention.objects.get(rule="risk_review", closed_at=None)
    assert (row.assignee, row.severity) == (customer.owner, Severity.DUE)
    assert Notification.objects.filter(kind="risk_review", recipient=customer.owner).count() == 1
    assert [one for one in differences() if one.rule == "risk_review"] == []

    clock.travel(NOW + timedelta(days=45))
    assert ask_for_reviews() == 1
    row.refresh_from_db()
    assert row.severity == Severity.LATE

    with pytest.raises(DomainError) as refusal:
        register.assess_risk(risk, probability=2, impact=4, by=customer.owner)
    assert refusal.value.field == "review_on"
    register.assess_risk(risk, probability=2, impact=4, review_on=clock.today() + timedelta(days=60), by=customer.owner)
    row.refresh_from_db()
    assert row.closed_at is not None
    assert [one for one in differences() if one.rule == "risk_review"] == []


def test_two_people_in_one_form_see_the_difference(customer):
    risk = risk_of(customer)
    register.change_risk(risk, effect="Trains stand", expected_version=1, by=customer.owner)
    with pytest.raises(StaleError):
        register.change_risk(risk, effect="Nothing", expected_version=1, by=customer.owner)


@pytest.mark.req("G-43")
def test_outsiders_see_only_what_is_shared_with_them(customer):
    risk_of(customer)
    shared = risk_of(customer, title="Shared", shared=True)
    risk_of(RelationshipFactory(), title="Elsewhere", shared=True)
    seen = {}
    for role in ("customer", "user"):
        contact = ContactFactory(organisation=customer.organisation, email=f"{role}@x.example")
        person = UserFactory(roles=["contact"])
        contact.user = person
        contact.save()
        grant_portal_access(contact, customer, by=customer.owner, role=role)
        seen[role] = list(risks_open_to(person))

    assert seen == {"customer": [shared], "user": []}
    assert list(risks_open_to(customer.owner)) == []


@pytest.mark.req("INV-57", "INV-58")
def test_risks_go_along_with_their_relationship(customer):
    risk = risk_of(customer)
    successor = UserFactory()
    hand_over(customer, to=successor, note="Mind the spares", by=customer.owner)
    risk.refresh_from_db()
    assert risk.owner == successor
