"""One question: its words in both languages, how it is answered, what it measures, when it is shown."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from surveys.questionnaires.enums import ExperienceFactor, Measure, QuestionType
from surveys.questionnaires.models.questionnaires import QuestionnaireVersion


class Question(models.Model):
    """A question of a version. Its ``code`` is the same in every version: the trend follows it.

    ``options``: [{"value", "en", "zh", "score" 0-100 or none}];
    ``lines`` of a matrix: [{"code", "en", "zh", "factor"}];
    ``show_if``: {"code", "op" (Comparison), "value"} of an earlier question, empty: always.
    """

    version = models.ForeignKey(QuestionnaireVersion, models.CASCADE, related_name="questions", db_index=False)
    position = models.PositiveSmallIntegerField(_("place"))
    code = models.SlugField(_("code"), max_length=40, db_index=False)
    type = models.CharField(_("type of answer"), max_length=10, choices=QuestionType.choices)
    text_en = models.CharField(_("question (English)"), max_length=400, blank=True)
    text_zh = models.CharField(_("question (Chinese)"), max_length=400, blank=True)
    hint_en = models.CharField(_("hint (English)"), max_length=300, blank=True)
    hint_zh = models.CharField(_("hint (Chinese)"), max_length=300, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
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
    show_if = models.JSONField(_("shown if"), default=dict, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["version_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "code"], name="a_question_code_is_used_once",
                violation_error_message=_("Another question has this code."),
            ),
            models.UniqueConstraint(
                fields=["version", "position"], name="questions_stand_one_after_another",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(type__in=QuestionType.values), name="question_type_is_known"),
            models.CheckConstraint(
                condition=Q(high__gt=F("low")), name="a_scale_rises",
                violation_error_message=_("The scale ends above where it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(measure="nps") | Q(type="ten"), name="recommendation_is_asked_from_0_to_10",
                violation_error_message=_("Recommendation (NPS) is asked from 0 to 10."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.said("text") or self.code

    def said(self, name: str, language: str | None = None) -> str:
        """A text in one language, in the other where there is none."""
        first, second = ("zh", "en") if (language or get_language() or "").startswith("zh") else ("en", "zh")
        return getattr(self, f"{name}_{first}") or getattr(self, f"{name}_{second}")
