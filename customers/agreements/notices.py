"""What people are told about agreements that near their end, in words of their language."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brm.notifications.domain.kinds import KINDS, NotificationKind, Params
from customers.agreements.domain.attention import ENDING


def day_of(value: object) -> str:
    """A day as the reader writes it."""
    if not value:
        return ""
    return formats.date_format(value if isinstance(value, date) else date.fromisoformat(str(value)), "DATE_FORMAT")


def _subject(params: Params) -> str:
    days = int(params.get("days") or 0)
    return ngettext(
        "%(title)s with %(organisation)s ends in %(days)d day",
        "%(title)s with %(organisation)s ends in %(days)d days",
        days,
    ) % {"title": params.get("title", ""), "organisation": params.get("organisation", ""), "days": days}


def _body(params: Params) -> str:
    lines = [
        _("Agreement %(number)s ends on %(day)s.")
        % {"number": params.get("number", ""), "day": day_of(params.get("end_on"))},
        _("Decide what is to become of it, and prepare the renewal in time."),
    ]
    return "\n".join(lines)


KINDS.register(
    ENDING,
    NotificationKind(
        ENDING,
        "relationships",
        gettext_lazy("A service agreement nears its end"),
        _subject,
        _body,
        icon="certificate",
    ),
)  # fmt: skip
