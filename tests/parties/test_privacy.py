"""One person's data: handed over, forgotten (ruling 16)."""

import pytest

from brm.accounts.domain.privacy import erase_person, export_person, find_persons
from brm.attention.models import Attention
from brm.audit.models import PersonalValue
from brm.parties.domain.contacts import change_contact
from brm.parties.domain.queries import contacts_for
from brm.timeline.models import TimelineEntry
from tests.factories.parties import ContactFactory, RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_contact_is_exported_and_forgotten():
    relationship, administrator = RelationshipFactory(), UserFactory(roles=["administrator"])
    contact = ContactFactory(
        organisation=relationship.organisation, name="Wang Fang", email="wang@example.com", is_key=True
    )
    change_contact(contact, by=None, phone="123")
    contact.refresh_from_db()

    assert [person for _kind, person in find_persons("wang")] == [contact]
    known = export_person(contact, by=administrator)["contact"]
    assert (known["name"], known["phone"], known["organisation"]) == (
        "Wang Fang",
        "123",
        str(relationship.organisation),
    )

    erase_person(contact, by=administrator, confirmed="WANG@example.com")

    contact.refresh_from_db()
    assert "Wang" not in f"{contact.name}{contact.email}{contact.phone}{contact.sort_key}"
    assert not contacts_for(relationship.owner).exists()
    assert not PersonalValue.objects.exists()
    assert "Wang" not in str(list(TimelineEntry.objects.values("params", "text")))
    assert "Wang" not in str(list(Attention.objects.values("params")))
