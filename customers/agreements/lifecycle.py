"""The lives of agreements and of penalty events, as tables (4.2, 4.5)."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from brm.core.lifecycle import Lifecycle, Transition
from customers.agreements.enums import AgreementStatus, PenaltyStatus
from customers.agreements.models import CoveredService, ServiceAgreement

_S = frozenset
A, P = AgreementStatus, PenaltyStatus

AGREEMENT = Lifecycle(
    (
        Transition("agree", _S({A.DRAFT}), A.AGREED, _("Record the signature")),
        Transition("activate", _S({A.AGREED}), A.ACTIVE, _("Activate")),
        Transition("near_end", _S({A.ACTIVE}), A.EXPIRING, _("Count as expiring")),
        Transition("prolong", _S({A.EXPIRING}), A.ACTIVE, _("Prolong")),
        Transition("renew", _S({A.EXPIRING}), A.RENEWED, _("Count as renewed")),
        Transition("expire", _S({A.EXPIRING}), A.EXPIRED, _("Count as expired")),
        Transition("terminate", _S({A.ACTIVE, A.EXPIRING}), A.TERMINATED, _("Terminate")),
    )
)

PENALTY = Lifecycle(
    (
        Transition("accept", _S({P.CLAIMED}), P.ACCEPTED, _("Accept")),
        Transition("contest", _S({P.CLAIMED}), P.CONTESTED, _("Contest")),
        Transition("settle", _S({P.ACCEPTED, P.CONTESTED}), P.SETTLED, _("Settle")),
    )
)


@AGREEMENT.guard("agree")
def covers_something(agreement: ServiceAgreement) -> str | None:
    """An agreement about nothing is none."""
    if CoveredService.objects.filter(agreement=agreement).exists():
        return None
    return _t("Name the services the agreement covers first.")


@AGREEMENT.guard("agree")
def follows_on(agreement: ServiceAgreement) -> str | None:
    """A renewal begins when the agreement it renews is over."""
    before = agreement.renews
    if before is None or before.end_on < agreement.start_on:
        return None
    return _t("The agreement it renews (%(number)s) runs until %(day)s. Let the new one begin after that day.") % {
        "number": before.number, "day": before.end_on.isoformat(),
    }  # fmt: skip
