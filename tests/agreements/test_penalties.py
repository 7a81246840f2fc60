"""Penalties are claimed under their clause, answered, settled; the database refuses what they cannot be."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from brm.attention.models import Attention
from brm.attention.rebuild import differences
from brm.core.errors import DomainError, TransitionError
from brm.timeline.models import TimelineEntry
from customers.agreements.domain.agreeing import agree_agreement
from customers.agreements.domain.penalties import accept_penalty, claim_penalty, contest_penalty, settle_penalty
from customers.agreements.domain.results import Reached, record_results
from customers.agreements.lifecycle import PENALTY
from customers.agreements.models import AgreementClause, AgreementTerm, PenaltyEvent
from tests.factories.agreements import make_agreement, make_clause, make_term
from tests.factories.communications import Scene

JULY = date(2026, 7, 1)


@pytest.mark.req("R-19")
def test_a_penalty_is_claimed_under_its_clause_answered_and_settled(scene: Scene):
    agreement = make_agreement(scene.relationship, agreed=False)
    one, both = make_clause(agreement), make_clause(agreement, number="7.2", is_reciprocal=True)
    plain = make_clause(agreement, number="1", kind="other")
    term = make_term(agreement)
    facts = {"amount": Decimal(1000), "cause": "Outage", "occurred_on": date(2026, 5, 31), "by": scene.owner}
    with pytest.raises(DomainError, match="draft"):
        claim_penalty(agreement, clause=one, side="ours", **facts)
    agreement = agree_agreement(agreement, by=scene.owner, signed_by=scene.contact, signed_on=date(2026, 1, 1))
    kept, missed = (
        record_results(
            agreement, period_from=date(2026, month, 1), period_to=date(2026, month, 28),
            reached={term: Reached(Decimal(value))}, by=scene.owner,
        )[0]
        for month, value in ((4, 100), (5, 99))
    )  # fmt: skip
    for odd, field in (
        ({"clause": plain}, "clause"), ({"clause": one, "side": "theirs"}, "side"), ({"result": kept}, "result"),
        ({"cause": " "}, "cause"), ({"occurred_on": JULY}, "occurred_on"), ({"amount": Decimal(0)}, ""),
    ):  # fmt: skip
        with pytest.raises(DomainError) as refusal:
            claim_penalty(agreement, **({"clause": one, "side": "ours", "result": missed} | facts | odd))
        assert refusal.value.field == field
    penalty = claim_penalty(agreement, clause=one, side="ours", result=missed, **facts)
    theirs = claim_penalty(agreement, clause=both, side="theirs", **facts)
    waiting = Attention.objects.filter(rule="penalty_claimed", closed_at=None)
    assert (waiting.count(), [one for one in differences() if one.rule == "penalty_claimed"]) == (2, [])
    with pytest.raises(DomainError, match="why"):
        contest_penalty(penalty, reason=" ", by=scene.owner)
    with pytest.raises(TransitionError):
        settle_penalty(penalty, amount=Decimal(1), on=date(2026, 6, 1), by=scene.owner)
    penalty = contest_penalty(penalty, reason="Force majeure", by=scene.owner)
    theirs = accept_penalty(theirs, by=scene.owner)
    assert waiting.count() == 0
    for odd in ({"amount": Decimal(1001)}, {"on": JULY}, {"on": date(2026, 1, 1)}):
        with pytest.raises(DomainError):
            settle_penalty(penalty, **({"amount": Decimal(500), "on": date(2026, 6, 1), "by": scene.owner} | odd))
    penalty = settle_penalty(penalty, amount=Decimal(500), on=date(2026, 6, 1), by=scene.owner)
    told = TimelineEntry.objects.filter(kind="penalty", subject_id=penalty.pk).values_list("event", flat=True)
    assert (penalty.status, list(told.order_by("pk"))) == ("settled", ["claim", "contest", "settle"])


@pytest.mark.req("R-19", "INV-60")
@pytest.mark.parametrize("status", ["claimed", "accepted", "contested", "settled"])
@pytest.mark.parametrize("step", [transition.name for transition in PENALTY])
def test_any_other_step_of_a_penalty_is_refused(step: str, status: str):
    if status not in PENALTY[step].sources:
        with pytest.raises(TransitionError):
            PENALTY.step(step, PenaltyEvent(status=status))


@pytest.mark.parametrize(
    ("model", "facts", "rule"),
    [
        (PenaltyEvent, {"status": "odd"}, "penalty_status_is_known"),
        (PenaltyEvent, {"side": "odd"}, "penalty_side_is_known"),
        (PenaltyEvent, {"amount": 0}, "a_penalty_has_an_amount"),
        (PenaltyEvent, {"cause": ""}, "a_penalty_has_a_cause"),
        (PenaltyEvent, {"status": "contested"}, "a_contested_penalty_says_why"),
        (PenaltyEvent, {"status": "settled"}, "a_settled_penalty_says_at_how_much"),
        (AgreementClause, {"kind": "odd", "is_reciprocal": False}, "clause_kind_is_known"),
        (AgreementClause, {"kind": "other", "is_reciprocal": True}, "only_a_penalty_is_reciprocal"),
        (AgreementTerm, {"penalty": -1}, "a_penalty_is_not_negative"),
    ],
)
def test_the_database_refuses_what_these_cannot_be(scene: Scene, model, facts: dict, rule: str):
    agreement = make_agreement(scene.relationship, agreed=False)
    clause = make_clause(agreement)
    make_term(agreement, metric="coverage", target="40")
    PenaltyEvent.objects.create(agreement=agreement, clause=clause, amount=1, cause="X", occurred_on=JULY)

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        model.objects.update(**facts)
