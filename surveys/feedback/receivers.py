"""Where feedback plugs in: history, search, leaving, hand-over, personal data, mail, notices."""

from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.leaving import OPEN_WORK, OpenWork
from brm.accounts.domain.privacy import PERSONAL, PersonalData
from brm.audit import words
from brm.matters.models import MatterKind
from brm.parties.domain import happenings
from brm.search.kernel import MATTER_PAGES
from surveys.feedback import notices, story
from surveys.feedback.domain import acting, by_mail, judging, leaving, queries, receiving

PLUGGED_IN = (notices, story, acting, by_mail, judging, receiving)

MATTER_PAGES[MatterKind.FEEDBACK] = "feedback:item"
happenings.HANDED_OVER.register("feedback", leaving.handed_over)
OPEN_WORK.register("feedback", OpenWork("feedback", _("Open feedback"), leaving.count_open, leaving.pass_on))
PERSONAL.register("feedback", PersonalData("feedback", _("Feedback"), leaving.collect_person))
words.readable("feedback.feedbackitem", queries.feedback_for)
