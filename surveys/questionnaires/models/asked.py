"""What any question says, in a questionnaire or in the library."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from surveys.questionnaires.enums import ExperienceFactor, Measure, QuestionType


def said(row: models.Model, name: str, language: str | None = None) -> str:
    """A text of a row in one language, in the other where there is none."""
    first, second = ("zh", "en") if (language or get_language() or "").startswith("zh") else ("en", "zh")
    return getattr(row, f"{name}_{first}") or getattr(row, f"{name}_{second}")


class AskedQuestion(models.Model):
    """The words in both languages, how it is answered, what it measures.

    ``options``: [{"value", "en", "zh", "score" 0-100 or none}];
    ``lines`` of a matrix: [{"code", "en", "zh", "factor"}].
    """

    type = models.CharField(_("type of answer"), max_length=10, choices=QuestionType.choices)
    text_en = models.CharField(_("question (English)"), max_length=400, blank=True)
    text_zh = models.CharField(_("question (Chinese)"), max_length=400, blank=True)
    hint_en = models.CharField(_("hint (English)"), max_length=300, blank=True)
    hint_zh = models.CharField(_("hint (Chinese)"), max_length=300, blank=True)
    factor = models.CharField(_("factor of experience"), max_length=14, choices=ExperienceFactor.choices, blank=True)
    measure = models.CharField(_("measures"), max_length=4, choices=Measure.choices, blank=True)
    low = models.SmallIntegerField(_("scale from"), default=1)
    high = models.SmallIntegerField(_("scale to"), default=5)
    low_label_en = models.CharField(_("word at the low end (English)"), max_length=60, blank=True)
    low_label_zh = models.CharField(_("word at the low end (Chinese)"), max_length=60, blank=True)
    high_label_en = models.CharField(_("word at the high end (English)"), max_length=60, blank=True)
    high_label_zh = models.CharField(_("word at the high end (Chinese)"), max_length=60, blank=True)
    options = models.JSONField(_("answers to choose from"), default=list, blank=True)
    lines = models.JSONField(_("lines"), default=list, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.said("text")

    def said(self, name: str, language: str | None = None) -> str:
        """A text in one language, in the other where there is none."""
        return said(self, name, language)
