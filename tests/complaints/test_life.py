"""Every row of the table of a complaint's life: allowed, refused, with what follows (4.8, INV-11 to INV-16)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from brm.actionitems.models import ActionItem
from brm.attention.rebuild import differences as all_differences
from brm.audit.models import AuditEvent
from brm.communications.models import ExecutiveVisit
from brm.core import clock
from brm.core.errors import BlockedError, DomainError, TransitionError
from brm.notifications.models import Notification
from brm.timeline.domain import KINDS
from brm.timeline.models import TimelineEntry
from customers.complaints.domain import steps
from customers.complaints.enums import OPEN, Status
from customers.complaints.models import ComplaintClock, ComplaintRise, SatisfactionCheck
from tests.factories.complaints import NOON, TEN


def differences():
    """Calls about complaints that are not as they should be; a customer not heard from for weeks is another matter."""
    return [row for row in all_differences() if row.rule.startswith("complaint")]


STEPS = {
    "acknowledge": lambda stage, c: steps.acknowledge(c, by=stage.owner, channel="phone"),
    "assess": lambda stage, c: steps.assess(
        c, by=stage.owner, severity=3, impact="A floor", remedy_sought="Repair", service=stage.service
    ),
    "investigate": lambda stage, c: steps.investigate(c, by=stage.owner),
    "propose_answer": lambda stage, c: steps.propose_answer(
        c, by=c.owner, root_cause="Roller", corrective_action="Replace", remedy_offered="Repair"
    ),
    "send_back": lambda stage, c: steps.send_back(c, by=stage.owner, reason="Which roller?"),
    "tell_decision": lambda stage, c: steps.tell_decision(c, by=stage.owner, decision="Repaired"),
    "close": lambda stage, c: steps.close(c, by=stage.owner),
    "refuse": lambda stage, c: steps.refuse(c, by=stage.owner, reason="Too late"),
    "ask": lambda stage, c: steps.ask(c, by=stage.owner, question="Which one?"),
    "resume": lambda stage, c: steps.answer_question(c, by=stage.owner, text="The left one"),
    "withdraw": lambda stage, c: steps.withdraw(c, by=stage.owner, statement="Never mind"),
    "reopen": lambda stage, c: steps.reopen(c, by=stage.owner, reason="Again"),
}
FOLLOWS = {
    "acknowledge": {Status.RECEIVED},
    "assess": {Status.ACKNOWLEDGED},
    "investigate": {Status.ASSESSED, Status.REFUSED},
    "propose_answer": {Status.INVESTIGATING},
    "send_back": {Status.ANSWER_PROPOSED},
    "tell_decision": {Status.ANSWER_PROPOSED},
    "close": {Status.DECISION_TOLD},
    "refuse": {Status.DECISION_TOLD},
    "ask": {Status.ASSESSED, Status.INVESTIGATING, Status.ANSWER_PROPOSED, Status.DECISION_TOLD},
    "resume": {Status.WAITING},
    "withdraw": set(OPEN),
    "reopen": {Status.CLOSED},
}
STATES = [status for status in Status if status != Status.MERGED]


@pytest.mark.req("INV-12")
@pytest.mark.parametrize("status", STATES)
def test_only_the_listed_steps_leave_a_state(stage, status):
    complaint = stage.at(status)

    for name, sources in FOLLOWS.items():
        if status in sources:
            continue
        with pytest.raises(TransitionError):
            STEPS[name](stage, complaint)
    complaint.refresh_from_db()
    assert complaint.status == status


@pytest.mark.req("C-12", "INV-12")
def test_the_whole_way(stage):
    complaint = stage.at(Status.CLOSED)

    assert complaint.closed_at
    assert complaint.matter.closed_at
    assert complaint.number == "CP-2026-00001"
    assert complaint.acknowledged_in_time
    assert complaint.answered_in_time
    assert complaint.resolved_in_time
    assert not ComplaintClock.objects.filter(stopped_at=None).exists()
    assert SatisfactionCheck.objects.get(complaint=complaint).due_at > TEN
    assert "CP-2026-00001" in ActionItem.objects.get().title
    told = AuditEvent.objects.filter(subject_type="complaints.complaint", subject_id=complaint.pk)
    assert list(told.order_by("pk").values_list("action", flat=True)) == [
        "complaint.file", "complaint.acknowledge", "complaint.assess", "complaint.investigate",
        "complaint.propose_answer", "complaint.tell_decision", "complaint.accept", "complaint.close",
    ]  # fmt: skip
    for entry in TimelineEntry.objects.filter(kind="complaint"):
        assert complaint.number in KINDS["complaint"].sentence(entry)
    assert differences() == []


@pytest.mark.req("C-12")
def test_every_stage_is_mailed_in_the_language_of_the_complainant(stage):
    complaint = stage.at(Status.CLOSED)

    mails = Notification.objects.filter(contact_id=stage.caller.pk).order_by("pk")
    assert [mail.kind for mail in mails] == [
        "complaint_received", "complaint_acknowledged", "complaint_assessed", "complaint_investigating",
        "complaint_decision", "complaint_closed",
    ]  # fmt: skip
    assert {mail.language for mail in mails} == {"zh-hans"}
    assert all(complaint.number in mail.title for mail in mails)


@pytest.mark.req("INV-15", "C-10")
def test_severity_1_proposes_an_executive_visit(stage):
    complaint = stage.at(Status.ASSESSED, severity=1)

    visit = ExecutiveVisit.objects.get()
    assert complaint.visit == visit
    assert visit.matter == complaint.matter
    assert visit.reason == "complaint"


@pytest.mark.req("INV-12")
def test_closing_needs_acceptance_or_two_attempts(stage):
    complaint = stage.at(Status.DECISION_TOLD)
    with pytest.raises(BlockedError) as refusal:
        steps.close(complaint, by=stage.owner)
    assert "0 of 2" in str(refusal.value)
    steps.record_attempt(complaint, by=stage.owner, text="Called, nobody there")
    with pytest.raises(BlockedError):
        steps.close(complaint, by=stage.owner)
    steps.record_attempt(complaint, by=stage.owner, text="Wrote")

    assert steps.close(complaint, by=stage.owner).status == Status.CLOSED


def test_a_costly_remedy_needs_a_lead(stage):
    complaint = stage.at(Status.INVESTIGATING)
    complaint = steps.propose_answer(
        complaint, by=stage.owner, root_cause="R", corrective_action="C", remedy_offered="Refund",
        remedy_cost=Decimal("500.00"), remedy_currency="CNY",
    )  # fmt: skip
    assert differences() == []
    with pytest.raises(BlockedError):
        steps.tell_decision(complaint, by=stage.owner, decision="You get a refund.")
    with pytest.raises(DomainError, match="lead"):
        steps.approve_remedy(complaint, by=stage.owner)
    steps.approve_remedy(complaint, by=stage.lead)
    assert differences() == []

    assert steps.tell_decision(complaint, by=stage.owner, decision="You get a refund.").status == "decision_told"


@pytest.mark.req("INV-14", "C-16")
def test_a_refusal_rises_and_somebody_of_higher_rank_takes_over(stage):
    complaint = stage.at(Status.REFUSED)

    assert complaint.level == 1
    assert complaint.is_disputed is True
    rise = ComplaintRise.objects.get()
    assert (rise.person, rise.rank, rise.cause) == (stage.lead, 1, "refusal")
    with pytest.raises(DomainError, match="higher rank"):
        steps.investigate(complaint, by=stage.lead, owner=stage.engineer)
    clock.travel(NOON + timedelta(hours=1))
    complaint = steps.investigate(complaint, by=stage.lead)
    assert (complaint.owner, complaint.status, complaint.owner_rank) == (stage.lead, Status.INVESTIGATING, 1)
    fresh = complaint.clocks.filter(round=1)
    assert {row.kind for row in fresh} == {"answer", "resolve"}
    assert {row.started_at.replace(microsecond=0) for row in fresh} == {NOON + timedelta(hours=1)}
    assert differences() == []


@pytest.mark.req("INV-14")
def test_at_the_top_the_last_person_goes_on(stage):
    complaint = stage.at(Status.DECISION_TOLD)
    for owner in (stage.lead, stage.head, stage.executive, stage.executive):
        complaint = steps.refuse(complaint, by=stage.owner, reason="No")
        complaint = steps.investigate(complaint, by=stage.executive)
        assert complaint.owner == owner
        complaint = STEPS["propose_answer"](stage, complaint)
        complaint = steps.tell_decision(complaint, by=owner, decision="Again")
    assert complaint.level == 3
    assert list(ComplaintRise.objects.values_list("level", "rank")) == [(1, 1), (2, 2), (3, 3)]


@pytest.mark.req("INV-13")
def test_waiting_rests_the_clocks_and_a_reply_resumes_them(stage):
    complaint = stage.at(Status.WAITING)
    clocks = {row.kind: row for row in complaint.clocks.all()}
    assert clocks["resolve"].due_at is None
    assert clocks["answer"].due_at is None
    assert clocks["acknowledge"].stopped_at is not None
    assert complaint.escalate_at is None
    before = stage.file(text="Another").clocks.get(kind="resolve").due_at

    complaint = steps.answer_question(complaint, contact=stage.caller, text="The left one", at=TEN + timedelta(hours=1))

    assert complaint.status == Status.INVESTIGATING
    assert complaint.clocks.get(kind="resolve").due_at == before + timedelta(hours=1)
    assert differences() == []


@pytest.mark.req("INV-14")
def test_reopening_begins_at_the_lowest_level_and_is_counted(stage):
    complaint = stage.at(Status.REFUSED)
    complaint = steps.investigate(complaint, by=stage.lead)
    complaint = STEPS["propose_answer"](stage, complaint)
    complaint = steps.tell_decision(complaint, by=stage.lead, decision="Done")
    complaint = steps.accept(complaint, contact=stage.caller)
    complaint = steps.close(complaint, by=stage.lead)
    assert complaint.level == 1

    clock.travel(NOON + timedelta(days=29))
    complaint = steps.reopen(complaint, contact=stage.caller, reason="Broken again")

    assert (complaint.level, complaint.reopened_count, complaint.status) == (0, 1, Status.INVESTIGATING)
    assert complaint.matter.closed_at is None
    assert SatisfactionCheck.objects.get().dropped_at
    assert differences() == []


def test_reopening_is_refused_after_thirty_days(stage):
    complaint = stage.at(Status.CLOSED)
    clock.travel(NOON + timedelta(days=31))

    with pytest.raises(DomainError, match="could be reopened until"):
        steps.reopen(complaint, contact=stage.caller, reason="Again")


def test_withdrawal_needs_the_statement(stage):
    complaint = stage.at(Status.WAITING)
    with pytest.raises(DomainError):
        steps.withdraw(complaint, by=stage.owner, statement=" ")

    complaint = steps.withdraw(complaint, contact=stage.caller, statement="It works")

    assert complaint.status == Status.WITHDRAWN
    assert not complaint.clocks.filter(stopped_at=None).exists()
    assert complaint.matter.closed_at
    assert differences() == []


def test_a_stranger_may_not_step_and_the_engineer_only_with_their_own(stage):
    complaint = stage.at(Status.ASSESSED)
    for person in (stage.stranger, stage.engineer):
        with pytest.raises(DomainError):
            steps.investigate(complaint, by=person)
    complaint = steps.investigate(complaint, by=stage.owner, owner=stage.engineer)

    with pytest.raises(DomainError, match="Emil"):
        propose_as_manager(stage, complaint)
    assert STEPS["propose_answer"](stage, complaint).status == Status.ANSWER_PROPOSED


def propose_as_manager(stage, complaint):
    return steps.propose_answer(complaint, by=stage.owner, root_cause="R", corrective_action="C", remedy_offered="X")
