"""Words of the feedback inbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FeedbackChannel(models.TextChoices):
    """Where feedback came in; providers listen through at least these (Q-13)."""

    SURVEY = "survey", _("Survey answer")
    MAIL = "mail", pgettext_lazy("way in", "E-mail")
    FORM = "form", _("Form on the web")
    PORTAL = "portal", _("Customer portal")
    CALL = "call", _("Call")
    VISIT = "visit", _("Visit")
    SOCIAL = "social", _("Social media")
    REVIEW = "review", _("Customer review")
    USAGE = "usage", _("Use of the service")


class FeedbackKind(models.TextChoices):
    """What it turned out to be (Q-05)."""

    UNCLEAR = "", _("Not judged yet")
    COMPLAINT = "complaint", _("Complaint")
    PRAISE = "praise", _("Praise")
    SUGGESTION = "suggestion", _("Suggestion")
    QUESTION = "question", pgettext_lazy("feedback", "Question")


class FeedbackStatus(models.TextChoices):
    """Feedback ends as complaint or praise, or answered (INV-34)."""

    RECEIVED = "received", pgettext_lazy("state of feedback", "Received")
    CLASSIFIED = "classified", _("Judged, to be answered")
    CONVERTED = "converted", _("Taken on")
    ANSWERED = "answered", _("Answered")


OPEN_FEEDBACK = (FeedbackStatus.RECEIVED, FeedbackStatus.CLASSIFIED)


class ConfirmedBy(models.TextChoices):
    """How the teller learned that it arrived, and under which number (Q-06)."""

    MAIL = "mail", _("Mail")
    PORTAL = "portal", _("Customer portal")
    CALL = "call", _("Call")
    VISIT = "visit", _("In person")


GOES_ON = (FeedbackKind.COMPLAINT, FeedbackKind.PRAISE)
ANSWERABLE = (FeedbackKind.SUGGESTION, FeedbackKind.QUESTION)
