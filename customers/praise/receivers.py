"""Where praise plugs in: history, search, leaving, personal data, notices."""

from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.leaving import OPEN_WORK, OpenWork
from brm.accounts.domain.privacy import PERSONAL, PersonalData
from brm.audit import words
from brm.matters.models import MatterKind
from brm.search.kernel import MATTER_PAGES
from customers.praise import notices, story
from customers.praise.domain import consents, honouring, leaving, past, queries, recording, steps, thanking

PLUGGED_IN = (notices, story, consents, honouring, past, recording, steps, thanking)

MATTER_PAGES[MatterKind.PRAISE] = "praise:detail"
OPEN_WORK.register(
    "praise", OpenWork("praise", _("Forms of praise to be held"), leaving.honours_to_hold, leaving.pass_on_honours)
)
PERSONAL.register("praise", PersonalData("praise", _("Praise"), leaving.collect_person, leaving.erase_person))
words.readable("praise.praise", queries.praise_for)
words.word("planned_for", _("Planned for"))
words.word("form_owner", _("Who sees to it"), model="accounts.user")
words.word("form_held_on", _("Held on"))
words.word("consent_of", _("Given by"), model="parties.contact")
words.word("consent_until", _("Holds until"))
