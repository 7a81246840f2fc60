"""Nothing outside the agreement is given away unexamined: the gate, its deciders, delivery, judgement, the alert."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from brm.actionitems.models import ActionItem
from brm.attention.models import Attention
from brm.catalogue.models import Service
from brm.core import clock
from brm.core.errors import BlockedError, DomainError, TransitionError
from brm.documents.domain import documents_of
from brm.matters.models import MatterLink
from brm.notifications.models import Notification
from brm.parties.enums import Kind
from customers.valueadded.domain import proposing
from customers.valueadded.domain.asking import expected
from customers.valueadded.domain.giving import (
    agreed_work,
    close_value_added,
    convert_value_added,
    deliver_value_added,
    evaluate_value_added,
    repeat_value_added,
    schedule_value_added,
)
from customers.valueadded.domain.proposing import (
    answer_principles,
    approve_value_added,
    change_value_added,
    reject_value_added,
)
from customers.valueadded.domain.queries import costs_of
from customers.valueadded.domain.sweeps import sweep_value_added
from customers.valueadded.enums import ValueStatus
from customers.valueadded.models import ValueAddedService
from tests.factories.communications import make_plan
from tests.factories.parties import ContactFactory, RelationshipFactory, UserFactory
from tests.valueadded.factories import (
    YES,
    approve,
    assess,
    deliver,
    evaluate,
    lead_of,
    make_customer,
    propose,
    schedule,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def covered(monkeypatch):
    """A service that the customer's agreement covers."""
    service = Service.objects.create(code="DESK", name_en="Service desk")
    monkeypatch.setattr(proposing, "services_covered", lambda relationship, on: {service.pk})
    return service


@pytest.mark.req("C-20", "INV-09")
def test_what_the_agreement_covers_is_no_extra(covered):
    relationship = make_customer()
    with pytest.raises(DomainError, match="inside the customer's agreement already"):
        propose(relationship, service=covered)

    value_added = propose(relationship)
    with pytest.raises(DomainError, match="inside the customer's agreement already"):
        change_value_added(value_added, by=relationship.owner, service=covered)


@pytest.mark.req("INV-09")
def test_a_service_that_becomes_part_of_the_agreement_meanwhile_is_not_approved(monkeypatch):
    service = Service.objects.create(code="CHECK", name_en="Health check")
    value_added = assess(propose(service=service))
    monkeypatch.setattr(proposing, "services_covered", lambda relationship, on: {service.pk})

    with pytest.raises(BlockedError, match="inside the customer's agreement"):
        approve(value_added)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"is_outside": False}, "Confirm that it is outside"),
        ({"title": " "}, "Give it a name"),
        ({"description": " "}, "Say what we give"),
        ({"beneficiaries": []}, "at least one person"),
        ({"beneficiaries": "stranger"}, "contacts of this customer"),
        ({"kind": Kind.SUPPLIER}, "for customers"),
    ],
)
def test_proposals_that_cannot_be_are_refused(facts, words):
    relationship = RelationshipFactory(kind=facts.pop("kind", Kind.CUSTOMER))
    if facts.get("beneficiaries"):
        facts["beneficiaries"] = [ContactFactory()]

    with pytest.raises(DomainError, match=words):
        propose(relationship, **facts)


@pytest.mark.req("C-21", "INV-07")
def test_the_gate_is_filled_in_parts_and_goes_to_the_lead_when_complete():
    value_added = propose()
    owner = value_added.relationship.owner
    half = {1: ("yes", "Nothing moves"), 2: ("", ""), 3: ("", ""), 4: ("", "")}

    assert answer_principles(value_added, by=owner, answers=half).status == ValueStatus.PROPOSED
    with pytest.raises(DomainError, match="reason for each answer"):
        answer_principles(value_added, by=owner, answers={2: ("yes", " ")})
    with pytest.raises(DomainError, match="yes or no"):
        answer_principles(value_added, by=owner, answers={2: ("perhaps", "x")})
    with pytest.raises(DomainError, match="four principles"):
        answer_principles(value_added, by=owner, answers={5: ("yes", "x")})
    value_added = assess(value_added)

    assert (value_added.status, value_added.may_be_approved) == (ValueStatus.ASSESSED, True)
    assert [one.assessor for one in value_added.answers.all()] == [owner] * 4
    assert Notification.objects.get(kind="value_added_to_decide").recipient == lead_of(value_added.relationship)
    row = Attention.objects.get(rule="value_added", closed_at=None)
    assert (row.assignee, row.params["step"]) == (lead_of(value_added.relationship), "decide")
    with pytest.raises(DomainError, match="assessed already"):
        answer_principles(value_added, by=owner, answers={1: ("", "")}, cost_estimate=Decimal(1), cost_limit=Decimal(1))


