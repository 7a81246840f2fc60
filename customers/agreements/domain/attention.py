"""Whom an agreement waits for: its end asks for a verdict and a renewal, a claimed penalty for an answer."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from brm.accounts.domain.queries import leads_of
from brm.accounts.models import User
from brm.attention.domain import attend, settle
from brm.attention.models import Attention, Severity
from brm.communications.domain.placing import wall
from brm.notifications.domain.writing import Notice, notify_many
from customers.agreements.domain.moments import zone_of_customer
from customers.agreements.enums import IN_FORCE, AgreementStatus, PenaltyStatus, RenewalVerdict
from customers.agreements.models import PenaltyEvent, ServiceAgreement
from customers.agreements.rules import LEADS_DAYS, VERDICT_DAYS, WARN_AT

ENDING = "agreement_ending"
PENALTY = "penalty_claimed"


def asks_for_renewal() -> "QuerySet[ServiceAgreement]":
    """The agreements whose end is near and of which nobody has decided and agreed what follows."""
    followers = ServiceAgreement.objects.filter(renews=OuterRef("pk")).exclude(status=AgreementStatus.DRAFT)
    rows = ServiceAgreement.objects.filter(status__in=IN_FORCE, warned_days__isnull=False)
    return rows.exclude(verdict=RenewalVerdict.LET_GO).filter(~Exists(followers))


def ask_for_renewal(agreement: ServiceAgreement, at: datetime) -> None:
    """Put the agreement on its BRM owner's Today, louder the nearer the end; or take it off."""
    if not asks_for_renewal().filter(pk=agreement.pk).exists():
        settle(ENDING, agreement, at=at)
        return
    _leave_to(agreement.owner_brm_id, ENDING, agreement, at)
    days = agreement.warned_days or 0
    severity = Severity.LATE if days <= LEADS_DAYS else Severity.DUE if days <= VERDICT_DAYS else Severity.SOON
    due = wall(agreement.end_on, WARN_AT, zone_of_customer(agreement.relationship))
    attend(
        agreement.owner_brm_id, ENDING, agreement, severity=severity, due_at=due,
        relationship=agreement.relationship_id, at=at, **words_of(agreement),
    )  # fmt: skip


def warn_of_end(agreement: ServiceAgreement, days: int, at: datetime, *, last: int) -> None:
    """Tell the owners, and near the end (at the last warning, at the latest) the leads too."""
    told: dict[int, User] = {agreement.owner_brm_id: agreement.owner_brm}
    if agreement.owner_slm is not None:
        told[agreement.owner_slm.pk] = agreement.owner_slm
    if days <= max(LEADS_DAYS, last):
        told |= {lead.pk: lead for lead in leads_of(agreement.relationship.team_id)}
    key = f"agreement-{agreement.pk}-ends-{agreement.end_on}-{days}"
    url = agreement.get_absolute_url()
    notify_many(
        ENDING,
        [
            Notice(user, key, words_of(agreement) | {"days": days}, url, agreement.relationship_id)
            for user in told.values()
            if user.is_active
        ],
        at=at,
    )


def ask_about_penalty(penalty: PenaltyEvent, at: datetime) -> None:
    """A claimed penalty waits for the BRM owner to accept or contest it."""
    if penalty.status != PenaltyStatus.CLAIMED:
        settle(PENALTY, penalty, at=at)
        return
    agreement = penalty.agreement
    _leave_to(agreement.owner_brm_id, PENALTY, penalty, at)
    attend(
        agreement.owner_brm_id, PENALTY, penalty, severity=Severity.DUE, relationship=agreement.relationship_id, at=at,
        organisation=str(agreement.relationship.organisation), amount=str(penalty.amount), currency=penalty.currency,
        title=agreement.title,
    )  # fmt: skip


def _leave_to(owner_id: int, rule: str, subject: models.Model, at: datetime) -> None:
    """Rows of whoever answered for it before are closed; the present owner's stays as it is, snoozed or not."""
    rows = Attention.objects.filter(
        rule=rule, subject_type=subject._meta.label_lower, subject_id=subject.pk, closed_at=None
    )
    rows.exclude(assignee=owner_id).update(closed_at=at)


def words_of(agreement: ServiceAgreement) -> dict[str, Any]:
    """What sentences about an agreement are made of."""
    return {
        "title": agreement.title,
        "number": agreement.number,
        "organisation": str(agreement.relationship.organisation),
        "end_on": agreement.end_on,
        "verdict": agreement.verdict,
    }


def penalty_url(pk: int) -> str:
    """The page of a penalty event."""
    return reverse("agreements:penalty", args=[pk])
