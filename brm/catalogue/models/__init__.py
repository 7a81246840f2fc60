"""The tables of the service catalogue."""

from brm.catalogue.models.notes import RiskDecision, ServiceNote
from brm.catalogue.models.services import Service, ServiceCategory, ServiceView
from brm.catalogue.models.terms import Metric, Term, TermBacking

__all__ = [
    "Metric", "RiskDecision", "Service", "ServiceCategory", "ServiceNote", "ServiceView", "Term", "TermBacking",
]  # fmt: skip