@pytest.mark.req("INV-07", "INV-08", "C-21")
@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"answers": YES | {2: ("no", "They never asked")}}, "only be rejected"),
        ({"cost_estimate": Decimal("1000.01")}, "above the limit"),
    ],
)
def test_one_no_or_a_cost_above_the_limit_leaves_only_rejection(facts, words):
    value_added = assess(**facts)
    lead = lead_of(value_added.relationship)
    with pytest.raises(BlockedError, match=words):
        approve_value_added(value_added, by=lead)
    with pytest.raises(DomainError, match="Say why"):
        reject_value_added(value_added, by=lead, reason="")

    value_added = reject_value_added(value_added, by=lead, reason="Not needed")

    assert value_added.status == ValueStatus.REJECTED
    assert Notification.objects.get(kind="value_added_decided").recipient == value_added.proposed_by


@pytest.mark.req("INV-10")
def test_neither_the_proposer_nor_somebody_who_leads_nothing_decides():
    relationship = make_customer()
    lead = lead_of(relationship)
    own = assess(propose(relationship, by=lead))
    with pytest.raises(BlockedError, match="Whoever proposed it"):
        approve_value_added(own, by=lead)
    with pytest.raises(BlockedError, match="Whoever proposed it"):
        reject_value_added(own, by=lead, reason="x")

    with pytest.raises(DomainError, match="Only a lead"):
        approve_value_added(assess(propose(relationship)), by=relationship.owner)


@pytest.mark.req("INV-07", "INV-08", "INV-10")
@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"agreed_principles": 3}, "all_four_principles"),
        ({"cost_limit": Decimal(1)}, "no_more_than_its_limit"),
        ({"decided_by": "proposer"}, "does_not_decide"),
        ({"is_outside": False}, "outside_the_agreement"),
        ({"status": "delivered"}, "leaves_agreed_work_alone|has_evidence"),
    ],
)
def test_the_database_itself_holds_to_the_gate(values, name):
    value_added = approve()
    if values.get("decided_by"):
        values["decided_by"] = value_added.proposed_by

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ValueAddedService.objects.filter(pk=value_added.pk).update(**values)


@pytest.mark.parametrize(
    ("make", "step"),
    [
        (propose, lambda row, by: approve_value_added(row, by=by)),
        (propose, lambda row, by: reject_value_added(row, by=by, reason="x")),
        (approve, lambda row, by: answer_principles(row, by=by, answers=YES)),
        (assess, lambda row, by: schedule(row, by=by)),
        (approve, lambda row, by: deliver_value_added(row, by=by, evidence="x")),
        (schedule, lambda row, by: evaluate_value_added(row, by=by, reaction=1, actual_cost=Decimal(1))),
        (deliver, lambda row, by: repeat_value_added(row, by=by)),
        (deliver, lambda row, by: convert_value_added(row, by=by, title="x")),
        (deliver, lambda row, by: close_value_added(row, by=by)),
        (approve, lambda row, by: approve_value_added(row, by=by)),
    ],
)
def test_a_step_that_does_not_follow_is_refused(make, step):
    value_added = make()

    with pytest.raises(TransitionError):
        step(value_added, by=lead_of(value_added.relationship))


