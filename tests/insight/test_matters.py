"""Expectations, difficulties, major events, objectives, success factors, signals: each life, allowed and refused."""

from datetime import date, timedelta

import pytest

from brm.actionitems.models import ActionItem
from brm.attention.models import Attention
from brm.attention.rebuild import differences
from brm.communications.domain.interactions import log_interaction
from brm.communications.models import ExecutiveVisit
from brm.core import clock
from brm.core.errors import BlockedError, DomainError, TransitionError
from brm.matters.domain import open_matter
from brm.matters.models import MatterKind
from brm.parties.domain.relationships import move_relationship
from customers.insight.domain import difficulties, events, expectations, factors, objectives, signals
from customers.insight.domain.figures import event_figures, hearts
from customers.insight.domain.queries import customers_for, difficulties_for, major_events_for, signals_for
from customers.insight.enums import ITEMS, Factor
from customers.insight.lifecycle import DIFFICULTY, EVENT, EXPECTATION
from customers.insight.models import Difficulty
from tests.factories.parties import RelationshipFactory, UserFactory
from tests.insight.conftest import NOW


def test_an_expectation_is_confirmed_and_judged(customer, boss):
    row = expectations.note_expectation(customer, text="An answer in an hour", contact=boss, by=customer.owner)
    with pytest.raises(TransitionError):
        expectations.move_expectation(row, "meet", by=customer.owner, outcome="x")
    row = expectations.move_expectation(row, "confirm", by=customer.owner)
    with pytest.raises(DomainError):
        expectations.change_expectation(row, text="Two hours", by=customer.owner)
    with pytest.raises(DomainError):
        expectations.move_expectation(row, "miss", by=customer.owner)
    row = expectations.move_expectation(row, "miss", by=customer.owner, outcome="Twice late")
    assert row.status == "unmet"
    for step in EXPECTATION:
        with pytest.raises(TransitionError):
            expectations.move_expectation(row, step.name, by=customer.owner, outcome="x")


@pytest.mark.req("C-32")
def test_a_difficulty_is_worked_on_by_an_action_item(customer):
    row = difficulties.note_difficulty(customer, item="no_price", detail="12 % apart", by=customer.owner)
    assert row.difficulty_class == "commercial"
    with pytest.raises(DomainError):
        difficulties.work_on_difficulty(row, action="", due_on=clock.today(), by=customer.owner)
    row = difficulties.work_on_difficulty(row, action="Offer by volume", due_on=clock.today(), by=customer.owner)
    assert (row.status, ActionItem.objects.get().title) == ("working", "Offer by volume")
    with pytest.raises(TransitionError):
        difficulties.work_on_difficulty(row, action="Again", due_on=clock.today(), by=customer.owner)
    with pytest.raises(DomainError):
        difficulties.end_difficulty(row, "solve", result="", by=customer.owner)
    row = difficulties.end_difficulty(row, "accept", result="We live with it", by=customer.owner)
    for step in DIFFICULTY:
        if step.name != "work":
            with pytest.raises(TransitionError):
                difficulties.end_difficulty(row, step.name, result="x", by=customer.owner)
    with pytest.raises(DomainError):
        difficulties.change_difficulty(row, detail="More", by=customer.owner)


@pytest.mark.req("C-32")
def test_the_most_frequent_difficulties_of_each_class_are_told(customer):
    assert sum(len(items) for items in ITEMS.values()) == 14
    for item in ("no_value", "no_value", "backlog"):
        difficulties.note_difficulty(customer, item=item, detail="x", by=customer.owner)
    difficulties.note_difficulty(RelationshipFactory(), item="backlog", detail="x", by=None)

    told = difficulties.frequent(difficulties_for(customer.owner))

    assert [(each.item.value, each.count) for each in told["cognitive"][:2]] == [("no_value", 2), ("no_figures", 0)]
    assert told["delivery"][0].count == 1


@pytest.mark.req("R-18", "INV-15", "C-10", "C-36")
def test_a_major_event_calls_for_a_visit_and_closes_with_its_conflict_settled(customer):
    by = customer.owner
    event = events.report_major_event(customer, title="Outage", summary="All stood still", grade="special", by=by)

    visit = ExecutiveVisit.objects.get()
    assert (visit.reason, visit.matter, visit.status) == ("major_event", event.matter, "proposed")
    assert visit.created_at.date() <= events.visit_due(event)
    assert event.matter.number == "ME-2026-00001"
    assert [one for one in differences() if one.rule == "major_event"] == []

    with pytest.raises(TransitionError):
        events.solve_major_event(event, solution="x", by=by)
    event = events.take_major_event(event, by=by)
    with pytest.raises(DomainError):
        events.solve_major_event(event, solution="x", ended_at=NOW - timedelta(days=1), by=by)
    event = events.solve_major_event(event, solution="Switched over", by=by)
    with pytest.raises(DomainError):
        events.review_major_event(event, lessons=" ", by=by)
    event = events.flag_conflict(event, mediator=UserFactory(), agreed_facts="40 s late", by=by)
    with pytest.raises(DomainError):
        events.flag_conflict(event, mediator=None, by=by)
    event = events.review_major_event(event, lessons="Rehearse", executive_feeling=1, executive_view="Fair", by=by)
    with pytest.raises(DomainError, match="conflict ended"):
        events.close_major_event(event, by=by)
    event = events.flag_conflict(event, mediator=event.mediator, outcome="Shared", by=by)
    event = events.close_major_event(event, by=by)
    event.matter.refresh_from_db()
    assert (event.status, event.matter.closed_at is None) == ("closed", False)
    assert not Attention.objects.filter(rule="major_event", closed_at=None).exists()
    for step in EVENT:
        with pytest.raises((TransitionError, BlockedError)):
            events._step(event, step.name, by, None, {})


