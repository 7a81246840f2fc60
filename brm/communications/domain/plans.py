"""Making, changing and agreeing plans (C-05, C-07, INV-29)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Protocol

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.communications.domain.placing import bare_rule, full_rule, in_words
from brm.communications.domain.replacing import replace_plan_ids
from brm.communications.domain.scope import refuse_strangers
from brm.communications.domain.steps import activate_due, set_step_moment
from brm.communications.enums import Origin, PlanStatus
from brm.communications.lifecycle import PLAN
from brm.communications.models import Plan
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.core.recurrence import Rule
from brm.core.registry import Registry
from brm.parties.models import Contact, Relationship
from brm.timeline.domain import note

FACTS = frozenset(
    {
        "title", "purpose", "origin", "agreement_clause", "rule", "channel", "meet_at", "duration_minutes", "place",
        "agenda", "late_moves_next", "reminder_days", "start_on", "end_on",
    }
)  # fmt: skip
AGREED_TERMS = frozenset({"origin", "agreement_clause", "rule", "channel", "start_on", "end_on"})
"""What an agreement lays down: it changes only with the agreement (INV-29)."""
PLACING = frozenset({"rule", "meet_at", "reminder_days", "start_on", "end_on"})
"""What moves meetings when it changes."""


class AgreementBehind(Protocol):
    """Who knows the agreement a plan comes from, and whether it has changed (INV-29)."""

    def refuse(self, plan: Plan) -> str | None:
        """Why the plan's agreed terms cannot change now, or None."""

    def followed(self, plan: Plan, *, at: datetime) -> None:
        """The plan's agreed terms were changed after the agreement."""


AGREEMENTS: Registry[AgreementBehind] = Registry("agreement behind a plan")


@transaction.atomic
def draft_plan(
    relationship: Relationship,
    *,
    title: str,
    rule: Rule | dict[str, Any],
    start_on: date,
    by: User | None,
    ours: Iterable[User] = (),
    theirs: Iterable[Contact] = (),
    at: datetime | None = None,
    **facts: Any,
) -> Plan:
    """Write a plan down that the other side has still to agree to."""
    at = at or clock.now()
    facts |= {"title": " ".join(title.split()), "start_on": start_on}
    _refuse_unknown(facts)
    if not facts["title"]:
        raise DomainError(_("Give the plan a title."), field="title")
    ours, theirs = list(ours), list(theirs)
    refuse_strangers(relationship, ours, theirs)
    facts["rule"] = _kept_rule(rule, start_on, facts.get("end_on"))
    plan = Plan(relationship=relationship, status_since=at, created_at=at, updated_at=at, **facts)
    save_new(plan)
    plan.ours.set(ours)
    plan.theirs.set(theirs)
    drafted = {"title": (None, plan.title), "rule": (None, in_words(plan.rule)), "start_on": (None, start_on)}
    trail.record(plan, "plan.draft", by=by, changes=drafted, at=at)
    return plan


@transaction.atomic
def change_plan(
    plan: Plan,
    *,
    by: User | None,
    expected_version: int | None = None,
    amendment: str = "",
    ours: Iterable[User] | None = None,
    theirs: Iterable[Contact] | None = None,
    at: datetime | None = None,
    **facts: Any,
) -> Plan:
    """Change a plan; meetings still ahead follow, those of the past and those at the desk stay.

    A plan from the service agreement keeps the agreement's terms unless ``amendment`` names the change of the
    agreement that the new terms come from (INV-29).
    """
    at = at or clock.now()
    plan = locked(plan)
    _refuse_unknown(facts)
    if plan.status == PlanStatus.ENDED:
        raise DomainError(_("This plan has ended. Make a new one instead."))
    if "rule" in facts:
        facts["rule"] = _kept_rule(
            facts["rule"], facts.get("start_on", plan.start_on), facts.get("end_on", plan.end_on)
        )
    if "title" in facts:
        facts["title"] = " ".join(facts["title"].split())
    refuse_stale(plan, expected_version, facts)
    _refuse_broken_agreement(plan, facts, amendment)
    bound = plan.origin == Origin.AGREEMENT
    changes = save_changes(plan, facts)
    if bound and changes.keys() & AGREED_TERMS:
        for behind in AGREEMENTS:
            behind.followed(plan, at=at)
    changes |= _set_attendees(plan, ours, theirs)
    if not changes:
        return plan
    if changes.keys() & {"start_on", "end_on"}:
        set_step_moment(plan)
    if changes.keys() & PLACING and plan.status == PlanStatus.ACTIVE:
        replace_plan_ids([plan.pk], at=at, gone=True)
    if rule := changes.get("rule"):
        changes["rule"] = (in_words(rule[0]), in_words(rule[1]))
    trail.record(plan, "plan.change", by=by, changes=changes, reason=amendment.strip(), at=at)
    return plan


