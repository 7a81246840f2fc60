"""What must never be false is held by the database, under the name of the rule (INV-11 to INV-16)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from brm.accounts.models import EscalationLadder
from customers.complaints.enums import Status
from customers.complaints.models import (
    Complaint,
    ComplaintClock,
    ComplaintRise,
    ComplaintWait,
    ComplaintWatcher,
    Conflict,
    SatisfactionCheck,
    WatchEntry,
)
from tests.factories.complaints import NOON, TEN

STARTS = {"received_at": TEN}


def refused(name):
    """The database refuses, naming the rule."""

    class Refused:
        def __enter__(self):
            self.raises = pytest.raises(IntegrityError)
            self.found = self.raises.__enter__()
            self.atomic = transaction.atomic()
            self.atomic.__enter__()

        def __exit__(self, *error):
            self.atomic.__exit__(*error)
            answer = self.raises.__exit__(*error)
            assert name in str(self.found.value)
            return answer

    return Refused()


@pytest.mark.req("INV-11", "INV-12", "INV-13", "INV-15")
@pytest.mark.parametrize(
    ("rule", "status", "values"),
    [
        ("owner_id", Status.RECEIVED, {"owner": None}),
        ("a_complaint_has_a_path", Status.RECEIVED, {"path": ""}),
        ("a_complaint_has_a_complainant_kind", Status.RECEIVED, {"kind": ""}),
        ("a_complaint_is_not_received_in_the_future", Status.RECEIVED, {"recorded_at": TEN - timedelta(1)}),
        ("a_complaint_keeps_when_it_was_received", Status.RECEIVED, {"received_at": TEN - timedelta(1)}),
        ("a_complaint_says_what_happened", Status.RECEIVED, {"text": ""}),
        ("complaint_severity_is_one_to_four", Status.RECEIVED, {"severity": 5}),
        ("complaint_level_is_0_to_3", Status.RECEIVED, {"level": 4}),
        ("complaint_status_is_known", Status.ACKNOWLEDGED, {"status": "lost"}),
        ("an_acknowledged_complaint_says_when_and_how", Status.RECEIVED, {"status": "acknowledged"}),
        ("a_proposed_answer_has_cause_action_and_remedy", Status.INVESTIGATING, {"status": "answer_proposed"}),
        ("a_told_decision_has_its_words_and_moment", Status.ANSWER_PROPOSED, {"status": "decision_told"}),
        ("a_costly_remedy_is_approved_before_it_is_told", Status.DECISION_TOLD,
         {"remedy_cost": 5, "remedy_currency": "CNY"}),
        ("the_cost_of_a_remedy_has_a_currency", Status.ANSWER_PROPOSED, {"remedy_cost": 5}),
        ("a_closed_complaint_has_decision_cause_and_answer", Status.DECISION_TOLD,
         {"status": "closed", "closed_at": NOON}),
        ("a_closed_complaint_has_decision_cause_and_answer", Status.CLOSED, {"root_cause": ""}),
        ("a_closed_complaint_has_decision_cause_and_answer", Status.CLOSED, {"accepted_at": None}),
        ("a_refused_decision_has_a_reason", Status.REFUSED, {"refusal_reason": ""}),
        ("a_withdrawn_complaint_has_the_statement", Status.WITHDRAWN, {"withdrawal_statement": ""}),
        ("a_merged_complaint_says_into_which", Status.RECEIVED, {"status": "merged"}),
        ("a_waiting_complaint_knows_where_it_came_from", Status.WAITING, {"waiting_from": ""}),
        ("a_waiting_complaint_knows_where_it_came_from", Status.INVESTIGATING, {"waiting_until": NOON}),
        ("an_assessed_complaint_of_severity_1_has_its_visit_proposed", Status.ASSESSED, {"severity": 1}),
        ("a_level_never_falls_except_by_reopening", Status.REFUSED, {"level": 0}),
        ("a_past_complaint_runs_no_clock", Status.RECEIVED, {"is_past": True, "escalate_at": NOON}),
    ],
)  # fmt: skip
def test_the_row_of_a_complaint(stage, rule, status, values):
    complaint = stage.at(status)

    with refused(rule):
        Complaint.objects.filter(pk=complaint.pk).update(**values)


def test_one_form_makes_one_complaint(stage):
    stage.file(key="a")
    other = stage.file(key="b")
    with refused("a_form_makes_one_complaint"):
        Complaint.objects.filter(pk=other.pk).update(key="a")


@pytest.mark.req("INV-13")
@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("a_clock_never_runs_backwards", {"stopped_at": TEN - timedelta(1), "next_at": None, "in_time": True}),
        ("a_clock_counts_forward", {"spent_before": timedelta(-1)}),
        ("a_clock_counts_forward", {"since_at": TEN - timedelta(1)}),
        ("a_stopped_clock_escalates_no_more", {"stopped_at": NOON, "in_time": True}),
        ("a_clock_has_three_thresholds", {"passed": 4}),
        ("a_stopped_clock_stays_stopped", {"started_at": TEN - timedelta(1)}),
    ],
)
def test_a_running_clock(stage, rule, values):
    clocks = ComplaintClock.objects.filter(complaint=stage.file(), kind="answer")
    with refused(rule):
        clocks.update(**values)


@pytest.mark.req("INV-13")
def test_a_stopped_clock_is_never_started_again(stage):
    clocks = ComplaintClock.objects.filter(complaint=stage.at(Status.ACKNOWLEDGED), kind="acknowledge")
    with refused("a_stopped_clock_stays_stopped"):
        clocks.update(stopped_at=None)
    with refused("a_clock_of_a_kind_runs_once"):
        row = clocks.get()
        row.pk = None
        row.save(force_insert=True)


@pytest.mark.req("INV-14")
def test_rises_name_ever_higher_persons(stage):
    complaint = stage.at(Status.REFUSED)
    rises = ComplaintRise.objects.filter(complaint=complaint)
    with refused("each_rise_names_a_person_of_higher_rank"):
        rises.update(rank_before=1)
    with refused("a_rise_is_to_level_1_2_or_3"):
        rises.update(level=4)
    with refused("a_complaint_rises_to_a_level_once"):
        row = rises.get()
        row.pk = None
        row.save(force_insert=True)
    with refused("person_id"):
        rises.update(person=None)


def test_waits_watchers_conflicts_checks_and_the_watch_list(stage):
    complaint = stage.at(Status.WAITING)
    with refused("a_complaint_waits_once_at_a_time"):
        ComplaintWait.objects.create(complaint=complaint, since_at=NOON, expires_at=NOON)
    with refused("waiting_ends_after_it_begins"):
        ComplaintWait.objects.update(until_at=TEN - timedelta(1))
    with refused("a_watcher_is_one_of_us_or_of_them"):
        ComplaintWatcher.objects.create(complaint=complaint, user=stage.owner, contact=stage.caller)
    with refused("a_settled_conflict_has_facts_and_outcome"):
        Conflict.objects.create(complaint=complaint, reason="Blame", mediator=stage.head, settled_at=NOON)
    with refused("a_satisfaction_score_is_0_to_100"):
        SatisfactionCheck.objects.create(complaint=complaint, due_at=NOON, score=101, answered_at=NOON)
    with refused("an_answered_check_has_its_score"):
        SatisfactionCheck.objects.create(complaint=complaint, due_at=NOON, answered_at=NOON)
    with refused("a_watched_matter_stays_until_it_is_solved"):
        WatchEntry.objects.create(matter=complaint.matter, relationship=stage.relationship, removed_at=NOON)


@pytest.mark.req("C-16")
def test_ladders(stage):
    ladders = EscalationLadder.objects.filter(team=stage.team)
    with refused("a_ladder_in_force_has_every_step_filled"):
        ladders.update(second=None)
    with refused("a_ladder_names_each_person_once"):
        ladders.update(second=stage.lead)
    with refused("team"):
        EscalationLadder.objects.create(team=stage.team)
    EscalationLadder.objects.create(team=None)
    with refused("one_ladder_per_team_and_one_for_the_rest"):
        EscalationLadder.objects.create(team=None)
