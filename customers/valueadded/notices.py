"""What people are told about value-added services, in words of their language."""

from collections.abc import Callable
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.notifications.domain.kinds import CATEGORIES, KINDS, NotificationKind, Params

CATEGORY = "value_added"


def _names(params: Params) -> dict[str, object]:
    return {"title": params.get("title", ""), "organisation": params.get("organisation", "")}


def _day(value: object) -> str:
    return formats.date_format(date.fromisoformat(str(value)[:10]), "DATE_FORMAT") if value else ""


def _to_decide(params: Params) -> str:
    return _("To decide: value-added service “%(title)s” for %(organisation)s") % _names(params)


def _decided(params: Params) -> str:
    if params.get("step") == "approve":
        return _("Approved: value-added service “%(title)s” for %(organisation)s") % _names(params)
    return _("Rejected: value-added service “%(title)s” for %(organisation)s") % _names(params)


def _reason(params: Params) -> str:
    return str(params.get("reason", ""))


def _scheduled(params: Params) -> str:
    return _("You deliver “%(title)s” to %(organisation)s") % _names(params)


def _days(params: Params) -> str:
    return f"{_day(params.get('starts_on'))} – {_day(params.get('ends_on'))}"


def _nothing(params: Params) -> str:
    return ""


def _kind(name: str, label: object, subject: Callable[[Params], str], body: Callable[[Params], str]) -> None:
    KINDS.register(name, NotificationKind(name, CATEGORY, label, subject, body, icon="gift"))


CATEGORIES.register(CATEGORY, gettext_lazy("Value-added services"))
_kind("value_added_to_decide", gettext_lazy("A value-added service is to be decided"), _to_decide, _nothing)
_kind("value_added_decided", gettext_lazy("A value-added service was decided"), _decided, _reason)
_kind("value_added_scheduled", gettext_lazy("A value-added service is yours to deliver"), _scheduled, _days)
