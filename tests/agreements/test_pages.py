"""Agreements by their pages: list, form, signature, amendment, results, penalty, risks."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brm.catalogue.domain.notes import add_note
from brm.catalogue.models import Metric, RiskDecision
from customers.agreements.models import PenaltyEvent, ServiceAgreement, TermResult
from tests.factories.agreements import make_agreement, make_clause, make_service, make_term
from tests.factories.communications import Scene, make_plan
from tests.factories.people import UserFactory


@pytest.fixture
def page(scene: Scene) -> Client:
    client = Client()
    client.force_login(scene.owner)
    return client


def url(name: str, *args: int) -> str:
    return reverse(f"agreements:{name}", args=args)


@pytest.mark.req("C-37", "B-03", "R-17", "C-05", "R-19")
def test_an_agreement_is_written_signed_amended_and_measured(scene: Scene, page: Client):
    service, other = make_service(name_en="Operations"), make_service(name_en="Backup")
    plan = make_plan(scene.relationship)
    assert page.get(url("new")).status_code == 200
    answer = page.post(
        url("new"),
        {
            "relationship": scene.relationship.pk, "title": "Operations", "start_on": "2026-01-01",
            "end_on": "2026-12-31", "fee": "600000", "currency": "CNY", "mode": "on_site",
            "on_site_staff": "2", "services": [service.pk],
            "owner_brm": scene.owner.pk, "owner_slm": scene.mate.pk, "notice_days": "30", "number": "", "scope": "",
        },
    )  # fmt: skip
    agreement = ServiceAgreement.objects.get()
    assert answer["Location"] == agreement.get_absolute_url()
    pk = agreement.pk
    availability = Metric.objects.get(code="availability").pk
    page.post(url("clause_new", pk), {"number": "4.1", "kind": "communication", "title": "Monthly review"})
    page.post(url("clause_new", pk), {"number": "7.1", "kind": "penalty", "title": "Penalties", "is_reciprocal": "on"})
    page.post(url("term_new", pk), {"metric": availability, "target": "99.5", "window": "24x7", "penalty": "1000"})
    assert "Not signed yet" in page.get(agreement.get_absolute_url()).content.decode()
    page.post(url("sign", pk), {"signed_by": scene.contact.pk, "signed_on": "2026-01-01"})
    agreement.refresh_from_db()
    assert agreement.status == "active"

    clause = agreement.clauses.get(number="4.1")
    page.post(url("plan_link", clause.pk), {"plan": plan.pk})
    refused = page.post(url("term_edit", agreement.terms.get().pk), {"target": "99.9", "window": "24x7"})
    assert refused.status_code == 422
    assert "supplementary agreement first" in refused.content.decode()
    page.post(
        url("amend", pk),
        {
            "title": "Backup too", "paper": "SA-1", "effective_on": "2026-06-01", "signed_by": scene.contact.pk,
            "signed_on": "2026-05-20", "services": [service.pk, other.pk], "end_on": "2026-12-31", "fee": "700000",
            "currency": "CNY", "mode": "on_site", "on_site_staff": "2", "notice_days": "30", "scope": "",
        },
    )  # fmt: skip
    agreement.refresh_from_db()
    assert (agreement.edition, agreement.fee) == (2, Decimal(700000))
    amendment = agreement.versions.get(number=2)
    page.post(
        url("term_edit", agreement.terms.get().pk),
        {"target": "99.9", "window": "24x7", "amendment": amendment.pk, "unit": "percent"},
    )
    assert [str(row.term.target) for row in agreement.terms.order_by("pk")] == ["99.500", "99.900"]

    may = agreement.terms.earliest("pk")
    sheet = page.get(url("results", pk) + "?month=2026-05").content.decode()
    assert f"value_{may.pk}" in sheet
    page.post(
        url("results", pk) + "?month=2026-05",
        {f"value_{may.pk}": "99.1", f"cases_{may.pk}": "", f"remark_{may.pk}": ""},
    )
    assert TermResult.objects.get().is_kept is False
    page.post(
        url("penalty_new", pk),
        {
            "clause": agreement.clauses.get(number="7.1").pk, "side": "ours", "amount": "1000", "currency": "CNY",
            "occurred_on": "2026-05-31", "result": TermResult.objects.get().pk, "cause": "Outage",
        },
    )  # fmt: skip
    penalty = PenaltyEvent.objects.get()
    page.post(url("penalty_contest", penalty.pk), {"reason": "Force majeure"})
    page.post(url("penalty_settle", penalty.pk), {"amount": "500", "on": "2026-06-01", "outcome": "Half"})
    penalty.refresh_from_db()
    assert (penalty.status, penalty.settled_amount) == ("settled", 500)
    shown = page.get(agreement.get_absolute_url()).content.decode()
    for words in ("Monthly review", "Backup too", "Outage", "Service review", "1 result missed"):
        assert words in shown
    assert "500" in page.get(penalty.get_absolute_url()).content.decode()
    tab = page.get(reverse("customers:detail", args=[scene.relationship.pk]) + "?tab=agreements").content.decode()
    assert "Operations" in tab


@pytest.mark.req("C-37")
def test_lists_cost_the_same_for_one_and_for_three(scene: Scene, page: Client):
    def fill() -> None:
        agreement = make_agreement(scene.relationship, owner_slm=UserFactory())
        clause = make_clause(make_agreement(scene.relationship, agreed=False))
        PenaltyEvent.objects.create(
            agreement=agreement, clause=clause, amount=1, cause="X", occurred_on=date(2026, 1, 2)
        )
        add_note(make_service(), kind="risk", text_en="Old", by=None)

    names = ("agreements:agreements", "agreements:penalties", "agreements:values", "catalogue:services")
    fill()
    counts = []
    for name in names:
        page.get(reverse(name))
        with CaptureQueriesContext(connection) as seen:
            assert page.get(reverse(name)).status_code == 200
        counts.append(len(seen))
    assert counts[0] <= 12
    fill()
    fill()
    for name, before in zip(names, counts, strict=True):
        with CaptureQueriesContext(connection) as seen:
            assert page.get(reverse(name)).status_code == 200
        assert (name, len(seen)) == (name, before)


@pytest.mark.req("C-37")
def test_the_list_is_narrowed_and_exported(scene: Scene, page: Client):
    make_agreement(scene.relationship, title="Network care", end_on=date(2026, 7, 15))
    make_agreement(scene.relationship, title="Desktop care", agreed=False)
    listed = url("agreements")
    for query, words in (
        ("?ends=60", "Network"), ("?status=draft", "Desktop"), ("?q=desk", "Desktop"),
        ("?whose=me&q=network", "Network"),
    ):  # fmt: skip
        found = page.get(listed + query).content.decode()
        other = "Network care" if words == "Desktop" else "Desktop care"
        assert words in found
        assert other not in found
    assert b"Network care" in b"".join(page.get(listed + "?export=csv").streaming_content)


@pytest.mark.req("M-15", "INV-56")
def test_a_customer_decides_about_the_risks_of_what_it_has(scene: Scene, page: Client):
    service = make_service()
    note = add_note(service, kind="risk", text_en="Old hardware", extent_en="No spare parts", by=None)
    make_agreement(scene.relationship, services=[service])
    risks = url("risks", scene.relationship.pk)
    assert "Not asked yet" in page.get(risks).content.decode()
    decide = url("risk_decide", scene.relationship.pk, note.pk)
    refused = page.post(decide, {"answer": "accepted", "decided_on": "2026-06-01"})
    assert (refused.status_code, RiskDecision.objects.count()) == (422, 0)
    page.post(decide, {"answer": "accepted", "contact": scene.contact.pk, "decided_on": "2026-06-01", "words": "Fine"})
    page.post(decide, {"answer": "declined", "contact": scene.contact.pk, "decided_on": "2026-06-01"})
    shown = page.get(risks).content.decode()
    assert "Not accepted" in shown
    assert scene.contact.name in shown
    assert RiskDecision.objects.count() == 2


@pytest.mark.req("C-37")
def test_values_stand_apart_by_currency_and_finance_sees_all(scene: Scene):
    make_agreement(scene.relationship, fee=Decimal("600000"))
    make_agreement(scene.relationship, fee=Decimal("90000"), currency="EUR")
    finance = Client()
    finance.force_login(UserFactory(roles=["finance"]))
    shown = finance.get(url("values")).content.decode()
    assert "600,000" in shown
    assert "690,000" not in shown
    assert "/agreements/1/" not in shown
    stranger = Client()
    stranger.force_login(scene.stranger)
    assert "600,000" not in stranger.get(url("values")).content.decode()


@pytest.mark.req("C-37")
def test_steps_by_page(scene: Scene, page: Client):
    agreement = make_agreement(scene.relationship)
    make_term(make_agreement(scene.relationship, agreed=False, title="Draft"))
    page.post(url("verdict", agreement.pk), {"verdict": "renew", "note_text": ""})
    answer = page.post(url("renew", agreement.pk))
    renewal = agreement.renewals.get()
    assert answer["Location"] == renewal.get_absolute_url()
    assert page.get(renewal.get_absolute_url()).status_code == 200
    page.post(url("discard", renewal.pk))
    assert not agreement.renewals.exists()
    refused = page.post(url("terminate", agreement.pk), {"reason": "Moving", "on": "2026-08-31"})
    assert (refused.status_code, "lead" in refused.content.decode()) == (422, True)
    page.force_login(scene.lead)
    page.post(url("terminate", agreement.pk), {"reason": "Moving", "on": "2026-08-31"})
    agreement.refresh_from_db()
    assert agreement.status == "terminated"
    assert "Moving" in page.get(agreement.get_absolute_url()).content.decode()


@pytest.mark.req("C-37")
def test_an_agreement_is_found_by_its_number_and_its_services(scene: Scene, page: Client):
    make_agreement(scene.relationship, number="K-2026-77", services=[make_service(name_zh="网络运维")])
    for words in ("K-2026-77", "网络运维"):
        assert "Operations 2026" in page.get(reverse("search:results"), {"q": words}).content.decode()
    page.force_login(scene.stranger)
    assert "Operations 2026" not in page.get(reverse("search:results"), {"q": "K-2026-77"}).content.decode()