@transaction.atomic
def agree_plan(
    plan: Plan,
    *,
    by: User | None,
    on: date,
    contact: Contact | None = None,
    note_text: str = "",
    at: datetime | None = None,
) -> Plan:
    """Record that the other side agreed: who, and when. On its start day the plan becomes active by itself."""
    at = at or clock.now()
    plan = locked(plan)
    transition = PLAN.step("agree", plan)
    if contact is None and not note_text.strip():
        raise DomainError(_("Say who on the other side agreed to the plan."), field="contact")
    if on > clock.today() and on > clock.day_of(at):
        raise DomainError(_("The agreement cannot lie in the future."), field="on")
    if contact is not None:
        refuse_strangers(plan.relationship, (), [contact])
    changes = save_changes(
        plan,
        {
            "status": transition.target,
            "status_since": at,
            "consent_contact": contact,
            "consent_note": note_text.strip()[:200],
            "consent_on": on,
        },
    )
    personal = {name: pair for name, pair in changes.items() if name == "consent_note"}
    shown = {name: pair for name, pair in changes.items() if name not in ("consent_note", "status_since")}
    set_step_moment(plan)
    trail.record(plan, "plan.agree", by=by, changes=shown, personal=personal, at=at)
    note(
        plan.relationship_id, "plan", event="agree", at=at, subject=plan, actor=by, title=plan.title, origin=plan.origin
    )
    activate_due([plan.pk], at=at)
    plan.refresh_from_db()
    return plan


def _kept_rule(rule: Rule | dict[str, Any], start_on: date, end_on: date | None) -> dict[str, Any]:
    """The rhythm in full words, checked against the plan's own first and last day."""
    kept = bare_rule(rule) if isinstance(rule, Rule) else {k: v for k, v in rule.items() if k not in ("start", "until")}
    if end_on is not None and end_on < start_on:
        raise DomainError(_("A plan cannot end before it starts."), field="end_on")
    return bare_rule(full_rule(kept, start_on, None if kept.get("count") else end_on))


def _refuse_unknown(facts: dict[str, Any]) -> None:
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not a fact of a plan: {', '.join(sorted(unknown))}")


def _refuse_broken_agreement(plan: Plan, facts: dict[str, Any], amendment: str) -> None:
    if plan.origin != Origin.AGREEMENT:
        return
    broken = [name for name in facts.keys() & AGREED_TERMS if getattr(plan, name) != facts[name]]
    if not broken:
        return
    for behind in AGREEMENTS:
        if reason := behind.refuse(plan):
            raise DomainError(reason, field="amendment")
    if plan.status != PlanStatus.DRAFT and not amendment.strip():
        raise DomainError(
            _("This plan comes from the service agreement (%(clause)s). Name the change of the agreement first.")
            % {"clause": plan.agreement_clause},
            field="amendment",
        )


def _set_attendees(
    plan: Plan, ours: Iterable[User] | None, theirs: Iterable[Contact] | None
) -> dict[str, tuple[Any, Any]]:
    """Exchange who usually attends; answers what changed."""
    changes: dict[str, tuple[Any, Any]] = {}
    for name, wanted in (("ours", ours), ("theirs", theirs)):
        if wanted is None:
            continue
        rows: list[Any] = list(wanted)
        kept = getattr(plan, name)
        before = sorted(kept.values_list("pk", flat=True))
        after = sorted(row.pk for row in rows)
        if before != after:
            refuse_strangers(plan.relationship, rows if name == "ours" else (), rows if name == "theirs" else ())
            kept.set(rows)
            changes[name] = (before, after)
    return changes


trail.label("plan.draft", gettext_lazy("Drafted the communication plan"))
trail.label("plan.change", gettext_lazy("Changed the communication plan"))
trail.label("plan.agree", gettext_lazy("Recorded that the communication plan is agreed"))
