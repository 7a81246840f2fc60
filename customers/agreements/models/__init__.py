"""The tables of service agreements."""

from customers.agreements.models.agreements import AgreementVersion, CoveredService, ServiceAgreement
from customers.agreements.models.limits import AgreementLimit, WarningName
from customers.agreements.models.penalties import PenaltyEvent
from customers.agreements.models.terms import AgreementClause, AgreementTerm, PlanClause, TermResult

__all__ = [
    "AgreementClause", "AgreementLimit", "AgreementTerm", "AgreementVersion", "CoveredService", "PenaltyEvent",
    "PlanClause", "ServiceAgreement", "TermResult", "WarningName",
]  # fmt: skip
