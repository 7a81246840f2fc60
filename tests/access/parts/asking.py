"""Asking: who keeps the customer sees whom it asks; leads and administrators say by which rules and how often."""

from datetime import timedelta
from typing import Any

from brm.core import clock
from surveys.asking.domain.budget import opt_out, set_budget
from surveys.asking.enums import InvitationStatus
from surveys.asking.models import Invitation, OptOut
from tests.access.declarations import INSIDERS, KEEPERS, LEADS, RECORD, Door, door
from tests.factories.asking import make_closed, make_person, make_rule

SEES = KEEPERS | {"administrator"}
DOORS: dict[str, Door] = {
    **{f"asking:{name}": Door(KEEPERS) for name in ("rehearsal", "invitations", "wishes")},
    "asking:calls": Door(INSIDERS),
    "asking:caller": door(RECORD, pk="survey_call"),
    **{f"asking:{name}": door(RECORD, pk="invitation") for name in ("invitation", "revoke", "by_phone")},
    "asking:call": door(RECORD, pk="survey_call"),
    "asking:wish_end": door(RECORD, pk="survey_wish"),
    "asking:wish_new": door(RECORD, pk="contact"),
    "asking:rules": Door(SEES),
    "asking:rule": door(SEES, pk="survey_rule"),
    "asking:budget": Door(SEES),
    "asking:rule_new": Door(LEADS),
    **{f"asking:{name}": door(LEADS, pk="survey_rule") for name in ("rule_edit", "rule_on", "rule_off")},
}
API_DOORS: dict[str, Door] = {
    **{f"api:{name}-list": Door(SEES) for name in ("survey-rule", "survey-budget")},
    "api:survey-rule-detail": door(SEES, pk="survey_rule"),
    **{f"api:survey-rule-{name}": door(LEADS, pk="survey_rule") for name in ("activate", "deactivate")},
    "api:survey-budget-detail": door(SEES, pk="survey_budget"),
    "api:survey-invitation-list": Door(INSIDERS),
    "api:survey-opt-out-list": Door(KEEPERS),
    "api:survey-invitation-give-call": door(RECORD, pk="survey_call"),
    **{
        f"api:survey-invitation-{name}": door(RECORD, pk="invitation")
        for name in ("detail", "revoke", "by-phone", "call")
    },
    "api:survey-invitation-rehearsal": Door(KEEPERS),
    **{f"api:survey-opt-out-{name}": door(RECORD, pk="survey_wish") for name in ("detail", "end")},
}
MARKED = ((OptOut, "reason"),)


def asked(world: Any, **facts: Any) -> Invitation:
    """Somebody of Alice's customer, planned to be asked about a closed event."""
    now = clock.now()
    contact = make_person(world.customer)
    rule = make_rule(at=now, active=False)
    return Invitation.objects.create(
        rule=rule, matter=make_closed(world.customer, at=now), relationship=world.customer, contact=contact,
        respondent_kind="user", send_at=now, latest_at=now + timedelta(days=1),
        step_at=now + timedelta(days=1), **facts,
    )  # fmt: skip


def things(world: Any) -> dict[str, Any]:
    """A rule, a budget, an invitation, a call to make, a wish not to be asked."""
    planned = asked(world)
    version = planned.rule.questionnaire.versions.get()
    call = asked(world, channel="phone", status=InvitationStatus.SENT, version=version, sent_at=clock.now())
    wish = opt_out(make_person(world.customer), reason="Rather not")
    budget = set_budget(by=None, cool_down_days=14)
    return {
        "invitation": planned.pk, "survey_call": call.pk, "survey_wish": wish.pk, "survey_rule": planned.rule_id,
        "survey_budget": budget.pk,
    }  # fmt: skip
