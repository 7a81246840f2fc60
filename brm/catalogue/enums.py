"""Words of the catalogue: audiences, risks and how they are answered, units, windows."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Audience(models.TextChoices):
    """Who reads the catalogue: each sees a view of its own (M-14)."""

    SPONSOR = "sponsor", _("Sponsors")
    CUSTOMER = "customer", _("Customers")
    USER = "user", _("Users")
    IT = "it", _("The customer's IT")


class NoteKind(models.TextChoices):
    """What a customer must know before it takes a service (M-15)."""

    RISK = "risk", pgettext_lazy("of a service", "Risk")
    CONSTRAINT = "constraint", _("Constraint")


class Answer(models.TextChoices):
    """Only the customer decides which risk to accept (INV-56)."""

    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Not accepted")


class Direction(models.TextChoices):
    """Which way a metric gets stricter (INV-01)."""

    LOWER = "lower", _("Lower is stricter")
    HIGHER = "higher", _("Higher is stricter")


class Unit(models.TextChoices):
    """In what a target is counted."""

    MINUTES = "minutes", _("minutes")
    HOURS = "hours", _("hours")
    WORKING_HOURS = "working_hours", _("working hours")
    DAYS = "days", _("days")
    WORKING_DAYS = "working_days", _("working days")
    PERCENT = "percent", "%"
    COUNT = "count", _("times")
    HOURS_PER_WEEK = "hours_per_week", _("hours a week")
    POINTS = "points", _("points")


class Window(models.TextChoices):
    """When a promise holds: the coverage window, widest first."""

    ALWAYS = "24x7", "7×24"
    DAILY = "12x7", "7×12"
    LONG_DAYS = "12x5", "5×12"
    OFFICE = "8x5", "5×8"
    CUSTOM = "custom", _("As described")


class Verdict(models.TextChoices):
    """How a term that backs another compares with it (INV-01, INV-02)."""

    STRICTER = "stricter", _("Stricter")
    EQUAL = "equal", _("Equal")
    LOOSER = "looser", _("Looser")
    NOT_COMPARABLE = "not_comparable", _("Not comparable")
