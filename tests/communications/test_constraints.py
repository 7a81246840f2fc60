"""What the database itself refuses of plans and meetings, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from brm.communications.models import Occurrence, Plan
from tests.factories.communications import Scene, make_plan, meetings_of


@pytest.mark.req("INV-27")
@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"status": "forgotten"}, "meeting_status_is_known"),
        ({"status": "held"}, "a_held_meeting_has_its_moment"),
        ({"status": "cancelled"}, "a_cancelled_meeting_says_why_and_who_agreed"),
        ({"status": "cancelled", "reason": "x", "cancel_basis": "consent"}, "a_cancelled_meeting_says_why"),
        ({"status": "planned", "desk_at": None}, "a_planned_meeting_will_come_to_the_desk"),
        ({"status": "missed", "make_up_on": date(2026, 7, 1)}, "a_made_up_meeting_says_why_it_was_missed"),
    ],
)
def test_a_meeting_is_what_its_state_says(scene: Scene, facts: dict[str, object], rule: str):
    meeting = meetings_of(make_plan(scene.relationship))[0]

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Occurrence.objects.filter(pk=meeting.pk).update(**facts)


@pytest.mark.req("C-07")
def test_a_period_of_a_plan_has_one_meeting(scene: Scene):
    first, second = meetings_of(make_plan(scene.relationship))[:2]

    with pytest.raises(IntegrityError, match="one_meeting_per_plan_and_period"), transaction.atomic():
        Occurrence.objects.filter(pk=second.pk).update(period_key=first.period_key)


@pytest.mark.req("C-05")
@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"origin": "thin air"}, "plan_origin_is_known"),
        ({"origin": "agreement"}, "a_plan_of_an_agreement_names_its_clause"),
        ({"consent_on": None}, "an_agreed_plan_says_who_agreed_and_when"),
        ({"status": "suspended"}, "a_suspended_plan_says_why_and_until_when"),
        ({"status": "ended"}, "an_ended_plan_has_a_reason"),
    ],
)
def test_a_plan_is_what_its_state_says(scene: Scene, facts: dict[str, object], rule: str):
    plan = make_plan(scene.relationship)

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(**facts)
