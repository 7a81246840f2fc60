"""Entering risks into the register, weighing, treating, watching and closing them (C-24, G-43)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.checks import stays
from brm.accounts.models import User
from brm.attention.domain import settle
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.parties.models import Relationship
from brm.risks.control_tables import offered_to
from brm.risks.enums import Level, Response, Status
from brm.risks.lifecycle import LIFECYCLE
from brm.risks.models import Assessment, Risk, RiskTemplate
from brm.risks.rules import FARTHEST_REVIEW, ask_moment, late_moment
from brm.timeline.domain import note

RULE = "risk_review"
FACTS = frozenset({"title", "effect", "control", "response", "owner", "review_on", "shared"})


@transaction.atomic
def register_risk(
    relationship: Relationship,
    *,
    title: str,
    by: User | None,
    owner: User | None = None,
    effect: str = "",
    control: str = "",
    probability: int | None = None,
    impact: int | None = None,
    response: str = "",
    review_on: date | None = None,
    shared: bool = False,
    template_key: str = "",
    at: datetime | None = None,
) -> Risk:
    """Enter a risk; with probability and impact it is assessed at once."""
    at = at or clock.now()
    owner = owner or relationship.owner
    _check({"title": title, "owner": owner, "review_on": review_on}, at)
    if (probability is None) != (impact is None):
        raise DomainError(_("Give both, probability and impact, from 1 to 5."), field="impact")
    risk = Risk(
        relationship=relationship, title=" ".join(title.split()), effect=effect.strip(), control=control.strip(),
        response=response, owner=owner, review_on=review_on, shared=shared, template_key=template_key,
        created_by=by, created_at=at, updated_at=at,
    )  # fmt: skip
    _set_moments(risk)
    save_new(risk)
    trail.record(risk, "risk.register", by=by, changes={"title": (None, risk.title)}, at=at)
    note(relationship, "risk", event="register", at=at, subject=risk, actor=by, title=risk.title)
    if probability is not None and impact is not None:
        risk = assess_risk(risk, probability=probability, impact=impact, by=by, at=at)
    return risk


@transaction.atomic
def begin_register(
    relationship: Relationship, *, by: User | None, keys: Iterable[str], templates: Iterable[RiskTemplate] = (),
    owner: User | None = None, at: datetime | None = None,
) -> list[Risk]:  # fmt: skip
    """Take lines of the control table into the register, in the language of whoever does it; open ones stay (C-24)."""
    at = at or clock.now()
    offered = {line.key: line for line in offered_to(relationship.kind)}
    keys = list(keys)
    if unknown := [key for key in keys if key not in offered]:
        raise DomainError(_("The template has no such risk: %(keys)s.") % {"keys": ", ".join(unknown)}, field="keys")
    lines = [(key, offered[key]) for key in keys] + [(f"own-{each.pk}", each) for each in templates]
    there = set(open_templates(relationship))
    return [
        register_risk(
            relationship, title=str(line.title), effect=str(line.effect), control=str(line.control), template_key=key,
            owner=owner, by=by, at=at,
        )
        for key, line in lines
        if key not in there
    ]  # fmt: skip


def open_templates(relationship: Relationship) -> Iterable[str]:
    """Which lines of the templates are in the register already."""
    rows = Risk.objects.filter(relationship=relationship).exclude(status=Status.CLOSED).exclude(template_key="")
    return rows.values_list("template_key", flat=True)


@transaction.atomic
def change_risk(risk: Risk, *, by: User | None, expected_version: int | None = None, **facts: Any) -> Risk:
    """Change what is known of a risk, who holds it in check, when it is looked at, who may know."""
    risk = locked(risk)
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not a fact: {', '.join(sorted(unknown))}")
    if risk.status == Status.CLOSED:
        raise DomainError(_("The risk is closed; register it anew if it threatens again."))
    _check(facts, clock.now())
    if "title" in facts:
        facts["title"] = " ".join(facts["title"].split())
    refuse_stale(risk, expected_version, facts)
    changes = save_changes(risk, facts)
    if not changes:
        return risk
    if changes.keys() & {"review_on", "owner"}:
        _ask_again(risk, clock.now())
    trail.record(risk, "risk.change", by=by, changes=changes)
    return risk


@transaction.atomic
def assess_risk(
    risk: Risk, *, probability: int, impact: int, by: User | None, remark: str = "", review_on: date | None = None,
    expected_version: int | None = None, at: datetime | None = None,
) -> Risk:  # fmt: skip
    """Weigh a risk, for the first time or anew; every weighing is kept. Looking again ends the call for a review."""
    at = at or clock.now()
    risk = locked(risk)
    if probability not in range(1, 6) or impact not in range(1, 6):
        raise DomainError(_("Give both, probability and impact, from 1 to 5."), field="impact")
    values: dict[str, Any] = {"probability": probability, "impact": impact, "reviewed_at": at}
    if risk.status not in (Status.ASSESSED, Status.TREATED, Status.MONITORED):
        values["status"] = LIFECYCLE.step("assess", risk).target
    if review_on is not None:
        _check({"review_on": review_on}, at)
        values["review_on"] = review_on
    elif risk.review_on is not None and risk.review_on <= clock.day_of(at):
        if risk.status == Status.MONITORED:
            raise DomainError(_("Say when the risk is looked at again."), field="review_on")
        values["review_on"] = None
    refuse_stale(risk, expected_version, values)
    before = risk.level
    changes = save_changes(risk, values)
    Assessment.objects.create(
        risk=risk, probability=probability, impact=impact, note=remark.strip(), by=by, at=at, created_at=at,
        updated_at=at,
    )  # fmt: skip
    _ask_again(risk, at)
    changes.pop("reviewed_at", None)
    trail.record(risk, "risk.assess", by=by, changes=changes, reason=remark.strip(), at=at)
    if risk.level != before:
        note(
            risk.relationship_id, "risk", event="assess", at=at, subject=risk, actor=by, text=remark.strip(),
            title=risk.title, level=risk.level, before=before,
        )  # fmt: skip
    return risk


@transaction.atomic
def treat_risk(
    risk: Risk, *, response: str, control: str, by: User | None, owner: User | None = None,
    at: datetime | None = None,
) -> Risk:  # fmt: skip
    """Decide what is done about the risk, by which control, and who holds it in check."""
    if response not in Response.values:
        raise DomainError(_("Say how you respond to the risk."), field="response")
    if not control.strip():
        raise DomainError(_("Say by which control the risk is held in check."), field="control")
    values: dict[str, Any] = {"response": response, "control": control.strip()}
    if owner is not None:
        _check({"owner": owner}, at or clock.now())
        values["owner"] = owner
    return _step(risk, "treat", by, at, values)


@transaction.atomic
def monitor_risk(risk: Risk, *, review_on: date, by: User | None, at: datetime | None = None) -> Risk:
    """Watch the treated risk, and look at it again on a day."""
    if review_on is None:
        raise DomainError(_("Say when the risk is looked at again."), field="review_on")
    _check({"review_on": review_on}, at or clock.now())
    return _step(risk, "monitor", by, at, {"review_on": review_on})


@transaction.atomic
def record_occurrence(
    risk: Risk, *, what_happened: str, by: User | None, occurred_at: datetime | None = None,
    at: datetime | None = None,
) -> Risk:  # fmt: skip
    """It has happened: what, and when."""
    at = at or clock.now()
    if not what_happened.strip():
        raise DomainError(_("Say what happened."), field="what_happened")
    if occurred_at and occurred_at > at:
        raise DomainError(_("What lies ahead has not happened yet."), field="occurred_at")
    values = {"what_happened": what_happened.strip(), "occurred_at": occurred_at or at}
    return _step(risk, "occur", by, at, values, text=what_happened.strip())


@transaction.atomic
def close_risk(risk: Risk, *, reason: str, by: User | None, at: datetime | None = None) -> Risk:
    """The risk threatens no more, or never did."""
    at = at or clock.now()
    if not reason.strip():
        raise DomainError(_("Say why the risk is closed."), field="reason")
    return _step(risk, "close", by, at, {"close_reason": reason.strip(), "closed_at": at}, text=reason.strip())


@transaction.atomic
def pass_on_risks(from_user: User, to_user: User, by: User | None, *, relationship: Relationship | None = None) -> int:
    """Give the open risks somebody holds in check to another: all (leaving), or those of one relationship."""
    rows = Risk.objects.filter(owner=from_user).exclude(status=Status.CLOSED)
    if relationship is not None:
        rows = rows.filter(relationship=relationship)
    risks = list(rows)
    for risk in risks:
        change_risk(risk, by=by, owner=to_user)
    return len(risks)


def _step(
    risk: Risk, step: str, by: User | None, at: datetime | None, values: dict[str, Any], *, text: str = ""
) -> Risk:
    at = at or clock.now()
    risk = locked(risk)
    changes = save_changes(risk, {**values, "status": LIFECYCLE.step(step, risk).target})
    _ask_again(risk, at)
    shown = {name: pair for name, pair in changes.items() if name not in ("closed_at", "occurred_at")}
    trail.record(risk, f"risk.{step}", by=by, changes=shown, reason=text, at=at)
    if step in ("treat", "occur", "close"):
        words: dict[str, Any] = {"title": risk.title, "level": risk.level or Level.LOW}
        note(risk.relationship_id, "risk", event=step, at=at, subject=risk, actor=by, text=text, **words)
    return risk


def _ask_again(risk: Risk, at: datetime) -> None:
    """The call for a review starts anew: with another day or owner, after a look, at the end."""
    _set_moments(risk)
    risk.save(update_fields=["ask_at", "late_at"])
    settle(RULE, risk, at=at)


def _set_moments(risk: Risk) -> None:
    """When the sweep must look at the risk next; never again once it is closed."""
    is_asked = risk.review_on is not None and risk.status != Status.CLOSED
    zone = risk.owner.time_zone
    risk.ask_at = ask_moment(risk.review_on, zone) if is_asked and risk.review_on else None
    risk.late_at = late_moment(risk.review_on, zone) if is_asked and risk.review_on else None


def _check(facts: dict[str, Any], at: datetime) -> None:
    """What no risk may say."""
    if "title" in facts and not facts["title"].strip():
        raise DomainError(_("Say what may go wrong."), field="title")
    owner, day = facts.get("owner"), facts.get("review_on")
    if owner is not None and not stays(owner):
        raise DomainError(_("%(person)s is not one of our active people.") % {"person": owner}, field="owner")
    if day is not None and not clock.day_of(at) - FARTHEST_REVIEW <= day <= clock.day_of(at) + FARTHEST_REVIEW:
        raise DomainError(_("Look at a risk again within a year."), field="review_on")


for _name, _words in (
    ("register", gettext_lazy("Registered the risk")),
    ("change", gettext_lazy("Changed the risk")),
    ("assess", gettext_lazy("Assessed the risk")),
    ("treat", gettext_lazy("Treated the risk")),
    ("monitor", gettext_lazy("Watches the risk")),
    ("occur", gettext_lazy("Recorded that the risk occurred")),
    ("close", gettext_lazy("Closed the risk")),
):
    trail.label(f"risk.{_name}", _words)
