"""A rule said in a sentence that its reader understands without knowing what a rule is (C-07)."""

from django.utils import formats
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from brm.core.recurrence.rule import LAST, Frequency, HolidayHandling, Rule


def describe(rule: Rule) -> str:
    """“On the 15th day of every month; if it is a holiday, on the working day after”, in the reader's language."""
    parts = [_often(rule)]
    if rule.nth_working_day is None and rule.holidays == HolidayHandling.AFTER:
        parts.append(_("if it is a holiday, on the working day after"))
    elif rule.nth_working_day is None and rule.holidays == HolidayHandling.BEFORE:
        parts.append(_("if it is a holiday, on the working day before"))
    if rule.until is not None:
        parts.append(_("until %(day)s") % {"day": formats.date_format(rule.until, "SHORT_DATE_FORMAT")})
    if rule.count is not None:
        parts.append(ngettext("%(n)d time in all", "%(n)d times in all", rule.count) % {"n": rule.count})
    return pgettext("between parts of a rule", "; ").join(parts)


def _often(rule: Rule) -> str:
    if rule.frequency == Frequency.CUSTOM:
        return _("By a rule of one's own: %(rule)s") % {"rule": rule.custom}
    if rule.frequency == Frequency.WEEKLY:
        days = _list([_weekday(weekday) for weekday in rule.weekdays])
        text = _("Every week on %(days)s") if rule.interval == 1 else _("Every %(n)d weeks on %(days)s")
        return text % {"n": rule.interval, "days": days}
    values = {"day": _day(rule), "n": rule.interval, "months": _months(rule)}
    return _pattern(rule) % values


def _pattern(rule: Rule) -> str:
    n = rule.interval
    if rule.frequency == Frequency.QUARTERLY:
        once = _("On %(day)s of %(months)s of every quarter")
        return once if n == 1 else _("Every %(n)d quarters, on %(day)s of %(months)s")
    if rule.frequency == Frequency.HALF_YEARLY:
        once = _("On %(day)s of %(months)s of every half-year")
        return once if n == 1 else _("Every %(n)d half-years, on %(day)s of %(months)s")
    if rule.frequency == Frequency.YEARLY:
        once = _("Every year in %(months)s, on %(day)s")
        return once if n == 1 else _("Every %(n)d years in %(months)s, on %(day)s")
    if rule.months:
        return _("Every year in %(months)s, on %(day)s")
    return _("On %(day)s of every month") if n == 1 else _("Every %(n)d months, on %(day)s")


def _day(rule: Rule) -> str:
    if rule.nth_working_day is not None:
        if rule.nth_working_day == LAST:
            return _("the last working day")
        if rule.nth_working_day < 0:
            return _("the %(nth)s to last working day") % {"nth": _nth(-rule.nth_working_day)}
        return _("the %(nth)s working day") % {"nth": _nth(rule.nth_working_day)}
    if rule.nth_week == LAST:
        return _("the last %(weekday)s") % {"weekday": _weekday(rule.weekdays[0])}
    if rule.nth_week is not None:
        return _("the %(nth)s %(weekday)s") % {"nth": _nth(rule.nth_week), "weekday": _weekday(rule.weekdays[0])}
    if rule.day == LAST:
        return _("the last day")
    return _("the %(nth)s day") % {"nth": _nth(rule.day or 1)}


def _months(rule: Rule) -> str:
    if rule.frequency in (Frequency.QUARTERLY, Frequency.HALF_YEARLY):
        return _("the %(nth)s month") % {"nth": _nth(rule.months[0])}
    return _list([_month(month) for month in rule.months])


def _nth(number: int) -> str:
    """An ordinal where the language bends its numbers, else the plain number."""
    if not (get_language() or "en").startswith("en"):
        return str(number)
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _weekday(weekday: int) -> str:
    return str(WEEKDAYS[weekday])


def _month(month: int) -> str:
    return str(MONTHS[month])


def _list(words: list[str]) -> str:
    *most, last = words or [""]
    if not most:
        return last
    return _("%(most)s and %(last)s") % {"most": pgettext("between words of a list", ", ").join(most), "last": last}
