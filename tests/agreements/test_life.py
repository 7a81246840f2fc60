"""Agreements are drafted, signed, begin, near their end, are renewed, expire, or are terminated."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from brm.attention.models import Attention
from brm.attention.rebuild import differences
from brm.core import clock
from brm.core.errors import BlockedError, DomainError, StaleError, TransitionError
from brm.notifications.models import Notification
from brm.parties.domain.handover import hand_over
from brm.parties.domain.relationships import move_relationship
from brm.timeline.models import TimelineEntry
from customers.agreements.domain.agreeing import agree_agreement
from customers.agreements.domain.drafting import change_agreement, discard_draft, draft_agreement, prepare_renewal
from customers.agreements.domain.steps import give_verdict, step_agreements, terminate_agreement
from customers.agreements.enums import AgreementStatus
from customers.agreements.lifecycle import AGREEMENT
from customers.agreements.models import ServiceAgreement
from tests.factories.agreements import amend, make_agreement, make_clause, make_service, make_term, signatory
from tests.factories.communications import NOON, Scene
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.factories.people import UserFactory


def now_is(year: int, month: int, day: int, hour: int = 4) -> None:
    clock.travel(datetime(year, month, day, hour, tzinfo=UTC))


def open_rows() -> set[tuple[str, int, int]]:
    assert [one for one in differences() if one.rule in ("agreement_ending", "penalty_claimed")] == []
    rows = Attention.objects.filter(closed_at=None, rule="agreement_ending")
    return set(rows.values_list("assignee", "subject_id", "severity"))


@pytest.mark.req("C-37", "B-03")
def test_an_agreement_begins_on_its_day_and_is_over_after_its_last(scene: Scene):
    agreement = make_agreement(scene.relationship, start_on=date(2026, 6, 10), end_on=date(2027, 6, 9))
    assert (agreement.status, agreement.number, agreement.owner_brm) == ("agreed", "SA-2026-00001", scene.owner)
    assert agreement.step_at == datetime(2026, 6, 9, 16, tzinfo=UTC)
    assert step_agreements() == 0

    now_is(2026, 6, 9, 17)
    assert (step_agreements(), step_agreements()) == (1, 0)
    agreement.refresh_from_db()
    assert agreement.status == "active"

    now_is(2026, 12, 12)  # 179 days before the end
    step_agreements()
    agreement.refresh_from_db()
    assert (agreement.status, agreement.warned_days) == ("active", 180)
    assert open_rows() == {(scene.owner.pk, agreement.pk, 1)}

    now_is(2027, 6, 20)  # nobody looked for half a year
    assert (step_agreements(), step_agreements()) == (1, 0)
    agreement.refresh_from_db()
    assert (agreement.status, agreement.ended_on, agreement.step_at) == ("expired", date(2027, 6, 9), None)
    assert open_rows() == set()
    told = TimelineEntry.objects.filter(kind="agreement").order_by("pk").values_list("event", flat=True)
    assert list(told) == ["agree", "activate", "near_end", "expire"]


@pytest.mark.req("C-37")
def test_the_end_is_told_180_90_and_60_days_before_and_to_the_leads_at_last(scene: Scene):
    slm = UserFactory(name="Sue")
    agreement = make_agreement(scene.relationship, owner_slm=slm)  # until 31 December

    def told() -> set[tuple[int, str]]:
        rows = Notification.objects.filter(kind="agreement_ending")
        return set(rows.values_list("recipient", "key"))

    now_is(2026, 7, 4)  # 180 days before, noon
    step_agreements()
    step_agreements()
    first = told()
    assert {user for user, _key in first} == {scene.owner.pk, slm.pk}
    now_is(2026, 10, 2)  # 90 days before
    step_agreements()
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.EXPIRING
    assert open_rows() == {(scene.owner.pk, agreement.pk, 2)}
    now_is(2026, 11, 1)  # 60 days before
    step_agreements()
    assert open_rows() == {(scene.owner.pk, agreement.pk, 3)}
    assert {user for user, key in told() if key.endswith("-60")} == {scene.owner.pk, slm.pk, scene.lead.pk}
    assert len(told()) == 7


@pytest.mark.req("C-37")
def test_a_verdict_and_a_signed_renewal_end_the_asking(scene: Scene):
    agreement = make_agreement(scene.relationship)
    make_term(make_agreement(scene.relationship, agreed=False))
    now_is(2026, 10, 5)
    step_agreements()
    with pytest.raises(DomainError, match="Choose"):
        give_verdict(agreement, verdict="maybe", by=scene.owner)
    with pytest.raises(DomainError, match="why"):
        give_verdict(agreement, verdict="let_go", by=scene.owner)
    agreement = give_verdict(agreement, verdict="renegotiate", by=scene.owner)
    assert len(open_rows()) == 1

    new = prepare_renewal(agreement, by=scene.owner, fee=Decimal("650000"))
    assert (new.start_on, new.end_on, new.renews) == (date(2027, 1, 1), date(2027, 12, 31), agreement)
    with pytest.raises(DomainError, match="already"):
        prepare_renewal(agreement, by=scene.owner)
    early = change_agreement(new, by=scene.owner, start_on=date(2026, 12, 1))
    with pytest.raises(BlockedError, match="runs until"):
        agree_agreement(early, by=scene.owner, signed_by=scene.contact, signed_on=date(2026, 10, 5))
    new = change_agreement(early, by=scene.owner, start_on=date(2027, 1, 1))
    assert len(open_rows()) == 1
    agree_agreement(new, by=scene.owner, signed_by=scene.contact, signed_on=date(2026, 10, 5))
    assert open_rows() == set()

    now_is(2027, 1, 2)
    step_agreements()
    agreement.refresh_from_db()
    new.refresh_from_db()
    assert (agreement.status, new.status) == ("renewed", "active")


@pytest.mark.req("C-37")
def test_one_to_be_let_go_is_not_asked_about_again(scene: Scene):
    agreement = make_agreement(scene.relationship)
    now_is(2026, 10, 5)
    step_agreements()
    give_verdict(agreement, verdict="let_go", note_text="Too small", by=scene.owner)
    assert open_rows() == set()
    before = Notification.objects.count()
    now_is(2026, 11, 5)
    step_agreements()
    assert Notification.objects.count() == before


@pytest.mark.req("C-25", "C-37")
def test_who_signs_is_named_and_signs_for_the_customer(scene: Scene):
    agreement = make_agreement(scene.relationship, agreed=False, services=[])
    day = date(2026, 5, 1)
    user = ContactFactory(organisation=scene.relationship.organisation, kind="service_user")
    stranger = ContactFactory()
    for contact, words in ((None, "Name the contact"), (user, "does not sign"), (stranger, "of this customer")):
        with pytest.raises(DomainError, match=words) as refusal:
            agree_agreement(agreement, by=scene.owner, signed_by=contact, signed_on=day)
        assert refusal.value.field == "signed_by"
    with pytest.raises(DomainError, match="future"):
        agree_agreement(agreement, by=scene.owner, signed_by=scene.contact, signed_on=date(2026, 6, 9))
    with pytest.raises(BlockedError, match="services"):
        agree_agreement(agreement, by=scene.owner, signed_by=scene.contact, signed_on=day)


@pytest.mark.req("C-37")
def test_leads_terminate_with_a_reason_and_a_day(scene: Scene):
    agreement = make_agreement(scene.relationship)
    term = make_term_of(agreement)
    day = date(2026, 8, 31)
    with pytest.raises(DomainError, match="lead"):
        terminate_agreement(agreement, by=scene.owner, on=day, reason="They move")
    with pytest.raises(DomainError, match="why"):
        terminate_agreement(agreement, by=scene.lead, on=day, reason=" ")
    with pytest.raises(DomainError, match="within"):
        terminate_agreement(agreement, by=scene.lead, on=date(2027, 8, 31), reason="They move")
    agreement = terminate_agreement(agreement, by=scene.lead, on=day, reason="They move")
    term.term.refresh_from_db()
    assert (agreement.status, agreement.ended_on, term.term.valid_to, agreement.step_at) == (
        "terminated", day, day, None,
    )  # fmt: skip
    for refused in (
        lambda: change_agreement(agreement, by=scene.owner, title="New"),
        lambda: give_verdict(agreement, verdict="renew", by=scene.owner),
        lambda: prepare_renewal(agreement, by=scene.owner),
        lambda: terminate_agreement(agreement, by=scene.lead, on=day, reason="Again"),
        lambda: amend(agreement, effective_on=day),
    ):
        with pytest.raises(DomainError):
            refused()


def make_term_of(agreement: ServiceAgreement):
    return make_term(agreement, amendment=amend(agreement, effective_on=date(2026, 6, 1)))


@pytest.mark.req("C-37", "INV-60")
@pytest.mark.parametrize("status", AgreementStatus.values)
@pytest.mark.parametrize("step", [transition.name for transition in AGREEMENT])
def test_any_other_step_is_refused(step: str, status: str):
    agreement = ServiceAgreement(status=status)
    if status not in AGREEMENT[step].sources:
        with pytest.raises(TransitionError):
            AGREEMENT.step(step, agreement)


@pytest.mark.req("INV-57", "INV-58")
def test_agreements_go_with_the_customer_and_end_with_it(scene: Scene):
    agreement = make_agreement(scene.relationship)
    now_is(2026, 10, 5)
    step_agreements()
    hand_over(scene.relationship, to=scene.mate, note="Yours now", by=scene.lead)
    agreement.refresh_from_db()
    assert agreement.owner_brm == scene.mate
    assert open_rows() == {(scene.mate.pk, agreement.pk, 2)}
    move_relationship(scene.relationship, "end", by=scene.lead, reason="Gone", end_reason="lost")
    agreement.refresh_from_db()
    assert (agreement.status, agreement.end_reason) == ("terminated", "Gone")
    assert open_rows() == set()


@pytest.mark.req("C-37")
def test_a_prospect_becomes_a_customer_by_its_first_agreement(scene: Scene):
    prospect = RelationshipFactory(owner=scene.owner, status="prospect")
    make_agreement(prospect)
    prospect.refresh_from_db()
    assert prospect.status == "active"


@pytest.mark.req("C-37")
def test_drafts_are_for_customers_and_can_be_thrown_away(scene: Scene):
    supplier = RelationshipFactory(owner=scene.owner, kind="supplier")
    ended = RelationshipFactory(owner=scene.owner, status="ended")
    facts = {"title": "X", "start_on": date(2026, 1, 1), "end_on": date(2026, 12, 31), "by": scene.owner}
    for relationship in (supplier, ended):
        with pytest.raises(DomainError):
            draft_agreement(relationship, **facts)
    wrong = ServiceAgreement.objects.filter(pk=make_agreement(scene.relationship, number="K1").pk)
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="is_of_its_kind"), transaction.atomic():
        wrong.update(relationship=supplier)
    with pytest.raises(DomainError, match="starts"):
        draft_agreement(scene.relationship, **{**facts, "end_on": date(2025, 1, 1)})
    with pytest.raises(DomainError, match="own active people"):
        draft_agreement(scene.relationship, **facts, owner_slm=UserFactory(is_active=False))
    draft = draft_agreement(scene.relationship, **facts, services=[make_service()])
    with pytest.raises(DomainError, match="number already"):
        draft_agreement(scene.relationship, **facts, number=draft.number)
    make_term(draft)
    make_clause(draft)
    with pytest.raises(StaleError):
        change_agreement(draft, by=scene.owner, title="Z", expected_version=9)
    signed = make_agreement(scene.relationship)
    with pytest.raises(DomainError, match="terminated"):
        discard_draft(signed, by=scene.owner)
    discard_draft(draft, by=scene.owner)
    assert set(ServiceAgreement.objects.all()) == {signed, wrong.get()}


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"status": "odd"}, "agreement_status_is_known"),
        ({"mode": "odd"}, "agreement_mode_is_known"),
        ({"verdict": "odd"}, "agreement_verdict_is_known"),
        ({"number": ""}, "an_agreement_has_a_number"),
        ({"end_on": date(2020, 1, 1)}, "an_agreement_ends_after_it_starts"),
        ({"fee": -1}, "a_fee_is_not_negative"),
        ({"currency": "y"}, "a_currency_has_three_letters"),
        ({"signed_on": None}, "an_agreement_that_binds_was_signed"),
        ({"status": "terminated"}, "a_terminated_agreement_says_why_and_when"),
    ],
)
def test_the_database_refuses_what_an_agreement_cannot_be(scene: Scene, facts: dict, rule: str):
    agreement = make_agreement(scene.relationship)

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        ServiceAgreement.objects.filter(pk=agreement.pk).update(**facts)


def test_the_present_of_these_tests(scene: Scene):
    assert clock.now().date() == NOON.date()
    assert signatory(scene.relationship).kind == "customer"
