"""The review sweep: what is to be looked at again asks for its owner, and louder when nobody does."""

from datetime import datetime

from django.urls import reverse

from brm.attention.domain import attend
from brm.attention.models import Severity
from brm.core import clock
from brm.core.sweeps import sweep
from brm.notifications.domain.writing import notify
from brm.risks.domain.register import RULE
from brm.risks.enums import OPEN
from brm.risks.models import Risk
from brm.risks.rules import ask_moment

WITH = ("relationship__organisation", "owner")


def ask_for_reviews(*, at: datetime | None = None) -> int:
    """Risks whose day has come ask for their owner, once; a week later they count as late."""
    at = at or clock.now()
    due = Risk.objects.filter(ask_at__lte=at, status__in=OPEN).select_related(*WITH)
    late = Risk.objects.filter(late_at__lte=at, status__in=OPEN).select_related(*WITH)
    return sweep(due, lambda risk: _ask(risk, at)) + sweep(late, lambda risk: _is_late(risk, at))


def _ask(risk: Risk, at: datetime) -> None:
    _attend(risk, Severity.DUE, at)
    notify(
        risk.owner, "risk_review", key=f"risk-{risk.pk}-review-{risk.review_on}",
        url=reverse("risks:detail", args=[risk.pk]), relationship=risk.relationship, title=risk.title,
        organisation=str(risk.relationship.organisation), review_on=risk.review_on,
    )  # fmt: skip
    risk.ask_at = None
    risk.save(update_fields=["ask_at"])


def _is_late(risk: Risk, at: datetime) -> None:
    _attend(risk, Severity.LATE, at)
    risk.ask_at = risk.late_at = None
    risk.save(update_fields=["ask_at", "late_at"])


def _attend(risk: Risk, severity: int, at: datetime) -> None:
    assert risk.review_on is not None  # noqa: S101 - both moments are set from the day
    attend(
        risk.owner, RULE, risk, severity=severity, due_at=ask_moment(risk.review_on, risk.owner.time_zone),
        relationship=risk.relationship, at=at, title=risk.title, organisation=str(risk.relationship.organisation),
    )  # fmt: skip
