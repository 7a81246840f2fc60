"""A template is given to many at once: set-based, once each, resumable, with history and timeline."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brm.audit.models import AuditEvent
from brm.communications.domain import templates
from brm.communications.domain.materialise import extend_plans
from brm.communications.domain.plans import change_plan
from brm.communications.domain.templates import apply_template, archive_template, save_template, start_application
from brm.communications.enums import PlanStatus
from brm.communications.models import Occurrence, Plan, PlanTemplate, TemplateApplication
from brm.core.errors import DomainError
from brm.core.recurrence import Rule
from brm.parties.models import Relationship
from brm.timeline.models import TimelineEntry
from tests.factories.communications import MONTHLY, Scene
from tests.factories.parties import RelationshipFactory


@pytest.fixture
def template(scene: Scene) -> PlanTemplate:
    return save_template(
        None, by=scene.lead, name="Tier A", tier="A", title="Monthly review", rule=MONTHLY, agenda="1. Figures"
    )


@pytest.mark.req("C-05", "C-07")
def test_many_get_their_plans_in_one_action(scene: Scene, template: PlanTemplate):
    others = [RelationshipFactory(owner=scene.owner) for _ in range(3)]
    ended = RelationshipFactory(owner=scene.owner, status="ended")

    done = apply_template(template, Relationship.objects.all(), by=scene.lead, consent="Framework agreement")

    assert (done.total, done.done, done.made, done.meetings) == (5, 5, 4, 28)
    assert Plan.objects.filter(status=PlanStatus.ACTIVE).count() == 4
    plan = Plan.objects.get(relationship=scene.relationship)
    assert (plan.title, plan.agenda, plan.consent_note) == ("Monthly review", "1. Figures", "Framework agreement")
    assert list(plan.theirs.all()) == [scene.vip]
    assert not Plan.objects.filter(relationship=ended).exists()
    assert AuditEvent.objects.filter(action="plan.give", actor=scene.lead).count() == 4
    assert TimelineEntry.objects.filter(relationship=others[0], kind="plan").count() == 2
    scene.relationship.refresh_from_db()
    assert scene.relationship.next_contact_on == date(2026, 6, 10)


def test_giving_it_again_changes_nothing(scene: Scene, template: PlanTemplate):
    apply_template(template, Relationship.objects.all(), by=scene.lead, consent="x")
    change_plan(Plan.objects.get(), by=scene.owner, agenda="Their own")

    again = apply_template(template, Relationship.objects.all(), by=scene.lead, consent="x")

    assert again.made == 0
    assert Plan.objects.get().agenda == "Their own"


def test_a_killed_application_goes_on_where_it_was(
    scene: Scene, template: PlanTemplate, monkeypatch: pytest.MonkeyPatch
):
    for _ in range(4):
        RelationshipFactory(owner=scene.owner)
    application = start_application(template, Relationship.objects.all(), by=scene.lead, consent="x")
    real, calls = templates._apply, iter([True, False])

    def dying(*args: Any) -> Any:
        if not next(calls):
            raise KeyboardInterrupt
        return real(*args)

    monkeypatch.setattr(templates, "_apply", dying)
    with pytest.raises(KeyboardInterrupt):
        templates.go_on_with(application, chunk=2)
    monkeypatch.setattr(templates, "_apply", real)
    assert TemplateApplication.objects.get().done == 2
    assert templates.go_on_with_applications() == 1
    assert templates.go_on_with_applications() == 0

    assert TemplateApplication.objects.get().made == 5
    assert Plan.objects.count() == 5


def test_giving_takes_the_same_statements_however_many(scene: Scene, template: PlanTemplate):
    def taken() -> int:
        with CaptureQueriesContext(connection) as statements:
            apply_template(template, Relationship.objects.all(), by=scene.lead, consent="x")
        return len(statements)

    first = taken()
    for _ in range(4):
        RelationshipFactory(owner=scene.owner)

    assert taken() == first


def test_what_is_given_later_starts_later(scene: Scene, template: PlanTemplate):
    apply_template(template, Relationship.objects.all(), by=scene.lead, consent="x", start_on=date(2026, 9, 1))

    assert Plan.objects.get().status == PlanStatus.AGREED
    assert not Occurrence.objects.exists()
    assert extend_plans() == 0


def test_wrong_templates_are_refused(scene: Scene, template: PlanTemplate):
    with pytest.raises(DomainError) as refusal:
        save_template(None, by=scene.lead, name="Tier A", title="x", rule=MONTHLY)
    assert refusal.value.field == "name"
    with pytest.raises(DomainError) as refusal:
        apply_template(template, Relationship.objects.all(), by=scene.lead, consent=" ")
    assert refusal.value.field == "consent"
    with pytest.raises(DomainError, match="at least one"):
        apply_template(template, Relationship.objects.none(), by=scene.lead, consent="x")
    save_template(template, by=scene.lead, rule=Rule("quarterly", date(2026, 1, 1), day=5))
    archive_template(template, by=scene.lead)
    with pytest.raises(DomainError, match="no longer in use"):
        apply_template(template, Relationship.objects.all(), by=scene.lead, consent="x")
