"""Two entries of one party become one; nothing is lost (peers 9)."""

import pytest

from brm.actionitems.domain import add_action_item
from brm.audit.trail import history_of
from brm.core import clock
from brm.core.errors import BlockedError, DomainError
from brm.matters.domain import open_matter
from brm.matters.models import MatterKind
from brm.parties.domain.contacts import grant_portal_access
from brm.parties.domain.merging import (
    current_contact,
    current_relationship,
    history_of_relationship,
    merge_contacts,
    merge_organisations,
)
from brm.parties.domain.queries import organisations_for, relationships_for
from brm.parties.domain.tags import add_tag, create_tag
from brm.parties.domain.targets import touch
from brm.parties.enums import EndReason, Kind, Status
from brm.parties.models import Contact, PortalAccess, RelationshipShare
from brm.timeline.domain import add_note
from brm.timeline.models import TimelineEntry
from tests.factories.parties import ContactFactory, OrganisationFactory, RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_everything_of_the_dropped_organisation_moves():
    keep = RelationshipFactory(organisation=OrganisationFactory(name="Eastern Bank"), status=Status.PROSPECT)
    drop = RelationshipFactory(organisation=OrganisationFactory(name="Eastern Bank Ltd", code="EB", region="East"))
    supplier = RelationshipFactory(organisation=drop.organisation, kind=Kind.SUPPLIER)
    contact = ContactFactory(organisation=drop.organisation)
    site = OrganisationFactory(parent=drop.organisation)
    item = add_action_item(drop, title="x", owner=drop.owner, due_on=clock.today(), by=None)
    matter = open_matter(drop, kind=MatterKind.COMPLAINT, title="x", by=None, site=site)
    add_note(drop, text="They like tea", by=drop.owner)
    add_tag([keep, drop], create_tag("Key", by=None), by=None)
    touch(drop.pk, clock.now())
    lines = history_of_relationship(drop).count()

    organisation = merge_organisations(keep.organisation, drop.organisation, by=keep.owner)

    for row in (keep, drop, supplier, contact, site, item, matter):
        row.refresh_from_db()
    assert (organisation.code, organisation.region, organisation.name) == ("EB", "East", "Eastern Bank")
    assert drop.organisation.merged_into == organisation
    assert (supplier.organisation, supplier.sort_key) == (organisation, organisation.sort_key)
    assert (contact.organisation, site.parent) == (organisation, organisation)
    assert (item.relationship, matter.relationship) == (keep, keep)
    assert TimelineEntry.objects.get(kind="note").relationship == keep
    assert [tag.name for tag in keep.tags.all()] == ["Key"]
    assert (keep.status, drop.status, drop.end_reason) == (Status.ACTIVE, Status.ENDED, EndReason.MERGED)
    assert keep.last_contact_at is not None
    assert current_relationship(drop) == keep
    assert history_of_relationship(keep).count() > lines
    assert history_of(organisation).first().action == "organisation.merge"


@pytest.mark.req("INV-57")
def test_one_manager_stays_the_other_is_let_in():
    keep, drop = RelationshipFactory(), RelationshipFactory()

    merge_organisations(keep.organisation, drop.organisation, by=None)

    before = keep.owner
    keep.refresh_from_db()
    assert keep.owner == before
    assert RelationshipShare.objects.get(relationship=keep).user == drop.owner
    assert set(relationships_for(drop.owner)) == {keep}
    assert drop.organisation not in organisations_for(drop.owner)


def test_chosen_values_win():
    keep, drop = OrganisationFactory(name="A", region="North"), OrganisationFactory(name="B", region="South")

    merged = merge_organisations(keep, drop, by=None, facts={"name": "B", "region": "South"})

    assert (merged.name, merged.region) == ("B", "South")
    assert merged.sort_key.startswith("b")


def test_an_alias_of_an_alias_leads_to_the_last():
    first, second, third = (OrganisationFactory() for _ in range(3))
    merge_organisations(second, first, by=None)
    second.refresh_from_db()
    merge_organisations(third, second, by=None)

    first.refresh_from_db()
    assert first.merged_into == third


def test_a_part_merged_with_its_whole():
    whole = OrganisationFactory()
    part = OrganisationFactory(parent=whole)

    merged = merge_organisations(part, whole, by=None)

    assert merged.parent is None


def test_the_same_and_the_merged_are_refused():
    one, other = OrganisationFactory(), OrganisationFactory()

    with pytest.raises(DomainError, match="two different"):
        merge_organisations(one, one, by=None)
    merge_organisations(one, other, by=None)
    other.refresh_from_db()
    with pytest.raises(DomainError, match="merged already"):
        merge_organisations(one, other, by=None)


def test_contacts_merge_with_their_promises_and_accesses():
    relationship = RelationshipFactory()
    keep = ContactFactory(organisation=relationship.organisation, email="a@example.com")
    drop = ContactFactory(organisation=relationship.organisation, email="b@example.com", phone="123", is_vip=True)
    for contact in (keep, drop):
        grant_portal_access(contact, relationship, by=relationship.owner)
    item = add_action_item(
        relationship, title="x", owner=relationship.owner, due_on=clock.today(), by=None, counterpart=drop
    )

    merged = merge_contacts(keep, drop, by=relationship.owner)

    item.refresh_from_db()
    drop.refresh_from_db()
    assert item.counterpart == merged
    assert (merged.email, merged.phone, merged.is_vip) == ("a@example.com", "123", True)
    assert current_contact(drop) == merged
    assert PortalAccess.objects.filter(contact=merged, revoked_at=None).count() == 1
    event = history_of(merged).first()
    assert (event.action, event.changes["phone"]) == ("contact.merge", None)


def test_two_accounts_are_not_merged_by_the_way():
    keep, drop = ContactFactory(), ContactFactory()
    for contact in (keep, drop):
        Contact.objects.filter(pk=contact.pk).update(user=UserFactory(roles=["contact"]))

    with pytest.raises(BlockedError, match="account of their own"):
        merge_contacts(keep, drop, by=None)


def test_the_only_account_goes_along():
    keep, drop = ContactFactory(), ContactFactory()
    user = UserFactory(roles=["contact"])
    Contact.objects.filter(pk=drop.pk).update(user=user)

    assert merge_contacts(keep, drop, by=None).user == user
