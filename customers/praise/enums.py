"""The words of praise: where it came from, whom it names, what is done with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PraiseStatus(models.TextChoices):
    """The life of praise (4.2)."""

    RECORDED = "recorded", _("Recorded")
    VERIFIED = "verified", _("Verified")
    PUBLISHED = "published", _("Published")
    SHARED = "shared", _("Experience shared")
    DECLINED = "declined", _("Not confirmed")


class Source(models.TextChoices):
    """Where it reached us."""

    PORTAL = "portal", _("Customer portal")
    MAIL = "mail", _("E-mail")
    CALL = "call", _("Call")
    MEETING = "meeting", _("Meeting or visit")
    LETTER = "letter", _("Letter or pennant")
    SURVEY = "survey", _("Survey")


class Target(models.TextChoices):
    """Whom it praises: somebody by name, or a whole team (C-19)."""

    UNKNOWN = "", _("Not known yet")
    PEOPLE = "people", _("People by name")
    TEAM = "team", _("A whole team")


class Publicity(models.TextChoices):
    """How far it is made known (C-19)."""

    NONE = "", _("Not published")
    INTERNAL = "internal", _("Among us")
    EXTERNAL = "external", _("Outside too")


class Form(models.TextChoices):
    """The three forms praise may take (C-18)."""

    LETTER = "letter", _("Letter of commendation")
    EXCHANGE = "exchange", _("Experience exchange with the customer")
    SHARING = "sharing", _("Experience sharing by the engineer")


class ConsentScope(models.TextChoices):
    """What the customer lets us show outside (INV-35)."""

    WORDS = "words", _("The words only")
    ORGANISATION = "organisation", _("The words and the organisation")
    PERSON = "person", _("The words, the organisation and the person")


class ThankChannel(models.TextChoices):
    """How the customer was thanked."""

    MAIL = "mail", _("E-mail from here")
    CALL = "call", _("Call")
    VISIT = "visit", _("In person")
    MESSAGE = "message", _("Message")


REAL = (PraiseStatus.VERIFIED, PraiseStatus.PUBLISHED, PraiseStatus.SHARED)
"""Confirmed: it counts for people and teams."""
ON_THE_WALL = (PraiseStatus.PUBLISHED, PraiseStatus.SHARED)
