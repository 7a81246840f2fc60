"""Days one can reckon with: far enough for every purpose, and no arithmetic breaks at the ends of the calendar."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)


def is_in_reach(value: date | datetime) -> bool:
    """Whether a day or moment lies between 1900 and 2200."""
    return FIRST <= (value.date() if isinstance(value, datetime) else value) <= LAST


def refuse_out_of_reach(value: date | datetime) -> None:
    """A validator for the fields of forms."""
    if not is_in_reach(value):
        raise ValidationError(out_of_reach())


def out_of_reach() -> str:
    """What is said about a day beyond reach."""
    return _("Choose a day between 1900 and 2200.")
