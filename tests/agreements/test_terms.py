"""Terms, clauses and plans change only with the agreement; results and penalties follow from them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from brm.attention.models import Attention
from brm.communications.domain.plans import change_plan
from brm.core import clock
from brm.core.errors import DomainError, StaleError
from brm.timeline.domain import KINDS
from brm.timeline.models import TimelineEntry
from customers.agreements.domain.agreeing import agree_agreement, amend_agreement
from customers.agreements.domain.drafting import change_agreement
from customers.agreements.domain.moments import service_year
from customers.agreements.domain.plans import link_plan
from customers.agreements.domain.queries import present_terms, services_covered, terms_of, yearly_value
from customers.agreements.domain.results import Reached, record_results, suggested, year_of_results
from customers.agreements.domain.steps import step_agreements
from customers.agreements.domain.terms import add_clause, change_clause, change_term, drop_term
from customers.agreements.models import AgreementTerm, TermResult
from customers.domain.service_events import record_past_service_event
from tests.factories.agreements import amend, make_agreement, make_clause, make_service, make_term
from tests.factories.communications import MONTHLY, Scene, make_plan
from tests.factories.parties import RelationshipFactory

JULY = date(2026, 7, 1)


@pytest.mark.req("C-37", "INV-09")
def test_a_supplementary_agreement_holds_from_its_day(scene: Scene):
    old, new = make_service(), make_service()
    agreement = make_agreement(scene.relationship, services=[old])
    with pytest.raises(DomainError, match="supplementary"):
        change_agreement(agreement, by=scene.owner, fee=Decimal(1))
    change_agreement(agreement, by=scene.owner, title="Better title", owner_slm=scene.mate)
    version = amend(agreement, effective_on=JULY, services=[new], fee=Decimal("700000"), end_on=date(2027, 6, 30))
    agreement.refresh_from_db()
    assert (version.number, agreement.edition, agreement.fee, version.applied_at) == (2, 2, Decimal("600000"), None)
    assert services_covered(scene.relationship) == {old.pk}
    assert services_covered(scene.relationship, JULY) == {new.pk}
    assert services_covered(scene.relationship, date(2025, 7, 1)) == set()

    clock.travel(datetime(2026, 7, 1, 1, tzinfo=UTC))
    assert (step_agreements(), step_agreements()) == (1, 0)
    agreement.refresh_from_db()
    version.refresh_from_db()
    assert (agreement.fee, agreement.end_on) == (Decimal("700000"), date(2027, 6, 30))
    assert version.applied_at is not None
    assert yearly_value([scene.relationship]) == {scene.relationship.pk: {"CNY": Decimal("700000")}}


@pytest.mark.req("C-37")
def test_prolonged_in_time_it_is_active_again(scene: Scene):
    agreement = make_agreement(scene.relationship)
    clock.travel(datetime(2026, 10, 20, 4, tzinfo=UTC))
    step_agreements()
    amend(agreement, effective_on=date(2026, 10, 20), end_on=date(2027, 12, 31), at=clock.now())
    agreement.refresh_from_db()
    assert (agreement.status, agreement.warned_days) == ("active", None)
    assert not Attention.objects.filter(rule="agreement_ending", closed_at=None).exists()


@pytest.mark.req("C-37")
def test_what_a_supplementary_agreement_cannot_be(scene: Scene):
    agreement = make_agreement(scene.relationship)
    for facts, words in (
        ({"effective_on": date(2028, 1, 1)}, "within"),
        ({"effective_on": JULY, "title": " "}, "what is agreed"),
        ({"effective_on": JULY, "services": []}, "at least one service"),
        ({"effective_on": JULY, "end_on": date(2026, 6, 1)}, "end before"),
    ):
        with pytest.raises(DomainError, match=words):
            amend(agreement, **facts)
    with pytest.raises(DomainError, match="signed"):
        amend(make_agreement(scene.relationship, agreed=False), effective_on=JULY)
    with pytest.raises(DomainError, match="future"):
        amend_agreement(
            agreement, by=scene.owner, title="X", effective_on=JULY, signed_by=scene.contact, signed_on=JULY
        )
    with pytest.raises(StaleError):
        amend(agreement, effective_on=JULY, expected_version=99)


@pytest.mark.req("C-37", "INV-05")
def test_terms_of_a_draft_change_in_place_and_signed_ones_by_a_new_edition(scene: Scene):
    draft = make_agreement(scene.relationship, agreed=False)
    row = make_term(draft)
    row = change_term(row, by=scene.owner, target=Decimal("99.7"), window="custom", window_text="Shifts")
    assert (row.term.target, row.term.edition) == (Decimal("99.7"), 1)
    with pytest.raises(DomainError, match="Describe"):
        change_term(row, by=scene.owner, window="custom", window_text=" ")
    with pytest.raises(DomainError, match="does not cover"):
        change_term(row, by=scene.owner, service=make_service())
    with pytest.raises(DomainError, match="this agreement"):
        change_term(row, by=scene.owner, clause=make_clause(make_agreement(scene.relationship, agreed=False)))
    drop_term(row, by=scene.owner)
    assert AgreementTerm.objects.count() == 0

    agreement = make_agreement(scene.relationship)
    with pytest.raises(DomainError, match="supplementary agreement first"):
        make_term(agreement)
    version = amend(agreement, effective_on=JULY)
    row = make_term(agreement, amendment=version)
    with pytest.raises(DomainError, match="supplementary agreement of this"):
        change_term(row, by=scene.owner, target=Decimal(99), amendment=agreement.versions.get(number=1))
    with pytest.raises(DomainError, match="after the one"):
        change_term(row, by=scene.owner, target=Decimal(99), amendment=version)
    later = amend(agreement, effective_on=date(2026, 9, 1))
    new = change_term(row, by=scene.owner, target=Decimal("99.9"), penalty=Decimal(5), amendment=later)
    row.term.refresh_from_db()
    assert (row.term.valid_to, new.term.valid_from, new.term.edition) == (date(2026, 8, 31), date(2026, 9, 1), 2)
    assert list(terms_of(agreement, date(2026, 8, 1))) == [row]
    assert list(present_terms(agreement)) == [new]
    drop_term(new, by=scene.owner, amendment=amend(agreement, effective_on=date(2026, 11, 1)))
    new.term.refresh_from_db()
    assert new.term.valid_to == date(2026, 10, 31)


@pytest.mark.req("C-37", "R-19")
def test_clauses_are_numbered_once_and_only_penalties_are_reciprocal(scene: Scene):
    agreement = make_agreement(scene.relationship, agreed=False)
    clause = make_clause(agreement, is_reciprocal=True)
    with pytest.raises(DomainError, match="number already"):
        make_clause(agreement)
    with pytest.raises(DomainError, match="reciprocal"):
        add_clause(agreement, by=None, number="9", kind="other", title="X", is_reciprocal=True)
    with pytest.raises(DomainError, match="number and a title"):
        change_clause(clause, by=scene.owner, title=" ")
    signed = make_clause(make_agreement(scene.relationship, agreed=False))
    assert change_clause(signed, by=scene.owner, title="Better").title == "Better"


@pytest.mark.req("C-05", "INV-29")
def test_a_plan_of_a_clause_changes_only_with_the_agreement(scene: Scene):
    agreement = make_agreement(scene.relationship, agreed=False)
    clause = make_clause(agreement, kind="communication", number="4.2", title="Reviews")
    plan = make_plan(scene.relationship)
    with pytest.raises(DomainError, match="regular communication"):
        link_plan(make_clause(agreement), plan, by=scene.owner)
    with pytest.raises(DomainError, match="this customer"):
        link_plan(clause, make_plan(RelationshipFactory(owner=scene.owner)), by=scene.owner)
    link_plan(clause, plan, by=scene.owner)
    with pytest.raises(DomainError, match="already"):
        link_plan(clause, plan, by=scene.owner)
    plan.refresh_from_db()
    assert (plan.origin, plan.agreement_clause) == ("agreement", f"{agreement.number} · 4.2 Reviews")

    agreement = agree_agreement(agreement, by=scene.owner, signed_by=scene.contact, signed_on=date(2026, 5, 1))
    weekly = {"frequency": "weekly", "weekdays": [2]}
    for changed in ({"rule": weekly}, {"origin": "operation", "agreement_clause": ""}):
        with pytest.raises(DomainError, match=r"clause 4\.2") as refusal:
            change_plan(plan, by=scene.owner, amendment="Because", **changed)
        assert refusal.value.field == "amendment"
    change_plan(plan, by=scene.owner, agenda="What the agreement does not say")
    amend(agreement, effective_on=JULY)
    with pytest.raises(DomainError, match="Name the change"):
        change_plan(plan, by=scene.owner, rule=weekly)
    change_plan(plan, by=scene.owner, rule=weekly, amendment="SA-2")
    with pytest.raises(DomainError, match=r"clause 4\.2"):
        change_plan(plan, by=scene.owner, rule=MONTHLY, amendment="Again")


@pytest.mark.req("R-19")
def test_results_are_kept_or_missed_against_the_target_of_their_time(scene: Scene):
    agreement = make_agreement(scene.relationship, agreed=False)
    share, speed = make_term(agreement), make_term(agreement, metric="response_time", target="30")
    may = {"period_from": date(2026, 5, 1), "period_to": date(2026, 5, 31), "by": scene.owner}
    with pytest.raises(DomainError, match="draft"):
        record_results(agreement, reached={}, **may)
    agreement = _sign(agreement, scene)
    september, last_year = (date(2026, 9, 1), date(2026, 9, 30)), (date(2025, 5, 1), date(2025, 5, 31))
    for period in (september, last_year, (JULY, date(2026, 6, 1))):
        with pytest.raises(DomainError):
            record_results(agreement, period_from=period[0], period_to=period[1], reached={}, by=scene.owner)
    with pytest.raises(DomainError, match="negative"):
        record_results(agreement, reached={share: Reached(Decimal(-1))}, **may)
    with pytest.raises(DomainError, match="terms of this"):
        record_results(make_agreement(scene.relationship), reached={share: Reached(Decimal(1))}, **may)
    record_results(agreement, reached={share: Reached(Decimal("99.5")), speed: Reached(Decimal(31), 12)}, **may)
    assert dict(TermResult.objects.values_list("term__term__metric__code", "is_kept")) == {
        "availability": True, "response_time": False,
    }  # fmt: skip
    record_results(agreement, reached={speed: Reached(Decimal(29))}, **may)
    record_results(agreement, reached={share: Reached(None, remark="Meter was broken")}, **may)
    assert set(TermResult.objects.values_list("is_kept", flat=True)) == {True, None}
    told = TimelineEntry.objects.get(kind="agreement", event="missed")
    assert "31 instead of 30 minutes" in KINDS["agreement"].sentence(told)
    with translation.override("zh-hans"):
        assert "响应时间，实际 31，目标 30 分钟" in KINDS["agreement"].sentence(told)
    months, lines = year_of_results(agreement, service_year(agreement, date(2026, 6, 1)))
    assert (len(months), [(line.kept, line.known) for line in lines]) == (12, [(0, 0), (1, 1)])
    with pytest.raises(IntegrityError, match="kept_is_known"), transaction.atomic():
        TermResult.objects.update(is_kept=True)


def _sign(agreement, scene: Scene):
    return agree_agreement(agreement, by=scene.owner, signed_by=scene.contact, signed_on=date(2026, 1, 1))


@pytest.mark.req("R-19")
def test_the_service_desk_suggests_how_many_were_in_time(scene: Scene):
    agreement = make_agreement(scene.relationship, agreed=False)
    term, other = make_term(agreement, metric="kept_on_time", target="95"), make_term(agreement)
    for number, made in enumerate((True, True, True, False, None)):
        record_past_service_event(
            scene.relationship,
            number=f"INC{number}",
            opened_at=datetime(2026, 5, 3, tzinfo=UTC),
            made_sla=made,
            by=None,
        )
    may = (date(2026, 5, 1), date(2026, 5, 31))
    assert suggested(term, *may) == Reached(Decimal("75.0"), 4)
    assert suggested(other, *may) is None
    assert suggested(term, date(2026, 4, 1), date(2026, 4, 30)) is None


@pytest.mark.req("C-37")
def test_service_years_are_counted_from_their_own_day(scene: Scene):
    agreement = make_agreement(
        scene.relationship, start_on=date(2024, 2, 29), end_on=date(2027, 2, 27), year_from=date(2024, 2, 29)
    )
    year = service_year(agreement, date(2026, 6, 1))
    assert (year.number, year.first, year.last) == (3, date(2026, 3, 1), date(2027, 2, 28))
    assert service_year(agreement, date(2020, 1, 1)).number == 1
