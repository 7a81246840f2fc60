"""Words of the risk register: its life, what one does about a risk, how grave it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """The life of a risk (4.5)."""

    IDENTIFIED = "identified", _("Identified")
    ASSESSED = "assessed", _("Assessed")
    TREATED = "treated", _("Treated")
    MONITORED = "monitored", _("Monitored")
    OCCURRED = "occurred", _("Occurred")
    CLOSED = "closed", pgettext_lazy("risk", "Closed")


OPEN = (Status.IDENTIFIED, Status.ASSESSED, Status.TREATED, Status.MONITORED, Status.OCCURRED)


TONES: dict[str, str] = {
    Status.IDENTIFIED: "blue", Status.ASSESSED: "yellow", Status.TREATED: "teal", Status.MONITORED: "green",
    Status.OCCURRED: "red",
}  # fmt: skip
"""The colour each state wears."""


class Response(models.TextChoices):
    """What is done about a risk (G-43)."""

    AVOID = "avoid", _("Avoid it")
    REDUCE = "reduce", _("Reduce it")
    TRANSFER = "transfer", _("Share or transfer it")
    ACCEPT = "accept", _("Accept it knowingly")


class Probability(models.IntegerChoices):
    """How likely."""

    RARE = 1, _("Rare")
    UNLIKELY = 2, _("Unlikely")
    POSSIBLE = 3, _("Possible")
    LIKELY = 4, _("Likely")
    ALMOST_CERTAIN = 5, _("Almost certain")


class Impact(models.IntegerChoices):
    """How bad."""

    SLIGHT = 1, _("Slight")
    MINOR = 2, _("Minor")
    NOTICEABLE = 3, _("Noticeable")
    MAJOR = 4, _("Major")
    SEVERE = 5, _("Severe")


class Level(models.IntegerChoices):
    """What probability times impact comes to."""

    LOW = 1, pgettext_lazy("risk", "Low")
    MODERATE = 2, pgettext_lazy("risk", "Moderate")
    ELEVATED = 3, pgettext_lazy("risk", "Elevated")
    HIGH = 4, pgettext_lazy("risk", "High")
    EXTREME = 5, pgettext_lazy("risk", "Extreme")


LEVELS = ((20, Level.EXTREME), (12, Level.HIGH), (8, Level.ELEVATED), (4, Level.MODERATE))
"""From which product of probability and impact a level begins."""


def level_of(score: int | None) -> Level | None:
    """The level of a product; None while it has not been weighed."""
    if score is None:
        return None
    return next((level for least, level in LEVELS if score >= least), Level.LOW)


def scores_of(level: int) -> tuple[int, int]:
    """The least and the greatest product of a level."""
    bounds = {Level.EXTREME: (20, 25), Level.HIGH: (12, 19), Level.ELEVATED: (8, 11), Level.MODERATE: (4, 7)}
    return bounds.get(Level(level), (1, 3))
