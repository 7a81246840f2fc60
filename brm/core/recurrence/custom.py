"""A rule of one's own: the text of an RFC 5545 RRULE, tamed so that it always ends and speaks of days only."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rrule, rrulestr
from django.utils.translation import gettext as _

from brm.core.errors import DomainError

LONGEST = 200
HORIZON = timedelta(days=366 * 11)
_PARTS = re.compile(r"[A-Z]+=[A-Z0-9,+-]+(;[A-Z]+=[A-Z0-9,+-]+)*")
_KNOWN = {"FREQ", "INTERVAL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"}
_ENDS = {"COUNT", "UNTIL"}
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}


def check_custom(text: object, start: date) -> str:
    """The text in its plain form, or a refusal that says what is wrong with it."""
    if not isinstance(text, str) or not text.strip():
        raise DomainError(_("Write the rule, for example FREQ=MONTHLY;BYDAY=-1FR."), field="custom")
    plain = re.sub(r"\s+", "", text).upper().removeprefix("RRULE:").strip(";")
    if len(plain) > LONGEST or not _PARTS.fullmatch(plain):
        raise DomainError(_("This is not a rule such as FREQ=MONTHLY;BYDAY=-1FR."), field="custom")
    parts = [part.split("=", 1) for part in plain.split(";")]
    names = [name for name, _value in parts]
    if len(set(names)) < len(names):
        raise DomainError(_("The rule says something twice."), field="custom")
    if _ENDS & set(names):
        raise DomainError(_("Say the end of the rule in its own field, not with COUNT or UNTIL."), field="custom")
    if unknown := sorted(set(names) - _KNOWN):
        raise DomainError(
            _("The rule speaks of days only; it cannot have %(name)s.") % {"name": unknown[0]}, field="custom"
        )
    if dict(parts).get("FREQ") not in _FREQUENCIES:
        raise DomainError(_("FREQ is DAILY, WEEKLY, MONTHLY or YEARLY."), field="custom")
    if not 1 <= len(interval := dict(parts).get("INTERVAL", "1")) <= 3 or not interval.isdigit() or int(interval) < 1:
        raise DomainError(_("INTERVAL is a number from 1 to 999."), field="custom")
    try:
        first = next(days_of_custom(plain, start, start, start + HORIZON), None)
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, OverflowError):
        raise DomainError(_("This is not a rule such as FREQ=MONTHLY;BYDAY=-1FR."), field="custom") from None
    if first is None:
        raise DomainError(_("By this rule nothing would ever come round."), field="custom")
    return plain


def days_of_custom(text: str, start: date, from_: date, to: date) -> Iterator[date]:
    """The days of a rule that began at ``start``, from ``from_`` to ``to``, both included."""
    # An impossible rule would be searched to the end of time: the search itself ends at ``to``.
    bounded = _parsed(text, start).replace(until=datetime.combine(to, time.max))
    for moment in bounded.xafter(datetime.combine(from_, time.min), inc=True):
        yield moment.date()


@lru_cache(maxsize=512)
def _parsed(text: str, start: date) -> rrule:
    found = rrulestr(text, dtstart=datetime.combine(start, time.min), cache=False)
    if not isinstance(found, rrule):
        raise TypeError("one rule is needed")
    return found
