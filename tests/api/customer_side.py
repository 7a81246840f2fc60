"""One of each record of the customer side, for the API's own world."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from brm.accounts.domain.ladders import make_ladder
from brm.accounts.models import User
from brm.calendars.enums import Unit
from brm.calendars.limits import Limit
from brm.catalogue.domain.keeping import save_category
from brm.catalogue.domain.notes import add_note, decide_risk
from brm.catalogue.models import Metric
from brm.communications.domain.interactions import log_interaction
from brm.health.domain.reckoning import reckon
from brm.health.models import Standing, StandingDay
from brm.risks.domain.register import register_risk
from customers.agreements.domain.agreeing import agree_agreement
from customers.agreements.domain.penalties import claim_penalty
from customers.agreements.domain.results import Reached, record_results
from customers.complaints.domain.filing import file_complaint
from customers.complaints.domain.limits import set_limit
from customers.complaints.domain.watching import add_to_watch_list
from customers.complaints.models import LimitName
from customers.insight.domain.channels import open_point, record_enquiry
from customers.insight.domain.difficulties import note_difficulty
from customers.insight.domain.events import report_major_event
from customers.insight.domain.expectations import note_expectation
from customers.insight.domain.factors import score_factors
from customers.insight.domain.objectives import set_objective
from customers.insight.enums import Factor
from tests.factories.agreements import make_agreement, make_clause, make_service, make_term, signatory
from tests.factories.parties import RelationshipFactory
from tests.factories.people import TeamFactory
from tests.praise.factories import make_praise
from tests.valueadded.factories import propose

_number = count(1)


def _customer(owner: User) -> Any:
    return RelationshipFactory(owner=owner)


def _agreement(owner: User, **facts: Any) -> Any:
    return make_agreement(_customer(owner), **facts)


def _signed(draft: Any, owner: User) -> Any:
    contact = signatory(draft.relationship)
    return agree_agreement(draft, by=owner, signed_by=contact, signed_on=date(2026, 1, 1))


def _result(owner: User) -> Any:
    draft = _agreement(owner, agreed=False)
    term = make_term(draft)
    (result,) = record_results(
        _signed(draft, owner), period_from=date(2026, 2, 1), period_to=date(2026, 2, 28),
        reached={term: Reached(Decimal(98))}, by=owner,
    )  # fmt: skip
    return result


def _penalty(owner: User) -> Any:
    draft = _agreement(owner, agreed=False)
    clause = make_clause(draft)
    return claim_penalty(
        _signed(draft, owner), clause=clause, side="ours", amount=Decimal(5), cause="Outage",
        occurred_on=date(2026, 2, 1), by=owner,
    )  # fmt: skip


def _decision(owner: User) -> Any:
    relationship = _customer(owner)
    note = add_note(make_service(), kind="risk", text_en="Old hardware", by=None)
    return decide_risk(note, relationship=relationship, answer="accepted", contact=signatory(relationship), by=owner)


def _complaint(owner: User) -> Any:
    return file_complaint(
        _customer(owner), by=owner, text=f"Broken {next(_number)}", kind="user", path="direct", caller="Carl",
        channel="phone",
    )  # fmt: skip


def _point(owner: User) -> Any:
    return open_point(_customer(owner), name=f"Hotline {next(_number)}", address="+86 10 5550 4711", by=owner)


def _signal(owner: User) -> Any:
    return log_interaction(_customer(owner), by=owner, summary="Called", needs=["Faster"]).needs.get()


def _standing(owner: User) -> Any:
    relationship = _customer(owner)
    reckon([relationship.pk])
    return Standing.objects.get(relationship=relationship)


HERS: dict[str, Callable[[User], Any]] = {
    "agreements": _agreement,
    "agreement-clauses": lambda owner: make_clause(_agreement(owner, agreed=False)),
    "agreement-terms": lambda owner: make_term(_agreement(owner, agreed=False)),
    "agreement-versions": lambda owner: _agreement(owner).versions.get(),
    "agreement-results": _result,
    "penalties": _penalty,
    "risk-decisions": _decision,
    "complaints": _complaint,
    "watched-matters": lambda owner: add_to_watch_list(_complaint(owner).matter, by=owner),
    "contact-points": _point,
    "enquiries": lambda owner: record_enquiry(_point(owner), by=owner),
    "difficulties": lambda owner: note_difficulty(_customer(owner), item="no_price", detail="Far apart", by=owner),
    "expectations": lambda owner: note_expectation(_customer(owner), text="Answers in an hour", by=owner),
    "factor-scorings": lambda owner: score_factors(
        _customer(owner), scores={factor.value: (3, "") for factor in Factor}, by=owner
    ),
    "major-events": lambda owner: report_major_event(_customer(owner), title="Outage", summary="All stood", by=owner),
    "objectives": lambda owner: set_objective(_customer(owner), goal="serve", text="Fewer tickets", by=owner),
    "praise": lambda owner: make_praise(_customer(owner)),
    "value-added": lambda owner: propose(_customer(owner)),
    "signals": _signal,
    "customer-insights": _customer,
    "standings": _standing,
    "standing-days": lambda owner: StandingDay.objects.get(relationship=_standing(owner).relationship),
    "risks": lambda owner: register_risk(_customer(owner), title=f"Risk {next(_number)}", effect="x", by=owner),
}
"""What is one person's."""

EVERYBODYS: dict[str, Callable[[User], Any]] = {
    "services": lambda owner: make_service(),
    "service-categories": lambda owner: save_category(None, name_en=f"Shelf {next(_number)}", by=None),
    "service-notes": lambda owner: add_note(make_service(), kind="risk", text_en="Old hardware", by=None),
    "metrics": lambda owner: Metric.objects.get(code="availability"),
    "escalation-ladders": lambda owner: make_ladder(TeamFactory(members=[owner]), by=owner),
    "complaint-limits": lambda owner: set_limit(LimitName.ANSWER_4, Limit(4, Unit.WORKING_DAYS), by=owner),
}
"""What everybody who keeps relationships may read."""