@pytest.mark.req("C-20", "C-21")
def test_it_is_scheduled_only_without_moving_agreed_work():
    value_added = approve()
    owner, today = value_added.relationship.owner, clock.today()
    engineer = UserFactory(roles=["engineer"])
    plan = make_plan(
        value_added.relationship, at=clock.now(), rule={"frequency": "custom", "custom": "FREQ=DAILY"}, start_on=today
    )
    occurrence = plan.occurrences.order_by("due_on").first()
    occurrence.attendees.create(user=engineer)

    with pytest.raises(BlockedError, match="without moving agreed work") as refusal:
        schedule(value_added, staff=[engineer], leaves_agreed_work=False, starts_on=today, ends_on=occurrence.due_on)
    assert refusal.value.reasons == agreed_work([engineer], today, occurrence.due_on) != []
    for facts, words in (
        ({"ends_on": today - timedelta(days=1)}, "before it starts"),
        ({"staff": []}, "who delivers"),
        ({"staff": [UserFactory(roles=["contact"])]}, "our own active people"),
    ):
        with pytest.raises(DomainError, match=words):
            schedule(value_added, **facts)

    value_added = schedule(value_added, staff=[engineer])
    assert Notification.objects.get(kind="value_added_scheduled").recipient == engineer
    assert Attention.objects.get(rule="value_added", closed_at=None).assignee == engineer
    again = schedule_value_added(
        value_added, by=owner, starts_on=today, ends_on=today, staff=[owner], leaves_agreed_work=True
    )
    assert [one.user for one in again.delivered_by.all()] == [owner]


@pytest.mark.req("C-20")
def test_delivery_needs_evidence_and_asks_when_its_days_are_over():
    value_added = schedule()
    engineer = value_added.delivered_by.get().user
    later = clock.now() + timedelta(days=6)
    assert sweep_value_added(at=later) == 1
    assert sweep_value_added(at=later) == 0
    assert Attention.objects.get(rule="value_added", closed_at=None).severity == 3
    with pytest.raises(DomainError, match="what shows"):
        deliver_value_added(value_added, by=engineer, evidence="")
    with pytest.raises(DomainError, match="lies ahead"):
        deliver_value_added(value_added, by=engineer, evidence="x", delivered_on=clock.today() + timedelta(days=3))

    file = SimpleUploadedFile("report.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)
    value_added = deliver_value_added(value_added, by=engineer, evidence="12 machines", files=[file])

    assert (value_added.status, documents_of(value_added).count()) == (ValueStatus.DELIVERED, 1)
    assert Attention.objects.get(rule="value_added", closed_at=None).params["step"] == "evaluate"


@pytest.mark.req("C-21", "K-23")
def test_it_is_judged_counted_as_cost_and_becomes_an_offer():
    value_added = deliver()
    relationship, today = value_added.relationship, clock.today()
    lead = lead_of(relationship)
    assert costs_of([relationship], today, today + timedelta(days=1)) == {relationship.pk: {"CNY": Decimal(800)}}
    with pytest.raises(DomainError, match="how they took it"):
        evaluate_value_added(value_added, by=lead, reaction=7, actual_cost=Decimal(1))

    value_added = evaluate(value_added)
    assert costs_of([relationship], today, today + timedelta(days=1)) == {relationship.pk: {"CNY": Decimal(750)}}
    with pytest.raises(DomainError, match="Only a lead"):
        convert_value_added(value_added, by=relationship.owner, title="Offer")
    with pytest.raises(DomainError, match="to be offered"):
        convert_value_added(value_added, by=lead, title=" ")

    value_added = convert_value_added(value_added, by=lead, title="Offer: yearly health checks")

    item = ActionItem.objects.get()
    assert (value_added.status, value_added.offer, item.owner) == (ValueStatus.CONVERTED, item, relationship.owner)
    value_added.matter.refresh_from_db()
    assert value_added.matter.closed_at is not None


def test_repeating_proposes_anew_and_links_both():
    value_added = evaluate()
    new = repeat_value_added(value_added, by=lead_of(value_added.relationship), note="They asked")

    value_added.refresh_from_db()
    assert (value_added.status, new.status) == (ValueStatus.REPEATED, ValueStatus.PROPOSED)
    assert MatterLink.objects.get().target == new.matter
    assert list(new.received_by.values_list("contact")) == list(value_added.received_by.values_list("contact"))
    closed = close_value_added(evaluate(), by=UserFactory(roles=["executive"]))
    assert closed.status == ValueStatus.CLOSED


def test_what_waits_on_today_can_be_rebuilt():
    propose(), assess(), schedule(), deliver(), evaluate()

    kept = Attention.objects.filter(rule="value_added", closed_at=None).values_list("assignee", "subject_id")

    assert set(kept) == set(expected())
