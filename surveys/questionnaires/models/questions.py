"""One question of a version, and the library good questions are taken from (Q-12)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brm.core.models import Versioned
from surveys.questionnaires.enums import QuestionType
from surveys.questionnaires.models.asked import AskedQuestion
from surveys.questionnaires.models.questionnaires import QuestionnaireVersion
from surveys.questionnaires.models.triggers import frozen_question


class Question(AskedQuestion):
    """A question of a version. Its ``code`` is the same in every version: the trend follows it.

    ``show_if``: {"code", "op" (Comparison), "value"} of an earlier question, empty: always.
    """

    version = models.ForeignKey(QuestionnaireVersion, models.CASCADE, related_name="questions", db_index=False)
    position = models.PositiveSmallIntegerField(_("place"))
    code = models.SlugField(_("code"), max_length=40, db_index=False)
    is_required = models.BooleanField(_("must be answered"), default=False)
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
        triggers = [frozen_question()]

    def __str__(self) -> str:
        return self.said("text") or self.code

    @property
    def questionnaire_version(self) -> QuestionnaireVersion:
        """The version it belongs to, for programs: elsewhere ``version`` counts changes."""
        return self.version


class LibraryQuestion(AskedQuestion, Versioned):
    """A question worth asking again, tagged with its factor of experience (Q-12). Taken as a copy, under its code."""

    code = models.SlugField(_("code"), max_length=40, db_index=False)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("question of the library")
        verbose_name_plural = _("question library")
        ordering = ["factor", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], name="a_library_code_is_used_once",
                violation_error_message=_("Another question has this code."),
            ),
            models.CheckConstraint(condition=Q(type__in=QuestionType.values), name="library_question_type_is_known"),
            models.CheckConstraint(
                condition=Q(high__gt=F("low")), name="a_library_scale_rises",
                violation_error_message=_("The scale ends above where it begins."),
            ),
        ]  # fmt: skip
