"""The timeline: every kind of entry can be read in words; scope; notes."""

import pytest
from django.utils.translation import override

from brm.core import clock
from brm.core.errors import DomainError
from brm.parties.domain.contacts import contact_left
from brm.parties.domain.handover import hand_over
from brm.parties.domain.relationships import change_relationship, move_relationship
from brm.timeline.domain import KINDS, add_note, timeline_for
from tests.factories.parties import ContactFactory, RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.req("B-15")
def test_every_entry_reads_as_a_sentence():
    relationship = RelationshipFactory()
    owner = relationship.owner
    contact = ContactFactory(organisation=relationship.organisation, name="Wang", is_key=True)
    contact_left(contact, on=clock.today(), by=owner)
    change_relationship(relationship, by=owner, tier="A", type="partnership", ladder_step=2)
    move_relationship(relationship, "suspend", by=owner, reason="Moving")
    add_note(relationship, text="They like tea", by=owner)
    hand_over(relationship, to=UserFactory(roles=["executive"]), note="New area", by=owner)

    with override("en"):
        told = [KINDS[entry.kind].sentence(entry) for entry in timeline_for(relationship.owner, relationship)]
        assert all(told)
    reader = UserFactory(roles=["executive"])
    with override("en"):
        told = {KINDS[entry.kind].sentence(entry) for entry in timeline_for(reader, relationship)}
    assert {
        "Wang is a new key contact.", "Wang left.", "Tier changed from C to A.",
        "Type changed from “Basic” to “Partnership”.", "The relationship was suspended.", "Note",
    } <= told  # fmt: skip


def test_a_note_needs_words():
    relationship = RelationshipFactory()

    with pytest.raises(DomainError, match="Write something"):
        add_note(relationship, text=" ", by=relationship.owner)


def test_the_timeline_of_others_is_empty():
    relationship = RelationshipFactory()

    assert timeline_for(relationship.owner, relationship).exists()
    assert not timeline_for(UserFactory(), relationship).exists()
    assert not timeline_for(UserFactory()).exists()
