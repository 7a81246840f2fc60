"""The catalogue, agreements, penalties, risks: who may open their doors."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from brm.catalogue.domain.keeping import save_category, save_service
from brm.catalogue.domain.notes import add_note, decide_risk
from brm.catalogue.models import Metric, RiskDecision
from brm.communications.models import Plan
from brm.core import clock
from brm.parties.models import Contact, Relationship
from customers.agreements.domain.agreeing import agree_agreement
from customers.agreements.domain.drafting import draft_agreement
from customers.agreements.domain.penalties import claim_penalty
from customers.agreements.domain.plans import link_plan
from customers.agreements.domain.results import Reached, record_results
from customers.agreements.domain.terms import add_clause, add_term
from customers.agreements.models import AgreementClause, PenaltyEvent, ServiceAgreement
from tests.access.declarations import INSIDERS, KEEPERS, LEADS, RECORD, Door, door

VALUES = KEEPERS | {"finance"}
DOORS: dict[str, Door] = {
    "catalogue:services": Door(INSIDERS),
    "catalogue:service_new": Door(LEADS),
    "catalogue:service": door(INSIDERS, pk="service"),
    "catalogue:service_edit": door(LEADS, pk="service"),
    "catalogue:service_archive": door(LEADS, pk="service"),
    "catalogue:service_restore": door(LEADS, pk="service"),
    "catalogue:note_new": door(LEADS, pk="service"),
    "catalogue:note_edit": door(LEADS, pk="service_note"),
    "catalogue:note_withdraw": door(LEADS, pk="service_note"),
    "agreements:agreements": Door(KEEPERS),
    "agreements:new": Door(KEEPERS),
    "agreements:values": Door(VALUES),
    "agreements:penalties": Door(KEEPERS),
    **{
        f"agreements:{name}": door(RECORD, pk="agreement")
        for name in (
            "agreement", "edit", "sign", "amend", "renew", "discard", "verdict", "terminate", "clause_new", "term_new",
            "results", "penalty_new",
        )
    },
    **{f"agreements:{name}": door(RECORD, pk="clause") for name in ("clause_edit", "plan_link")},
    "agreements:plan_keep": door(RECORD, pk="plan_clause"),
    **{f"agreements:{name}": door(RECORD, pk="agreement_term") for name in ("term_edit", "term_drop")},
    **{
        f"agreements:{name}": door(RECORD, pk="penalty")
        for name in ("penalty", "penalty_accept", "penalty_contest", "penalty_settle")
    },
    "agreements:risks": door(RECORD, pk="relationship"),
    "agreements:risk_decide": door(RECORD, pk="relationship", note="service_note"),
}  # fmt: skip
_OPEN = {"service-category": "category", "metric": "metric", "service": "service", "service-note": "service_note"}
_CLOSED = {
    "risk-decision": "risk_decision", "agreement": "agreement", "agreement-version": "agreement_version",
    "agreement-clause": "clause", "agreement-term": "agreement_term", "agreement-result": "result",
    "penalty": "penalty",
}  # fmt: skip
_VERBS = {
    "agreement": ("sign", "amend", "renew", "verdict", "terminate", "discard"),
    "agreement-clause": ("link-plan",),
    "agreement-term": ("drop",),
    "penalty": ("accept", "contest", "settle"),
}
API_DOORS: dict[str, Door] = {
    **{f"api:{name}-list": Door(INSIDERS) for name in _OPEN},
    **{f"api:{name}-detail": door(INSIDERS, pk=thing) for name, thing in _OPEN.items()},
    **{f"api:service-{name}": door(INSIDERS, pk="service") for name in ("archive", "restore")},
    "api:service-note-withdraw": door(INSIDERS, pk="service_note"),
    **{f"api:{name}-list": Door(KEEPERS) for name in _CLOSED},
    **{f"api:{name}-detail": door(RECORD, pk=thing) for name, thing in _CLOSED.items()},
    **{f"api:{name}-{step}": door(RECORD, pk=_CLOSED[name]) for name, steps in _VERBS.items() for step in steps},
}
MARKED: tuple[tuple[Any, str], ...] = (
    (ServiceAgreement, "title"), (AgreementClause, "title"), (PenaltyEvent, "cause"), (RiskDecision, "words"),
)  # fmt: skip


def things(world: Any) -> dict[str, Any]:
    """Alice's agreement with a term, a clause, a missed result, a penalty and a decided risk."""
    alice = world.cast.alice
    customer = Relationship.objects.get(pk=world.things["relationship"])
    contact = Contact.objects.get(pk=world.things["contact"])
    today = clock.today()
    service = save_service(None, code="OPS", name_en="Operations", by=None, views={"customer": {}})
    note = add_note(service, kind="risk", text_en="Old hardware", by=None)
    decision = decide_risk(note, relationship=customer, answer="accepted", contact=contact, by=alice)
    agreement = draft_agreement(
        customer, title="Operations", start_on=today - timedelta(days=300), end_on=today + timedelta(days=200),
        fee=Decimal(1), services=[service], by=alice,
    )  # fmt: skip
    clause = add_clause(agreement, number="7", kind="penalty", title="Penalties", by=alice)
    review = add_clause(agreement, number="5", kind="communication", title="Reviews", by=alice)
    link = link_plan(review, Plan.objects.get(pk=world.things["plan"]), by=alice)
    term = add_term(agreement, metric=Metric.objects.get(code="availability"), target=Decimal(99), by=alice)
    agreement = agree_agreement(agreement, by=alice, signed_by=contact, signed_on=today - timedelta(days=300))
    month: date = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    (result,) = record_results(
        agreement, period_from=month, period_to=month + timedelta(days=27), reached={term: Reached(Decimal(98))},
        by=alice,
    )  # fmt: skip
    penalty = claim_penalty(
        agreement, clause=clause, side="ours", amount=Decimal(5), cause="Outage", occurred_on=month, by=alice
    )
    return {
        "service": service.pk, "service_note": note.pk, "risk_decision": decision.pk, "agreement": agreement.pk,
        "agreement_version": agreement.versions.get().pk, "clause": clause.pk, "agreement_term": term.pk,
        "plan_clause": link.pk, "result": result.pk, "penalty": penalty.pk,
        "metric": Metric.objects.get(code="availability").pk,
        "category": save_category(None, name_en="Shelf", by=None).pk,
    }  # fmt: skip
