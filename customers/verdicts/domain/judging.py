"""Giving the verdict of a half-year (Q-10)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.parties.models import Relationship
from brm.timeline.domain import note
from customers.insight.models.factors import half_year_name, half_year_of
from customers.verdicts.domain.facts import facts_of
from customers.verdicts.enums import Ask, Light
from customers.verdicts.models import Verdict, VerdictAnswer

Answers = Mapping[str, tuple[str, str]]


def light_of(answers: Mapping[str, str]) -> Light:
    """What seven answers come to.

    Red: the customer will not keep paying, or two or more are red. Green: none is red and at most one is amber.
    Otherwise amber.
    """
    lights = list(answers.values())
    if answers.get(Ask.PAY) == Light.RED or lights.count(Light.RED) > 1:
        return Light.RED
    if Light.RED not in lights and lights.count(Light.AMBER) < 2:
        return Light.GREEN
    return Light.AMBER


@transaction.atomic
def give_verdict(
    relationship: Relationship,
    *,
    answers: Answers,
    by: User | None,
    comment: str = "",
    period: date | None = None,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Verdict:
    """Answer the seven questions for a half-year; the verdict follows. Given again, it is changed."""
    at = at or clock.now()
    start = half_year_of(period or clock.today())
    if start > clock.today():
        raise DomainError(_("This half-year has not begun yet."), field="period")
    if missing := [str(ask.label) for ask in Ask if ask not in answers]:
        raise DomainError(_("Answer all seven; missing: %(names)s") % {"names": " ".join(missing)})
    if wrong := [ask for ask, (light, _why) in answers.items() if light not in Light.values]:
        raise DomainError(_("Answer green, amber or red."), field=wrong[0])
    values = {
        "light": light_of({ask: light for ask, (light, _why) in answers.items()}), "comment": comment.strip(),
        "given_by": by, "given_at": at,
    }  # fmt: skip
    row = Verdict.objects.filter(relationship=relationship, period_start=start).first()
    before: dict[str, str] = {}
    old = ""
    if row is None:
        row = save_new(
            Verdict(relationship=relationship, period_start=start, created_at=at, updated_at=at, **values)
        )  # fmt: skip
    else:
        row = locked(row)
        refuse_stale(row, expected_version, {"comment": comment.strip()})
        before, old = {each.ask: each.light for each in row.answers.all()}, row.light
        save_changes(row, values)
    _keep(row, answers)
    changes: dict[str, tuple[Any, Any]] = {
        ask: (before.get(ask), light) for ask, (light, _why) in answers.items() if before.get(ask) != light
    }
    if changes or not before:
        trail.record(row, "verdict.give", by=by, changes=changes, at=at, show=str(row))
    if old != row.light:
        note(
            relationship, "verdict", event="give", at=at, subject=row, actor=by, period=half_year_name(start),
            light=row.light,
        )  # fmt: skip
    return row


def _keep(row: Verdict, answers: Answers) -> None:
    known = {each.ask: dict(each.figures) for each in facts_of(row.relationship, row.period_start)}
    row.answers.all().delete()
    VerdictAnswer.objects.bulk_create(
        VerdictAnswer(verdict=row, ask=ask, light=light, evidence=why.strip()[:300], facts=known[Ask(ask)])
        for ask, (light, why) in answers.items()
    )


trail.label("verdict.give", gettext_lazy("Gave the satisfaction verdict"))
