"""Where the parties plug into what lies below; importing the verbs also gives their history its words."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.leaving import OPEN_WORK, OpenWork
from brm.accounts.domain.people import PROFILE_CHANGED
from brm.accounts.domain.privacy import PERSONAL, PERSONS, PersonalData, PersonKind
from brm.audit import words
from brm.notifications.domain import WRONG_ADDRESS
from brm.parties.domain import (
    addresses,
    contacts,
    fields,
    handover,
    merging,
    names,
    organisations,
    portal_accounts,
    privacy,
    queries,
    relationships,
    sharing,
    tags,
)

VERBS = (contacts, fields, handover, merging, organisations, relationships, sharing, tags)

OPEN_WORK.register(
    "relationships",
    OpenWork("relationships", _("Relationships"), handover.count_relationships, handover.pass_on_relationships),
)
PERSONS.register(
    "contact",
    PersonKind(
        "contact",
        _("Contacts"),
        privacy.find_contacts,
        privacy.get_contact,
        privacy.confirm_contact,
        privacy.refuse_contact,
        privacy.about_contact,
    ),
)
PERSONAL.register("contact", PersonalData("contact", _("As a contact"), privacy.collect_contact, privacy.erase_contact))

words.readable("parties.organisation", queries.organisations_for)
words.readable("parties.relationship", queries.relationships_for)
words.readable("parties.contact", queries.contacts_for)
words.names("parties.organisation", names.organisation_names)
words.names("parties.relationship", names.relationship_names)
words.names("parties.contact", names.contact_names)
words.word("shared_with", _("Shared with"), model="accounts.user")
words.word("merged", _("Merged"))
words.word("tags", _("Tags"))
for step in range(1, 6):
    words.word(f"ladder_{step}", format_lazy(_("Ladder step {n}"), n=step))
WRONG_ADDRESS.register("contacts", addresses.flag_wrong_address)
PROFILE_CHANGED.register("contacts", portal_accounts.follow_profile)
