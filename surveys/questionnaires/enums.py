"""Words of questionnaires."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a questionnaire is for (Q-01, Q-02, Q-15)."""

    CASE = "case", _("Case by case, about one event")
    PUBLIC = "public", _("Public, about everything")
    NEED = "need", _("Need check, before we invest")


class VersionStatus(models.TextChoices):
    """The life of one version: what was published is never changed, a newer one follows it (4.3)."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class QuestionType(models.TextChoices):
    """How a question is answered."""

    SCALE = "scale", _("Scale with words at its ends")
    TEN = "ten", _("0 to 10")
    CHOICE = "choice", _("One of several")
    MULTIPLE = "multiple", _("Any of several")
    MATRIX = "matrix", _("Several lines on one scale")
    TEXT = "text", _("In their own words")
    CONSENT = "consent", _("Consent")


class Measure(models.TextChoices):
    """What a question measures; loyalty is kept apart from satisfaction (Q-16)."""

    NONE = "", _("Nothing of its own")
    CSAT = "csat", _("Satisfaction (CSAT)")
    NPS = "nps", _("Recommendation (NPS)")
    CES = "ces", _("Effort (CES)")
    STAY = "stay", _("Intent to stay")


class ExperienceFactor(models.TextChoices):
    """The eight factors experience depends on (Q-12)."""

    QUALITY = "quality", _("Quality")
    RISK = "risk", _("Risk and compliance")
    PRICE = "price", _("Price and cost")
    DESIGN = "design", _("Design and convenience")
    COMPATIBILITY = "compatibility", _("Compatibility and interfaces")
    INFORMATION = "information", _("Information, transparency, fairness")
    CONTROL = "control", _("Control")
    SOCIAL = "social", _("Social responsibility")


class Comparison(models.TextChoices):
    """When a question is shown: how the answer to an earlier one compares."""

    IS = "is", _("is")
    IS_NOT = "is_not", _("is not")
    AT_MOST = "at_most", _("is at most")
    AT_LEAST = "at_least", _("is at least")
    ANSWERED = "answered", _("was answered")


WITH_OPTIONS = frozenset({QuestionType.CHOICE, QuestionType.MULTIPLE})
WITH_SCALE = frozenset({QuestionType.SCALE, QuestionType.MATRIX})
LOYALTY = frozenset({Measure.NPS, Measure.STAY})
