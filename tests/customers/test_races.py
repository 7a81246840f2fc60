"""What must be true of customers stays true when two people act at the same moment (4.7)."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest

from brm.accounts.domain.leaving import deactivate_person, open_work_of
from brm.accounts.models import User
from brm.actionitems.models import ActionItem
from brm.attention.models import Attention
from brm.audit.models import AuditEvent
from brm.catalogue.domain.notes import add_note, decide_risk
from brm.catalogue.models import RiskDecision
from brm.communications.domain.plans import change_plan
from brm.communications.models import ExecutiveVisit, Plan
from brm.core import clock
from brm.matters.models import MatterLink
from brm.parties.domain.handover import hand_over
from brm.parties.models import Handover, Relationship
from customers.agreements.domain.plans import link_plan
from customers.agreements.models import PlanClause
from customers.complaints.domain import steps
from customers.complaints.domain.escalating import escalate_complaints
from customers.complaints.domain.merging import link_as_one_case, merge_complaints
from customers.complaints.domain.visiting import propose_visits
from customers.complaints.domain.waiting import expire_waits
from customers.complaints.enums import Status
from customers.complaints.models import Complaint, ComplaintWait
from customers.praise.domain.consents import record_consent, revoke_consent
from customers.praise.domain.steps import publish_praise
from customers.praise.domain.sweeps import sweep_praise
from customers.praise.models import PublicityConsent
from tests.factories.agreements import make_agreement, make_clause, make_service
from tests.factories.communications import make_plan
from tests.factories.complaints import NOON, make_stage
from tests.factories.people import UserFactory
from tests.praise.factories import make_public
from tests.racing import at_once, meanwhile, refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    clock.travel(NOON)
    yield
    clock.travel(None)


@pytest.mark.req("INV-13")
def test_a_reply_at_the_moment_the_wait_is_over_lets_the_clocks_go_on_once():
    stage = make_stage()
    complaint = stage.at(Status.WAITING)
    clock.travel(ComplaintWait.objects.get().expires_at)

    at_once(
        lambda: steps.answer_question(complaint, contact=stage.caller, text="The left one"), expire_waits, expire_waits,
        escalate_complaints,
    )  # fmt: skip

    complaint.refresh_from_db()
    wait = ComplaintWait.objects.get()
    assert complaint.status == Status.INVESTIGATING
    assert wait.until_at - wait.expires_at < timedelta(minutes=1)
    assert AuditEvent.objects.filter(subject_id=complaint.pk, action="complaint.resume").count() == 1
    assert complaint.clocks.get(kind="resolve", stopped_at=None).due_at > clock.now()


@pytest.mark.req("INV-15")
def test_the_sweep_and_the_assessment_propose_one_visit():
    stage = make_stage()
    complaint = steps.acknowledge(stage.file(felt=1), by=stage.owner, channel="phone")
    clock.travel(NOON + timedelta(days=1))
    facts = {"severity": 1, "impact": "All", "remedy_sought": "Fix", "service": stage.service}

    at_once(propose_visits, lambda: steps.assess(complaint, by=stage.owner, **facts), propose_visits)
    propose_visits()

    complaint.refresh_from_db()
    assert complaint.visit == ExecutiveVisit.objects.get()


@pytest.mark.req("INV-16")
def test_a_direct_and_a_relayed_one_are_linked_once_and_never_merged():
    stage = make_stage()
    direct, relayed = stage.file(), stage.file(path="relayed", kind="customer", contact=stage.signer, text="Again")

    answers = at_once(
        lambda: link_as_one_case(direct, relayed, by=stage.owner),
        lambda: link_as_one_case(relayed, direct, by=stage.owner),
        lambda: merge_complaints(direct, relayed, by=stage.owner),
        lambda: merge_complaints(relayed, direct, by=stage.owner),
    )

    assert refused(answers[2:]) == 2
    assert MatterLink.objects.count() == 1
    assert set(Complaint.objects.values_list("path", "status")) == {("direct", "received"), ("relayed", "received")}


@pytest.mark.req("INV-29")
def test_a_plan_becomes_the_agreements_while_somebody_changes_it():
    stage = make_stage()
    agreement = make_agreement(stage.relationship)
    clause = make_clause(make_agreement(stage.relationship, agreed=False), kind="communication", number="4.2")
    type(clause).objects.filter(pk=clause.pk).update(agreement=agreement)
    clause.refresh_from_db()
    plan = make_plan(stage.relationship)
    kept = plan.rule
    weekly = {"frequency": "weekly", "weekdays": [2]}

    answers = meanwhile(
        lambda: link_plan(clause, plan, by=stage.owner),
        lambda: change_plan(Plan.objects.get(pk=plan.pk), by=stage.owner, rule=weekly),
    )
    plan.refresh_from_db()
    assert (refused(answers), plan.origin, plan.rule) == (1, "agreement", kept)

    other = make_plan(stage.relationship)
    answers = at_once(*[lambda: link_plan(clause, other, by=stage.owner)] * 3)
    assert refused(answers) == 2
    assert PlanClause.objects.filter(plan=other).count() == 1


@pytest.mark.req("INV-35")
@pytest.mark.parametrize("ending", ["revoked", "over"])
@pytest.mark.parametrize("order", ["shown first", "ended first"])
def test_nothing_is_shown_outside_by_a_consent_that_ends_meanwhile(ending: str, order: str):
    praise = make_public()
    owner, today = praise.relationship.owner, clock.today()
    consent = record_consent(
        praise, by=owner, scope="words", given_by=praise.contact, expires_on=today + timedelta(days=1)
    )
    show = partial(publish_praise, praise, by=owner, publicity="external")
    revoke = partial(revoke_consent, consent, by=owner, reason="New policy")
    end = revoke if ending == "revoked" else partial(sweep_praise, at=clock.now() + timedelta(days=9))

    meanwhile(show, end) if order == "shown first" else meanwhile(end, show)
    sweep_praise(at=clock.now() + timedelta(days=9))  # what was skipped because somebody held it comes next time

    praise.refresh_from_db()
    assert PublicityConsent.objects.get().revoked_at
    assert (praise.publicity, praise.consent) == ("internal", None)


@pytest.mark.req("INV-56")
def test_two_answers_of_the_customer_leave_one_standing():
    stage = make_stage()
    note = add_note(make_service(), by=stage.lead, kind="risk", text_en="Old hardware")
    facts = {"relationship": stage.relationship, "contact": stage.signer, "by": stage.owner}

    at_once(*[lambda a=answer: decide_risk(note, answer=a, **facts) for answer in ("accepted", "declined") * 2])

    assert RiskDecision.objects.count() == 4
    assert RiskDecision.objects.filter(superseded_at=None).count() == 1
    assert set(RiskDecision.objects.values_list("contact", flat=True)) == {stage.signer.pk}


@pytest.mark.req("INV-57")
def test_of_two_hand_overs_at_once_each_follows_the_other():
    stage = make_stage()
    relationship, people = stage.relationship, [UserFactory(), UserFactory(), UserFactory()]

    at_once(*[lambda to=to: hand_over(relationship, to=to, note="Mind it", by=stage.lead) for to in people])

    chain = list(Handover.objects.order_by("pk").values_list("from_user", "to_user"))
    assert [pair[0] for pair in chain] == [stage.owner.pk, *[pair[1] for pair in chain[:-1]]]
    relationship.refresh_from_db()
    assert relationship.owner_id == chain[-1][1]
    calls = ActionItem.objects.filter(relationship=relationship, status="open")
    assert list(calls.values_list("owner", flat=True)) == [relationship.owner_id] * len(people)  # all went along
    assert Attention.objects.get(rule="handover", closed_at=None).assignee_id == relationship.owner_id


@pytest.mark.req("INV-58", "INV-57", "INV-11")
@pytest.mark.parametrize("order", ["left first", "given first"])
def test_whoever_leaves_at_that_moment_is_given_nothing(order: str):
    stage = make_stage()
    complaint = stage.file()
    for give in (
        lambda to: hand_over(stage.relationship, to=to, note="Mind it", by=stage.lead),
        lambda to: steps.assign(complaint, to=to, by=stage.lead),
    ):
        leaver = UserFactory(roles=["manager"])
        leave = partial(deactivate_person, User.objects.get(pk=leaver.pk), by=None)
        given = partial(give, leaver)

        answers = meanwhile(leave, given) if order == "left first" else meanwhile(given, leave)

        leaver.refresh_from_db()
        assert refused(answers) == 1
        assert leaver.is_active == (order == "given first")
        assert bool(open_work_of(leaver)) == leaver.is_active
    assert Relationship.objects.get(pk=stage.relationship.pk).owner.is_active
