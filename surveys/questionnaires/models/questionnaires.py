"""A questionnaire and its versions: answers always name the version they were given to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.core.models import Versioned
from surveys.questionnaires.enums import Purpose, VersionStatus
from surveys.questionnaires.models.asked import said
from surveys.questionnaires.models.triggers import frozen_version


class Questionnaire(Versioned):
    """What lives on through its versions: a name, a purpose, its trend."""

    name = models.CharField(_("name"), max_length=120)
    purpose = models.CharField(_("purpose"), max_length=8, choices=Purpose.choices, default=Purpose.PUBLIC)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], name="a_questionnaire_has_its_name_once",
                violation_error_message=_("There is a questionnaire of this name."),
            ),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="questionnaire_purpose_is_known"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("questionnaires:detail", args=[self.pk])


class QuestionnaireVersion(Versioned):
    """One wording of a questionnaire, in both languages; frozen when it is published."""

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField(_("version of the questionnaire"))
    status = models.CharField(
        _("state"), max_length=10, choices=VersionStatus.choices, default=VersionStatus.DRAFT, editable=False
    )
    title_en = models.CharField(_("title (English)"), max_length=160, blank=True)
    title_zh = models.CharField(_("title (Chinese)"), max_length=160, blank=True)
    intro_en = models.TextField(_("introduction (English)"), blank=True)
    intro_zh = models.TextField(_("introduction (Chinese)"), blank=True)
    thanks_en = models.TextField(_("thanks (English)"), blank=True)
    thanks_zh = models.TextField(_("thanks (Chinese)"), blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("version of a questionnaire")
        verbose_name_plural = _("versions of questionnaires")
        ordering = ["questionnaire_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="a_version_number_is_given_once"),
            models.UniqueConstraint(
                fields=["questionnaire"], condition=Q(status="draft"), name="a_questionnaire_has_one_draft",
                violation_error_message=_("There is a draft already. Go on with it."),
            ),
            models.UniqueConstraint(
                fields=["questionnaire"], condition=Q(status="published"),
                name="a_questionnaire_has_one_published_version",
            ),
            models.CheckConstraint(condition=Q(status__in=VersionStatus.values), name="version_status_is_known"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False), name="what_is_not_a_draft_was_published"
            ),
        ]  # fmt: skip
        triggers = [frozen_version()]

    def __str__(self) -> str:
        return f"{self.questionnaire} · {self.number}"

    @property
    def title(self) -> str:
        """In the reader's language."""
        return self.said("title")

    def said(self, name: str, language: str | None = None) -> str:
        """A text in one language, in the other where there is none."""
        return said(self, name, language)