@pytest.mark.req("K-24", "R-18")
def test_major_events_per_month_and_complaints_about_them(customer):
    by = customer.owner
    first = events.report_major_event(customer, title="A", summary="x", occurred_at=NOW - timedelta(days=40), by=by)
    events.report_major_event(customer, title="B", summary="x", by=by)
    complaint = open_matter(customer, kind=MatterKind.COMPLAINT, title="Angry", by=by)
    events.link_complaint(first, complaint, by=by)

    figures = event_figures(major_events_for(by))

    assert (figures.total, figures.events[-1], figures.complaints_per_event) == (2, 1, 0.5)
    stranger = open_matter(RelationshipFactory(), kind=MatterKind.COMPLAINT, title="Other", by=None)
    for wrong in (stranger, first.matter):
        with pytest.raises(DomainError):
            events.link_complaint(first, wrong, by=by)
    events.unlink_complaint(events.complaint_links(first).get(), by=by)
    assert event_figures(major_events_for(by)).complaints == 0


@pytest.mark.req("C-23")
def test_factors_are_scored_all_eight_once_a_half_year(customer):
    def score(value, on=None, **more):
        scores = {factor.value: (value, "seen") for factor in Factor}
        return factors.score_factors(customer, scores=scores | more, period=on, by=customer.owner)

    score(3, date(2025, 8, 1))
    score(4, guiding=(2, "no plan"))
    score(4, guiding=(1, "no plan at all"))

    standing = factors.standing_of(customer)
    assert [str(each) for each in standing.scorings] == ["2025 H2", "2026 H1"]
    assert (standing.lowest.factor, standing.lowest.latest, standing.lowest.change) == (Factor.GUIDING, 1, -2)
    assert standing.is_current
    known = {factor.value: (3, "") for factor in Factor}
    for wrong in ({}, known | {"guiding": (6, "")}):
        with pytest.raises(DomainError):
            factors.score_factors(customer, scores=wrong, by=customer.owner)
    with pytest.raises(DomainError):
        score(3, date(2026, 7, 1))


@pytest.mark.req("C-02")
def test_objectives_serve_a_goal_and_are_due_for_review(customer):
    row = objectives.set_objective(customer, goal="mutual", text="One roadmap", by=customer.owner)
    assert list(objectives.due_objectives(customer)) == [row]
    objectives.review_objective(row, status="on_track", by=customer.owner)
    assert not objectives.due_objectives(customer).exists()
    clock.travel(NOW + timedelta(days=101))
    assert objectives.due_objectives(customer).exists()
    for facts in ({"status": "new"}, {"status": "given_up"}):
        with pytest.raises(DomainError):
            objectives.review_objective(row, by=customer.owner, **facts)
    objectives.review_objective(row, status="given_up", remark="They merged", by=customer.owner)
    with pytest.raises(DomainError):
        objectives.review_objective(row, status="on_track", by=customer.owner)
    with pytest.raises(DomainError):
        objectives.set_objective(customer, goal="profit", text="x", by=customer.owner)


@pytest.mark.req("C-29", "K-15", "C-38")
def test_retention_of_captive_customers_is_kept_apart(customer):
    manager = customer.owner
    captive, lost, young = (RelationshipFactory(owner=manager) for _ in range(3))
    with pytest.raises(DomainError):
        objectives.group_customer(captive, captive=True, by=manager)
    objectives.group_customer(captive, captive=True, captive_reason="A concession", peak_months=[12, 1], by=manager)
    clock.travel(NOW + timedelta(days=300))
    move_relationship(lost, "end", reason="They left", end_reason="lost", by=manager)
    clock.travel(NOW + timedelta(days=420))
    young = RelationshipFactory(owner=manager)

    found = hearts(customers_for(manager))

    assert (found.free.at_start, found.free.kept) == (3, 2)
    assert (found.captive.at_start, found.captive.kept, found.captive.share) == (1, 1, 1.0)
    assert young.pk


@pytest.mark.req("C-30")
def test_signals_nobody_looked_at_stand_on_the_desk_until_judged(customer):
    log_interaction(customer, by=customer.owner, summary="Call", needs=["Night shifts", "Fewer forms"])
    assert signals.show_signals() == 0
    clock.travel(NOW + timedelta(days=8))
    signals.show_signals()
    row = Attention.objects.get(rule="need_signals", closed_at=None)
    assert (row.assignee, row.params["count"]) == (customer.owner, 2)
    assert [one for one in differences() if one.rule == "need_signals"] == []

    first, second = signals_for(customer.owner).order_by("pk")
    with pytest.raises(DomainError):
        signals.judge_signal(first, impact="high", by=customer.owner)
    signals.judge_signal(first, impact="high", consequence="A second shift", by=customer.owner)
    signals.judge_signal(second, impact="low", by=customer.owner)
    row.refresh_from_db()
    assert row.closed_at is not None
    assert signals_for(customer.owner).get(pk=first.pk).review.impact == "high"


def test_the_database_holds_what_a_state_needs(customer):
    row = difficulties.note_difficulty(customer, item="backlog", detail="x", by=customer.owner)
    for values in ({"status": "working"}, {"status": "solved"}):
        with pytest.raises(DomainError):
            difficulties.save_changes(Difficulty.objects.get(pk=row.pk), values)
    event = events.report_major_event(customer, title="A", summary="x", by=customer.owner)
    for values in ({"status": "solved"}, {"conflict": True}):
        with pytest.raises(DomainError):
            events.save_changes(type(event).objects.get(pk=event.pk), values)
