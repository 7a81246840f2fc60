"""Where answers plug in: history, leaving, hand-over, personal data."""

from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.leaving import OPEN_WORK, OpenWork
from brm.accounts.domain.privacy import PERSONAL, PersonalData
from brm.audit import words
from brm.parties.domain import happenings
from surveys.answering import notices, story
from surveys.answering.domain import campaigns, follow_ups, leaving, queries, rising, tagging, taking

PLUGGED_IN = (notices, story, follow_ups, rising, tagging, taking, campaigns)

OPEN_WORK.register(
    "follow_ups",
    OpenWork("follow_ups", _("Low answers to be followed up"), leaving.follow_ups_to_do, leaving.pass_on),
)
PERSONAL.register("answers", PersonalData("answers", _("Survey answers"), leaving.collect_person, leaving.erase_person))
happenings.HANDED_OVER.register("follow_ups", leaving.handed_over)
words.readable("answering.followup", queries.follow_ups_for)
words.word("score", _("Satisfaction"))
words.word("score_before", _("Satisfaction with this answer"))
words.word("risen_to", _("Escalated to"), model="accounts.user")
