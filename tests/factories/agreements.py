"""Services and agreements for tests, made by the domain's own verbs."""

from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from brm.catalogue.domain.keeping import save_service
from brm.catalogue.models import Metric, Service
from brm.parties.models import Contact, Relationship
from customers.agreements.domain.agreeing import agree_agreement, amend_agreement
from customers.agreements.domain.drafting import draft_agreement
from customers.agreements.domain.terms import add_clause, add_term
from customers.agreements.models import AgreementClause, AgreementTerm, AgreementVersion, ServiceAgreement
from tests.factories.communications import NOON
from tests.factories.parties import ContactFactory

_NUMBERS = count(1)


def make_service(**facts: Any) -> Service:
    """A service of the catalogue."""
    number = next(_NUMBERS)
    return save_service(None, by=None, **({"code": f"S{number}", "name_en": f"Service {number}"} | facts))


def signatory(relationship: Relationship) -> Contact:
    """Somebody of the customer who signs."""
    known = relationship.organisation.contacts.filter(kind="customer", left_on=None).first()
    return known or ContactFactory(organisation=relationship.organisation)


def make_agreement(
    relationship: Relationship, *, agreed: bool = True, at: datetime = NOON, **facts: Any
) -> ServiceAgreement:
    """An agreement of the year 2026, signed and so in force, unless said otherwise."""
    facts = {
        "title": "Operations 2026", "start_on": date(2026, 1, 1), "end_on": date(2026, 12, 31),
        "fee": Decimal("600000"),
    } | facts  # fmt: skip
    facts.setdefault("services", [make_service()])
    agreement = draft_agreement(relationship, by=relationship.owner, at=at, **facts)
    if agreed:
        day = min(at.date(), facts["start_on"])
        agreement = agree_agreement(
            agreement, by=relationship.owner, signed_by=signatory(relationship), signed_on=day, at=at
        )
    return agreement


def make_term(
    agreement: ServiceAgreement, *, metric: str = "availability", target: str = "99.5", **facts: Any
) -> AgreementTerm:
    """A promise of an agreement."""
    return add_term(agreement, metric=Metric.objects.get(code=metric), target=Decimal(target), by=None, **facts)


def make_clause(agreement: ServiceAgreement, **facts: Any) -> AgreementClause:
    """A penalty clause, unless said otherwise."""
    return add_clause(agreement, by=None, **({"number": "7.1", "kind": "penalty", "title": "Penalties"} | facts))


def amend(agreement: ServiceAgreement, *, effective_on: date, at: datetime = NOON, **facts: Any) -> AgreementVersion:
    """A supplementary agreement."""
    return amend_agreement(
        agreement, by=agreement.owner_brm, title=facts.pop("title", "More of it"), effective_on=effective_on,
        signed_by=signatory(agreement.relationship), signed_on=at.date(), at=at, **facts,
    )  # fmt: skip
