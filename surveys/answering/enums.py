"""Words of answers and of following them up."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FollowUpStatus(models.TextChoices):
    """A low answer has an owner until something came of it (4.3)."""

    OPEN = "open", _("To be followed up")
    CONTACTED = "contacted", _("Spoken with them")
    DONE = "done", _("Done")


OPEN_FOLLOW_UP = (FollowUpStatus.OPEN, FollowUpStatus.CONTACTED)


class Outcome(models.TextChoices):
    """What came of a follow-up."""

    RECOVERED = "recovered", _("Content again")
    IMPROVING = "improving", _("We are improving it")
    NOT_RECOVERED = "not_recovered", _("Still not content")
    NO_ANSWER = "no_answer", _("Could not be reached")
