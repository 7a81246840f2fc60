"""Where questionnaires plug in: history and its words."""

from django.utils.translation import gettext_lazy as _

from brm.audit import words
from surveys.questionnaires.domain import composing, drafting
from surveys.questionnaires.domain.queries import library_for, questionnaires_for

PLUGGED_IN = (composing, drafting)

words.readable("questionnaires.questionnaire", questionnaires_for)
words.readable("questionnaires.libraryquestion", library_for)
words.word("question", _("Question"))
words.word("version_number", _("Version"))
