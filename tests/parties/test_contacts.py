"""Contacts: kinds, coming and going, portal, personal values apart from the history (C-25, C-34, INV-58)."""

from datetime import timedelta

import pytest

from brm.actionitems.domain import add_action_item
from brm.attention.domain import settle_new_contacts
from brm.attention.models import Attention
from brm.attention.sweeps import raise_unanswered
from brm.audit.trail import history_of
from brm.core import clock
from brm.core.errors import DomainError
from brm.parties.domain.contacts import (
    add_contact,
    change_contact,
    contact_left,
    contact_returned,
    grant_portal_access,
)
from brm.parties.domain.queries import contacts_for
from brm.parties.enums import ContactKind, PortalRole
from brm.parties.models import PortalAccess, Relationship
from brm.timeline.models import TimelineEntry
from tests.factories.parties import ContactFactory, OrganisationFactory, RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.req("C-25", "G-05", "Q-14")
def test_a_contact_has_a_kind_and_all_we_know():
    organisation = OrganisationFactory()

    contact = add_contact(
        organisation, by=None, name="王 小明", kind=ContactKind.SERVICE_USER, influence=4, interest=2,
        culture_notes="Prefers WeChat", time_zone="Asia/Shanghai", language="zh-hans", preferences="Short reports",
    )  # fmt: skip

    assert contact.sort_key.startswith("wang")
    assert (contact.kind, contact.influence, contact.interest) == ("service_user", 4, 2)
    assert (contact.language, contact.time_zone) == ("zh-hans", "Asia/Shanghai")
    assert (contact.culture_notes, contact.preferences) == ("Prefers WeChat", "Short reports")


@pytest.mark.parametrize("facts", [{"influence": 6}, {"kind": "boss"}, {"email": "no address"}, {"time_zone": "X/Y"}])
def test_what_cannot_be_is_refused(facts):
    with pytest.raises(DomainError) as refusal:
        add_contact(OrganisationFactory(), by=None, **{"name": "Wang", **facts})

    assert refusal.value.field == next(iter(facts))


def test_there_until_is_not_before_there_since():
    today = clock.today()

    with pytest.raises(DomainError, match="cannot be before"):
        ContactFactory(valid_from=today, valid_to=today - timedelta(days=1))


def test_history_keeps_personal_values_apart():
    contact = ContactFactory(phone="1")

    change_contact(contact, by=None, phone="2", is_vip=True)

    event = history_of(contact).first()
    assert event.changes == {"is_vip": [False, True], "phone": None}
    assert [(row.field, row.old, row.new) for row in event.personal.all()] == [("phone", "1", "2")]
    assert event.subject_label == ""


@pytest.mark.req("C-34")
def test_a_new_key_contact_must_be_met_within_ten_days():
    relationship = RelationshipFactory()
    before = clock.now()

    contact = ContactFactory(organisation=relationship.organisation, is_key=True)

    row = Attention.objects.get(rule="new_contact")
    assert (row.assignee, row.subject_id, row.relationship) == (relationship.owner, contact.pk, relationship)
    assert before + timedelta(days=10) <= row.due_at <= clock.now() + timedelta(days=10)
    assert TimelineEntry.objects.filter(relationship=relationship, kind="contact", event="arrived").exists()
    assert settle_new_contacts([contact.pk]) == 1


@pytest.mark.req("C-34")
def test_a_new_contact_nobody_met_is_late_after_ten_days():
    relationship = RelationshipFactory()
    ContactFactory(organisation=relationship.organisation, is_vip=True)

    with clock.at(clock.now() + timedelta(days=11)):
        assert raise_unanswered() == 1
        assert raise_unanswered() == 0

    assert Attention.objects.get(rule="new_contact").get_severity_display() == "Late"


@pytest.mark.req("C-34")
def test_an_ordinary_contact_calls_nobody_until_it_becomes_key():
    relationship = RelationshipFactory()
    contact = ContactFactory(organisation=relationship.organisation)
    assert not Attention.objects.exists()

    change_contact(contact, by=None, is_key=True)

    assert Attention.objects.get().rule == "new_contact"


@pytest.mark.req("C-34")
def test_a_key_person_of_a_site_calls_the_parents_manager():
    relationship = RelationshipFactory()
    site = OrganisationFactory(parent=relationship.organisation)

    ContactFactory(organisation=site, is_key=True)

    assert Attention.objects.get().assignee == relationship.owner


@pytest.mark.req("INV-58", "C-34")
def test_open_work_of_a_left_contact_is_flagged():
    relationship = RelationshipFactory()
    contact = ContactFactory(organisation=relationship.organisation, is_key=True)
    add_action_item(
        relationship, title="Send", owner=relationship.owner, due_on=clock.today(), by=None, counterpart=contact
    )

    contact_left(contact, on=clock.today(), by=relationship.owner)

    row = Attention.objects.get(closed_at=None)
    assert (row.rule, row.params["open_work"]) == ("contact_left", 1)


@pytest.mark.req("INV-58", "C-34")
def test_a_successor_takes_the_open_work_and_must_be_met():
    relationship = RelationshipFactory()
    contact = ContactFactory(organisation=relationship.organisation, is_key=True)
    successor = ContactFactory(organisation=relationship.organisation)
    item = add_action_item(
        relationship, title="Send", owner=relationship.owner, due_on=clock.today(), by=None, counterpart=contact
    )

    contact_left(contact, on=clock.today(), by=None, successor=successor)

    item.refresh_from_db()
    successor.refresh_from_db()
    assert (item.counterpart, successor.replaces, successor.is_key) == (successor, contact, True)
    row = Attention.objects.get(closed_at=None)
    assert (row.rule, row.subject_id, row.params["replaced"]) == ("new_contact", successor.pk, contact.name)


def test_leaving_closes_the_portal_and_happens_once():
    relationship = RelationshipFactory()
    user = UserFactory(roles=["contact"])
    contact = ContactFactory(organisation=relationship.organisation, email="c@example.com")
    contact.user = user
    contact.save()
    grant_portal_access(contact, relationship, by=relationship.owner, role=PortalRole.CUSTOMER)
    assert list(Relationship.objects.open_to(user)) == [relationship]

    contact = contact_left(contact, on=clock.today(), by=None)

    assert not Relationship.objects.open_to(user).exists()
    assert PortalAccess.objects.get().revoked_at is not None
    with pytest.raises(DomainError, match="left already"):
        contact_left(contact, on=clock.today(), by=None)
    assert contact_returned(contact, by=None).left_on is None


def test_the_portal_needs_an_address_and_a_person_who_is_there():
    relationship = RelationshipFactory()
    contact = ContactFactory(organisation=relationship.organisation)

    with pytest.raises(DomainError, match="e-mail"):
        grant_portal_access(contact, relationship, by=relationship.owner)


def test_a_new_address_is_no_longer_wrong():
    contact = ContactFactory(email="a@example.com", mail_wrong=True)

    assert change_contact(contact, by=None, email="b@example.com").mail_wrong is False


def test_contacts_of_others_and_of_mere_parents_are_not_seen():
    group = OrganisationFactory()
    relationship = RelationshipFactory(organisation=OrganisationFactory(parent=group))
    mine = ContactFactory(organisation=relationship.organisation)
    ContactFactory(organisation=group)
    ContactFactory(organisation=RelationshipFactory().organisation)

    assert list(contacts_for(relationship.owner)) == [mine]
