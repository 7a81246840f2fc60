"""When a manager leaves or a customer changes hands: agreements keep an owner (INV-57, INV-58)."""

from datetime import datetime

from django.db.models import QuerySet

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import save_changes
from brm.parties.models import Handover
from customers.agreements.domain.attention import ask_about_penalty, ask_for_renewal
from customers.agreements.enums import LIVING, PenaltyStatus
from customers.agreements.models import PenaltyEvent, ServiceAgreement


def handed_over(handover: Handover, *, by: User | None) -> None:
    """The new manager answers for the customer's agreements."""
    rows = ServiceAgreement.objects.filter(relationship=handover.relationship)
    _give(rows, handover.from_user, handover.to_user, by, only_brm=True)


def open_agreements(user: User) -> int:
    """Living agreements a person answers for."""
    rows = ServiceAgreement.objects.filter(status__in=LIVING)
    return (rows.filter(owner_brm=user) | rows.filter(owner_slm=user)).count()


def pass_on_agreements(from_user: User, to_user: User, by: User | None) -> int:
    """All of them go to another person."""
    return _give(ServiceAgreement.objects.all(), from_user, to_user, by)


def _give(
    rows: "QuerySet[ServiceAgreement]", from_user: User, to_user: User, by: User | None, *, only_brm: bool = False
) -> int:
    at: datetime = clock.now()
    living = rows.filter(status__in=LIVING)
    chosen = living.filter(owner_brm=from_user)
    if not only_brm:
        chosen = chosen | living.filter(owner_slm=from_user)
    agreements = list(chosen.select_for_update(of=("self",)))
    for agreement in agreements:
        values = {"owner_brm": to_user} if agreement.owner_brm_id == from_user.pk else {}
        if not only_brm and agreement.owner_slm_id == from_user.pk:
            values["owner_slm"] = to_user
        trail.record(agreement, "agreement.change", by=by, changes=save_changes(agreement, values), at=at)
        ask_for_renewal(agreement, at)
        for penalty in PenaltyEvent.objects.filter(agreement=agreement, status=PenaltyStatus.CLAIMED):
            ask_about_penalty(penalty, at)
    return len(agreements)
