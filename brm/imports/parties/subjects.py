"""How imported parties are taken back."""

from django.utils.translation import gettext_lazy as _

from brm.imports.kinds import KINDS, SUBJECTS, Subject
from brm.imports.parties.contacts import Contacts
from brm.imports.parties.organisations import Organisations
from brm.imports.parties.relationships import Relationships
from brm.parties.domain.bulk import (
    change_contacts_in_bulk,
    change_organisations_in_bulk,
    change_relationships_in_bulk,
)
from brm.parties.models import Contact, Organisation, Relationship

for kind in (Relationships(), Organisations(), Contacts()):
    KINDS.register(kind.name, kind)

SUBJECTS.register("parties.contact", Subject(Contact, _("Contacts"), change_contacts_in_bulk, order=10))
SUBJECTS.register(
    "parties.relationship", Subject(Relationship, _("Relationships"), change_relationships_in_bulk, order=20)
)
SUBJECTS.register(
    "parties.organisation", Subject(Organisation, _("Organisations"), change_organisations_in_bulk, order=30)
)
