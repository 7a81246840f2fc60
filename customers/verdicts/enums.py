"""Words of verdicts."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Light(models.TextChoices):
    """How it looks."""

    GREEN = "green", pgettext_lazy("verdict", "Green")
    AMBER = "amber", pgettext_lazy("verdict", "Amber")
    RED = "red", pgettext_lazy("verdict", "Red")


class Group(models.TextChoices):
    """What lasting operation is judged by (Q-10)."""

    INCOME = "income", _("Business income")
    EVENTS = "events", pgettext_lazy("verdict", "Major events")
    PENALTIES = "penalties", _("Penalties")


class Ask(models.TextChoices):
    """The seven questions (Q-10)."""

    PAY = "pay", _("Is the customer willing to keep paying?")
    SPEND = "spend", _("Is the customer willing to extend the cooperation and spend more?")
    COMPLAINTS = "complaints", _("Do complaints about major events fall?")
    INCIDENTS = "incidents", _("Does the rate of major incidents fall?")
    EXECUTIVES = "executives", _("Do the customer’s executives think well of them?")
    SLA = "sla", _("Is the customer’s SLA met?")
    PENALTY = "penalty", _("Was no penalty clause triggered?")

    @property
    def group(self) -> Group:
        """Which of the three it belongs to."""
        if self in {Ask.PAY, Ask.SPEND}:
            return Group.INCOME
        return Group.PENALTIES if self in {Ask.SLA, Ask.PENALTY} else Group.EVENTS


class Level(models.IntegerChoices):
    """What the customer takes service for (服务价值认知度, Q-11)."""

    SOLVING = 1, _("Handling and solving problems")
    GUARDING = 2, _("Guarding, so that no problem occurs")
    IMPROVING = 3, _("Optimising and raising the business")
    CREATING = 4, _("Creating value")


class Decision(models.TextChoices):
    """What the asking led to (Q-15)."""

    BUILD = "build", _("Do it")
    CHANGE = "change", _("Do it differently")
    DROP = "drop", _("Leave it")
