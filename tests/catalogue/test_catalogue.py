"""The catalogue: who keeps it, what each audience sees, what is risky, what stands behind a promise."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from brm.accounts.models import User
from brm.catalogue.domain.comparing import compare, is_stricter
from brm.catalogue.domain.happenings import BACKING_FLAGGED
from brm.catalogue.domain.keeping import archive_named, archive_service, restore_service, save_metric, save_service
from brm.catalogue.domain.notes import add_note, change_note, decide_risk, withdraw_note
from brm.catalogue.domain.queries import (
    customers_hit,
    services_for,
    services_shown_to,
    terms_on,
    undecided_risks,
)
from brm.catalogue.domain.terms import back_term, end_term, promise_term, recheck_backings, revise_term
from brm.catalogue.enums import Verdict
from brm.catalogue.models import Metric, RiskDecision, Service, ServiceNote, ServiceView, Term, TermBacking
from brm.core.errors import DomainError, StaleError
from brm.parties.models import PortalAccess, Relationship
from brm.timeline.models import TimelineEntry
from tests.factories.agreements import make_agreement, make_service
from tests.factories.communications import Scene
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.factories.people import UserFactory

DAY = date(2026, 6, 1)


def outsider(relationship: Relationship, **facts: str) -> User:
    """Somebody of the customer who may sign in."""
    contact = ContactFactory(organisation=relationship.organisation, **facts)
    contact.user = UserFactory(roles=["contact"])
    contact.save(update_fields=["user"])
    PortalAccess.objects.create(
        contact=contact, relationship=relationship, role="customer", granted_by=relationship.owner
    )
    return contact.user


@pytest.mark.req("M-14")
def test_each_audience_sees_its_own_view(scene: Scene):
    for_all = save_service(
        None, code="DESK", name_en="Service desk", description_en="One number.", by=scene.lead,
        views={"user": {"text_en": "Call us."}, "customer": {"shows_results": True, "shows_fee": True}},
    )  # fmt: skip
    save_service(None, code="DB", name_zh="数据库", by=None, views={"it": {}})
    user = outsider(scene.relationship, kind="service_user")
    sysadmin = outsider(scene.relationship, kind="customer", persona="sysadmin")
    nobody = UserFactory(roles=["contact"])

    assert [(view.service.code, view.text) for view in services_shown_to(user, "user")] == [("DESK", "Call us.")]
    assert [view.service.code for view in services_shown_to(user, "it")] == ["DESK"]
    assert [view.service.code for view in services_shown_to(sysadmin, "customer")] == ["DB"]
    assert list(services_shown_to(nobody, "user")) == []
    (shown,) = services_shown_to(scene.relationship, "customer")
    assert (shown.text, shown.shows_results, shown.shows_fee) == ("One number.", True, True)
    assert set(services_for(user)) == {for_all}
    assert services_for(scene.owner).count() == 2
    archive_service(for_all, by=scene.lead)
    assert list(services_for(user)) == []
    restore_service(for_all, by=scene.lead)
    save_service(for_all, by=scene.lead, views={"it": {}})
    assert list(ServiceView.objects.filter(service=for_all).values_list("audience", flat=True)) == ["it"]


@pytest.mark.req("M-14")
def test_those_who_keep_the_catalogue_and_what_they_cannot_do(scene: Scene):
    service = make_service(code="A")
    for refused in (
        lambda: save_service(service, by=scene.owner, name_en="X"),
        lambda: archive_service(service, by=scene.owner),
        lambda: add_note(service, by=scene.owner, kind="risk", text_en="X"),
        lambda: save_service(None, by=scene.lead, code=" ", name_en="X"),
        lambda: save_service(None, by=scene.lead, code="A", name_en="X"),
        lambda: save_service(None, by=scene.lead, code="B"),
        lambda: add_note(service, by=scene.lead, kind="risk"),
    ):
        with pytest.raises(DomainError):
            refused()
    with pytest.raises(StaleError):
        save_service(service, by=scene.lead, name_en="Y", expected_version=7)
    metric = save_metric(None, by=scene.lead, code="mtbf", name_en="MTBF", unit="hours", direction="higher")
    promise_term(scene.relationship, metric=metric, target=Decimal(400), valid_from=DAY)
    with pytest.raises(DomainError, match="Promises are made"):
        save_metric(metric, by=scene.lead, unit="days")
    assert archive_named(metric, by=scene.lead).archived_at is not None


@pytest.mark.req("M-15", "INV-56")
def test_only_a_named_contact_of_the_customer_accepts_a_risk(scene: Scene):
    service = make_service()
    note = add_note(service, by=scene.lead, kind="risk", text_en="Old hardware")
    facts = {"relationship": scene.relationship, "answer": "accepted", "by": scene.owner}
    user = ContactFactory(organisation=scene.relationship.organisation, kind="service_user")
    for contact, words in ((None, "Name the contact"), (user, "does not sign"), (ContactFactory(), "this customer")):
        with pytest.raises(DomainError, match=words):
            decide_risk(note, contact=contact, **facts)
    with pytest.raises(DomainError, match="future"):
        decide_risk(note, contact=scene.contact, decided_on=date(2027, 1, 1), **facts)
    with pytest.raises(DomainError, match="Choose whether"):
        decide_risk(note, contact=scene.contact, **facts | {"answer": "perhaps"})
    with pytest.raises(DomainError, match="Only customers"):
        decide_risk(note, contact=scene.contact, **facts | {"relationship": RelationshipFactory(kind="supplier")})
    assert undecided_risks(scene.relationship, [service.pk]) == 1
    decide_risk(note, contact=scene.contact, **facts)
    decide_risk(note, contact=scene.contact, **facts | {"answer": "declined"})
    assert undecided_risks(scene.relationship, [service.pk]) == 0
    assert list(RiskDecision.objects.filter(superseded_at=None).values_list("answer", flat=True)) == ["declined"]
    told = TimelineEntry.objects.filter(kind="risk_decision").order_by("pk").values_list("event", flat=True)
    assert list(told) == ["accepted", "declined"]
    with pytest.raises(IntegrityError, match="contact"), transaction.atomic():
        RiskDecision.objects.update(contact=None)
    with pytest.raises(IntegrityError, match="one_standing_decision"), transaction.atomic():
        RiskDecision.objects.update(superseded_at=None)
    change_note(note, by=scene.lead, text_en="Very old hardware")
    withdraw_note(note, by=scene.lead)
    with pytest.raises(DomainError, match="withdrawn"):
        decide_risk(note, contact=scene.contact, **facts)


@pytest.mark.req("INV-01", "INV-02", "K-16")
@pytest.mark.parametrize(
    ("metric", "promise", "backing", "verdict", "margin"),
    [
        ("response_time", {"target": 30}, {"target": 20}, "stricter", "0.3333"),
        ("response_time", {"target": 30}, {"target": 30}, "equal", "0"),
        ("response_time", {"target": 30}, {"target": 40}, "looser", "-0.3333"),
        ("response_time", {"target": 30}, {"target": 20, "unit": "hours"}, "not_comparable", None),
        ("response_time", {"target": 30, "window": "24x7"}, {"target": 20, "window": "8x5"}, "looser", "0.3333"),
        ("response_time", {"target": 30, "window": "8x5"}, {"target": 30, "window": "24x7"}, "stricter", "0"),
        ("availability", {"target": 99}, {"target": "99.5"}, "stricter", "0.5"),
        ("availability", {"target": "99.5"}, {"target": 99}, "looser", "-1"),
        ("coverage", {"target": 40}, {"target": 50}, "stricter", "0.25"),
        ("availability", {"target": 100}, {"target": 100}, "equal", None),
        (
            "coverage", {"target": 40, "window": "custom", "window_text": "Shifts"}, {"target": 50, "window": "8x5"},
            "not_comparable", None,
        ),
    ],
)  # fmt: skip
def test_what_backs_a_promise_is_strictly_stricter(scene: Scene, metric, promise, backing, verdict, margin):
    found = compare(_term(scene, metric, promise), _term(scene, metric, backing))
    assert (found.verdict, found.margin) == (verdict, None if margin is None else Decimal(margin))


def _term(scene: Scene, metric: str, facts: dict) -> Term:
    facts = {**facts, "target": Decimal(str(facts["target"]))}
    return promise_term(scene.relationship, metric=Metric.objects.get(code=metric), valid_from=DAY, **facts)


@pytest.mark.req("INV-02", "INV-05")
def test_a_stricter_promise_flags_what_no_longer_suffices(scene: Scene):
    supplier = RelationshipFactory(kind="supplier")
    metric = Metric.objects.get(code="response_time")
    promise = promise_term(scene.relationship, metric=metric, target=Decimal(30), valid_from=DAY)
    contract = promise_term(supplier, metric=metric, target=Decimal(20), valid_from=DAY)
    row = back_term(promise, backing=contract, by=scene.owner)
    assert (row.verdict, row.flagged_at) == (Verdict.STRICTER, None)
    assert list(customers_hit(contract)) == [scene.relationship]

    flagged: list[TermBacking] = []
    BACKING_FLAGGED.register("test", lambda backing, **_facts: flagged.append(backing))
    try:
        new = revise_term(promise, valid_from=date(2026, 7, 1), by=scene.owner, target=Decimal(15))
        recheck_backings(new, by=scene.owner)
    finally:
        BACKING_FLAGGED._entries.pop("test")
    assert [backing.term for backing in flagged] == [new]
    assert (flagged[0].verdict, is_stricter(promise, new)) == (Verdict.LOOSER, True)
    assert list(terms_on(scene.relationship, date(2026, 8, 1))) == [new]
    with pytest.raises(DomainError, match="replaced already"):
        revise_term(promise, valid_from=date(2026, 8, 1), by=None)
    with pytest.raises(DomainError, match="before it begins"):
        end_term(new, on=DAY)
    assert end_term(new, on=date(2026, 9, 1)).valid_to == date(2026, 9, 1)
    with pytest.raises(DomainError, match="ended by then"):
        revise_term(new, valid_from=date(2027, 1, 1), by=None)
    with pytest.raises(IntegrityError, match="does_not_back_itself"), transaction.atomic():
        TermBacking.objects.update(backing=new)


@pytest.mark.parametrize(
    ("model", "facts", "rule"),
    [
        (Service, {"name_en": "", "name_zh": ""}, "a_service_has_a_name"),
        (ServiceNote, {"text_en": ""}, "a_service_note_says_what_it_is"),
        (ServiceNote, {"kind": "odd"}, "service_note_kind_is_known"),
        (ServiceView, {"audience": "odd"}, "audience_is_known"),
        (Metric, {"unit": "odd"}, "metric_unit_is_known"),
        (Metric, {"direction": "odd"}, "metric_direction_is_known"),
        (Metric, {"name_en": "", "name_zh": ""}, "a_metric_has_a_name"),
        (Term, {"unit": "odd"}, "term_unit_is_known"),
        (Term, {"direction": "odd"}, "term_direction_is_known"),
        (Term, {"window": "odd"}, "term_window_is_known"),
        (Term, {"target": -1}, "a_target_is_not_negative"),
        (Term, {"target": 101}, "a_share_is_at_most_a_hundred"),
        (Term, {"window": "custom"}, "a_window_of_ones_own_is_described"),
        (Term, {"valid_to": date(2020, 1, 1)}, "a_term_ends_after_it_begins"),
    ],
)
def test_the_database_refuses_what_the_catalogue_cannot_hold(scene: Scene, model, facts, rule):
    service = save_service(None, code="X", name_en="X", by=None, views={"it": {}})
    add_note(service, by=None, kind="risk", text_en="Old")
    _term(scene, "availability", {"target": 99})

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        model.objects.update(**facts)


@pytest.mark.req("M-14", "M-15")
def test_the_catalogue_by_its_pages(scene: Scene):
    page = Client()
    page.force_login(scene.lead)
    form = {"code": "NET", "name_en": "Network", "customer_shown": "on", "customer_text_en": "We keep it up."}
    made = page.post(reverse("catalogue:service_new"), form)
    service = Service.objects.get(code="NET")
    assert made["Location"] == service.get_absolute_url()
    page.post(reverse("catalogue:note_new", args=[service.pk]), {"kind": "constraint", "text_en": "Office hours only"})
    note = service.notes.get()
    page.post(reverse("catalogue:note_edit", args=[note.pk]), {"kind": "constraint", "text_en": "Working days only"})
    make_agreement(scene.relationship, services=[service])
    make_agreement(RelationshipFactory(), services=[service])
    shown = page.get(service.get_absolute_url()).content.decode()
    for words in ("We keep it up.", "Working days only", "SA-2026-00001", "1 agreement of customers in other hands"):
        assert words in shown
    assert page.get(reverse("catalogue:service_edit", args=[service.pk])).status_code == 200
    twice = page.post(reverse("catalogue:service_new"), form)
    assert (twice.status_code, "Another service has this code" in twice.content.decode()) == (422, True)
    page.post(reverse("catalogue:note_withdraw", args=[note.pk]))
    page.post(reverse("catalogue:service_archive", args=[service.pk]))
    listed = page.get(reverse("catalogue:services") + "?standing=archived&audience=customer&q=net").content.decode()
    assert "Network" in listed
    page.post(reverse("catalogue:service_restore", args=[service.pk]))
    service.refresh_from_db()
    assert service.archived_at is None


@pytest.mark.req("M-14")
def test_administrators_keep_shelves_and_metrics(scene: Scene):
    admin = Client()
    admin.force_login(UserFactory(roles=["administrator"]))
    assert admin.get("/admin/catalogue/metric/").status_code == 200
    form = {"code": "mttr", "name_en": "Time to repair", "unit": "hours", "direction": "lower", "position": 5}
    admin.post("/admin/catalogue/metric/add/", form)
    assert Metric.objects.get(code="mttr").direction == "lower"
    admin.post("/admin/catalogue/servicecategory/add/", {"name_en": "Shelf", "name_zh": "", "position": 5})
    pk = Metric.objects.get(code="mttr").pk
    admin.post("/admin/catalogue/metric/", {"action": "put_away", "_selected_action": [pk]})
    assert Metric.objects.get(pk=pk).archived_at is not None
