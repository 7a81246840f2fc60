"""Where value-added services plug in: history, search, leaving, personal data, notices."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.leaving import OPEN_WORK, OpenWork
from brm.accounts.domain.privacy import PERSONAL, PersonalData
from brm.audit import words
from brm.matters.models import MatterKind
from brm.search.kernel import MATTER_PAGES
from customers.valueadded import notices, story
from customers.valueadded.domain import gaps, giving, leaving, proposing, queries

PLUGGED_IN = (notices, story, gaps, giving, proposing)

MATTER_PAGES[MatterKind.VALUE_ADDED] = "valueadded:detail"
OPEN_WORK.register(
    "value_added",
    OpenWork("value_added", _("Value-added services to deliver"), leaving.deliveries_of, leaving.pass_on_deliveries),
)
PERSONAL.register("value_added", PersonalData("value_added", _("Value-added services"), leaving.collect_person))
words.readable("valueadded.valueaddedservice", queries.value_added_for)
words.readable("valueadded.valuepolicy", queries.policies_for)
for _number in (1, 2, 3, 4):
    words.word(f"principle_{_number}", format_lazy(_("Principle {n}"), n=_number))
