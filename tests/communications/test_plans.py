"""Plans: agreed, active by their start day, suspended by the lead, ended; bound to the agreement they come from."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from brm.audit.models import AuditEvent
from brm.communications.domain.plans import agree_plan, change_plan, draft_plan
from brm.communications.domain.steps import end_plan, resume_plan, step_plans, suspend_plan
from brm.communications.enums import PlanEnd, PlanStatus
from brm.communications.lifecycle import PLAN
from brm.communications.models import Occurrence, PlanHorizon
from brm.core import clock
from brm.core.errors import DomainError, StaleError, TransitionError
from brm.parties.domain.relationships import move_relationship
from brm.timeline.models import TimelineEntry
from tests.factories.communications import MONTHLY, NOON, WEEKLY, Scene, make_plan, meetings_of
from tests.factories.parties import ContactFactory


@pytest.mark.req("C-05", "C-07")
def test_an_agreed_plan_has_its_meetings_six_months_ahead(scene: Scene):
    plan = make_plan(scene.relationship, rule=MONTHLY)

    assert plan.status == PlanStatus.ACTIVE
    days = [row.due_on for row in meetings_of(plan)]
    assert days[0] == date(2026, 6, 10)
    assert days[-1] == date(2026, 12, 10)
    assert [row.period_key for row in meetings_of(plan)] == [f"2026-{month:02}" for month in range(6, 13)]
    scene.relationship.refresh_from_db()
    assert scene.relationship.next_contact_on == date(2026, 6, 10)


@pytest.mark.req("INV-59", "G-08")
def test_moments_are_kept_in_the_zone_of_the_relationship(scene: Scene):
    scene.relationship.time_zone = "Europe/Berlin"
    scene.relationship.save()

    first = meetings_of(make_plan(scene.relationship, reminder_days=3))[0]

    assert first.starts_at == datetime(2026, 6, 10, 8, 0, tzinfo=UTC)
    assert first.desk_at == datetime(2026, 6, 9, 22, 0, tzinfo=UTC)
    assert first.remind_at == datetime(2026, 6, 7, 6, 0, tzinfo=UTC)
    assert first.miss_at == datetime(2026, 6, 30, 22, 0, tzinfo=UTC)


@pytest.mark.req("C-07")
def test_a_plan_waits_for_its_start_day(scene: Scene):
    plan = make_plan(scene.relationship, start_on=date(2026, 6, 20))

    assert plan.status == PlanStatus.AGREED
    assert step_plans(at=NOON) == 0
    assert step_plans(at=datetime(2026, 6, 19, 16, 0, tzinfo=UTC)) == 1
    plan.refresh_from_db()
    assert plan.status == PlanStatus.ACTIVE
    assert meetings_of(plan)[0].due_on == date(2026, 7, 10)
    assert step_plans(at=datetime(2026, 6, 19, 16, 0, tzinfo=UTC)) == 0


@pytest.mark.req("C-05")
def test_agreeing_says_who_and_when(scene: Scene):
    plan = make_plan(scene.relationship, agreed=False)

    with pytest.raises(DomainError, match="Say who"):
        agree_plan(plan, by=scene.owner, on=NOON.date())
    with pytest.raises(DomainError, match="future"):
        agree_plan(plan, by=scene.owner, on=date(2026, 7, 1), contact=scene.contact)
    with pytest.raises(DomainError, match="contacts of this organisation"):
        agree_plan(plan, by=scene.owner, on=NOON.date(), contact=ContactFactory())
    plan = agree_plan(plan, by=scene.owner, on=NOON.date(), contact=scene.contact)

    assert plan.consent_contact == scene.contact
    assert AuditEvent.objects.filter(action="plan.agree", subject_id=plan.pk).exists()
    assert list(TimelineEntry.objects.filter(kind="plan").order_by("pk").values_list("event", flat=True)) == [
        "agree",
        "activate",
    ]


@pytest.mark.req("C-05")
def test_a_plan_of_the_agreement_names_its_clause(scene: Scene):
    with pytest.raises(DomainError, match="clause"):
        make_plan(scene.relationship, origin="agreement", agreed=False)


@pytest.mark.req("INV-29")
def test_what_the_agreement_lays_down_changes_only_with_it(scene: Scene):
    plan = make_plan(scene.relationship, origin="agreement", agreement_clause="§ 7.2")

    with pytest.raises(DomainError, match=r"§ 7\.2"):
        change_plan(plan, by=scene.owner, origin="operation")
    with pytest.raises(DomainError, match=r"§ 7\.2"):
        change_plan(plan, by=scene.owner, rule=WEEKLY)
    change_plan(plan, by=scene.owner, agenda="Only the agenda")
    plan = change_plan(plan, by=scene.owner, rule=WEEKLY, amendment="Amendment 3 of 2026-05-30")

    assert plan.rule["frequency"] == "weekly"
    assert AuditEvent.objects.filter(action="plan.change", reason="Amendment 3 of 2026-05-30").exists()


@pytest.mark.req("INV-27")
def test_a_new_rhythm_replaces_what_is_ahead_and_keeps_what_was(scene: Scene):
    plan = make_plan(scene.relationship)
    first = meetings_of(plan)[0]
    Occurrence.objects.filter(pk=first.pk).update(status="due", desk_at=None)

    change_plan(plan, by=scene.owner, rule={"frequency": "quarterly", "day": 15, "months": [3]})

    assert [row.period_key for row in meetings_of(plan)] == ["2026-06", "2026-Q2", "2026-Q3", "2026-Q4"]


def test_another_hour_moves_the_meetings_ahead(scene: Scene):
    plan = make_plan(scene.relationship)

    change_plan(plan, by=scene.owner, meet_at=time(15, 30))

    assert {row.starts_at.hour for row in meetings_of(plan)} == {7}


def test_two_people_changing_a_plan_see_each_other(scene: Scene):
    plan = make_plan(scene.relationship)
    seen = plan.version
    change_plan(plan, by=scene.owner, agenda="Theirs", expected_version=seen)

    with pytest.raises(StaleError) as refusal:
        change_plan(plan, by=scene.mate, agenda="Mine", expected_version=seen)

    assert refusal.value.changes == [("agenda", "Theirs", "Mine")]


@pytest.mark.req("INV-27")
def test_only_a_lead_suspends_and_adherence_is_not_counted(scene: Scene):
    plan = make_plan(scene.relationship)
    due = meetings_of(plan)[0]
    Occurrence.objects.filter(pk=due.pk).update(status="due", desk_at=None)

    with pytest.raises(DomainError, match="lead"):
        suspend_plan(plan, by=scene.owner, reason="They are moving", until=date(2026, 8, 1))
    plan = suspend_plan(plan, by=scene.lead, reason="They are moving", until=date(2026, 8, 1))

    assert plan.status == PlanStatus.SUSPENDED
    assert [(row.status, row.cancel_basis) for row in meetings_of(plan)] == [("cancelled", "suspension")]
    assert not PlanHorizon.objects.exists()

    step_plans(at=datetime(2026, 7, 31, 16, 0, tzinfo=UTC))
    plan.refresh_from_db()
    assert plan.status == PlanStatus.ACTIVE
    assert meetings_of(plan)[1].due_on == date(2026, 8, 10)


@pytest.mark.req("INV-27")
def test_ending_removes_what_is_ahead_and_keeps_what_was(scene: Scene):
    plan = make_plan(scene.relationship)
    first = meetings_of(plan)[0]
    Occurrence.objects.filter(pk=first.pk).update(status="missed", desk_at=None)
    other = make_plan(scene.relationship, agreed=False, title="New one")

    with pytest.raises(DomainError, match="replaces"):
        end_plan(plan, by=scene.owner, why=PlanEnd.REPLACED)
    with pytest.raises(DomainError, match="agreed first"):
        end_plan(plan, by=scene.owner, why=PlanEnd.REPLACED, replaced_by=other)
    plan = end_plan(plan, by=scene.owner, why=PlanEnd.AGREEMENT_ENDED)

    assert [row.pk for row in meetings_of(plan)] == [first.pk]
    scene.relationship.refresh_from_db()
    assert scene.relationship.next_contact_on is None


def test_a_plan_ends_with_its_term(scene: Scene):
    plan = make_plan(scene.relationship, end_on=date(2026, 7, 31))

    assert [row.due_on for row in meetings_of(plan)] == [date(2026, 6, 10), date(2026, 7, 10)]
    step_plans(at=datetime(2026, 7, 31, 16, 0, tzinfo=UTC))
    plan.refresh_from_db()
    assert (plan.status, plan.end_reason) == (PlanStatus.ENDED, PlanEnd.TERM_OVER)


@pytest.mark.parametrize("status", PlanStatus.values)
def test_every_step_that_is_not_in_the_table_is_refused(scene: Scene, status: str):
    plan = make_plan(scene.relationship, agreed=False)
    plan.status = status
    allowed = {
        ("draft", "agree"),
        ("agreed", "activate"),
        ("active", "suspend"),
        ("active", "end"),
        ("suspended", "resume"),
    }

    for transition in PLAN:
        if (status, transition.name) in allowed:
            assert PLAN.step(transition.name, plan).target in PlanStatus.values
        else:
            with pytest.raises(TransitionError):
                PLAN.step(transition.name, plan)


def test_plans_rest_and_end_with_their_relationship(scene: Scene):
    plan = make_plan(scene.relationship)

    move_relationship(scene.relationship, "suspend", by=scene.owner, reason="Audit of theirs")
    plan.refresh_from_db()
    assert plan.status == PlanStatus.SUSPENDED
    with pytest.raises(DomainError, match="resume it first"):
        resume_plan(plan, by=scene.owner)
    move_relationship(scene.relationship, "resume", by=scene.owner)
    plan.refresh_from_db()
    assert plan.status == PlanStatus.ACTIVE
    assert meetings_of(plan)
    move_relationship(scene.relationship, "end", by=scene.owner, reason="Lost to another", end_reason="lost")
    plan.refresh_from_db()
    assert (plan.status, plan.end_reason) == (PlanStatus.ENDED, PlanEnd.RELATIONSHIP_ENDED)
    assert not meetings_of(plan)


def test_wrong_drafts_are_refused_with_their_field(scene: Scene):
    with pytest.raises(DomainError) as refusal:
        draft_plan(scene.relationship, title=" ", rule=MONTHLY, start_on=date(2026, 6, 1), by=scene.owner)
    assert refusal.value.field == "title"
    with pytest.raises(DomainError) as refusal:
        make_plan(scene.relationship, rule={"frequency": "monthly", "day": 40})
    assert refusal.value.field == "day"
    with pytest.raises(DomainError) as refusal:
        make_plan(scene.relationship, end_on=date(2026, 5, 1))
    assert refusal.value.field == "end_on"
    with pytest.raises(DomainError) as refusal:
        make_plan(scene.relationship, theirs=[ContactFactory()])
    assert refusal.value.field == "theirs"


def test_a_plan_made_in_the_past_lives_in_the_past(scene: Scene):
    past = NOON - timedelta(days=90)
    with clock.at(past):
        plan = make_plan(scene.relationship, at=past, start_on=past.date())

    assert meetings_of(plan)[0].due_on == date(2026, 3, 10)
    assert meetings_of(plan)[-1].due_on == date(2026, 9, 10)
