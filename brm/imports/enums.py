"""Words of the imports."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """Where an import stands. The three -ing states wait for, or are held by, the worker."""

    MAPPING = "mapping", _("Columns to be matched")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked")
    APPLYING = "applying", _("Being taken over")
    APPLIED = "applied", _("Taken over")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")
    FAILED = "failed", _("Failed")
    DISCARDED = "discarded", _("Discarded")


AT_WORK = (Status.CHECKING, Status.APPLYING, Status.UNDOING)


class Outcome(models.TextChoices):
    """What a row would do, or did."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    REPEATED = "repeated", _("Repeated in the file")
    ERROR = "error", _("With errors")


class Mode(models.TextChoices):
    """What to do about rows with errors."""

    ALL_OR_NOTHING = "all", _("All or nothing: take over only if no row has an error")
    GOOD_ROWS = "good", _("Good rows only: leave rows with errors out")


class Repeats(models.TextChoices):
    """What it means that several rows of the file are about the same record."""

    REFUSE = "refuse", _("A mistake: report every repetition")
    FIRST = "first", _("One record: the first row counts")
    LAST = "last", _("One record: the last row counts (its final state)")


class DateOrder(models.TextChoices):
    """How days are written in the file. Year first is always understood."""

    YEAR_FIRST = "ymd", _("Year first: 2026-03-31, 2026/3/31, 2026年3月31日")
    DAY_FIRST = "dmy", _("Day first: 31-03-2026")
    MONTH_FIRST = "mdy", _("Month first: 3/31/2026")


class FieldType(models.TextChoices):
    TEXT = "text", _("Text")
    NUMBER = "number", pgettext_lazy("type of field", "Number")
    DATE = "date", _("Date")
    MOMENT = "moment", _("Date and time")
    FLAG = "flag", _("Yes or no")
    CHOICE = "choice", _("Choice")
    EMAIL = "email", _("E-mail")
    PERSON = "person", _("Colleague")
    ZONE = "zone", _("Time zone")
