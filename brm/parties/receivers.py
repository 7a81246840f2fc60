"""Where the parties plug into what lies below; importing the verbs also gives their history its words."""

from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.leaving import OPEN_WORK, OpenWork
from brm.parties.domain import contacts, fields, handover, merging, organisations, relationships, sharing, tags

VERBS = (contacts, fields, handover, merging, organisations, relationships, sharing, tags)

OPEN_WORK.register(
    "relationships",
    OpenWork("relationships", _("Relationships"), handover.count_relationships, handover.pass_on_relationships),
)
