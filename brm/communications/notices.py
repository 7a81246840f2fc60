"""What people are told about meetings and visits, in words of their language and moments of their zone."""

from collections.abc import Callable
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.notifications.domain.kinds import KINDS, NotificationKind, Params


def moment(value: object) -> str:
    """A moment as the recipient writes it, with the zone it is shown in."""
    if not isinstance(value, datetime):
        return str(value or "")
    here = timezone.localtime(value)
    return f"{formats.date_format(here, 'DATE_FORMAT')} {here:%H:%M} ({timezone.get_current_timezone_name()})"


def _names(params: Params) -> dict[str, object]:
    return {
        "title": params.get("title", ""),
        "organisation": params.get("organisation", ""),
        "moment": moment(params.get("starts_at")),
        "day": formats.date_format(params["due_on"], "DATE_FORMAT") if params.get("due_on") else "",
        "purpose": params.get("purpose", ""),
        "person": params.get("owner", ""),
    }


def _lines(*pairs: tuple[str, object]) -> str:
    return "\n".join(f"{label}: {value}" for label, value in pairs if value)


def _reminder_subject(params: Params) -> str:
    return _("%(day)s: %(title)s with %(organisation)s") % _names(params)


def _reminder_body(params: Params) -> str:
    return _lines(
        (_("When"), moment(params.get("starts_at"))),
        (_("Where"), params.get("place", "")),
        (_("Agenda"), params.get("agenda", "")),
    )


def _invitation_subject(params: Params) -> str:
    return _("Invitation: %(title)s, %(day)s") % _names(params)


def _missed_subject(params: Params) -> str:
    return _("Missed: %(title)s with %(organisation)s, due on %(day)s") % _names(params)


def _missed_body(params: Params) -> str:
    return _lines(
        (_("Responsible"), params.get("owner", "")),
        (_("Reason"), params.get("reason", "") or _("none given yet; write why, and a new day")),
    )


def _minutes_subject(params: Params) -> str:
    return _("Minutes: %(title)s with %(organisation)s") % _names(params)


def _minutes_body(params: Params) -> str:
    return str(params.get("summary", ""))


def _visit_subject(params: Params) -> str:
    return _("Executive visit at %(organisation)s: %(moment)s") % _names(params)


def _visit_body(params: Params) -> str:
    return _lines(
        (_("Purpose"), params.get("purpose", "")),
        (_("When"), moment(params.get("starts_at"))),
        (_("Where"), params.get("place", "")),
        (_("Briefing"), params.get("briefing", "")),
    )


def _visit_invitation_subject(params: Params) -> str:
    return _("Invitation: visit of our executives, %(moment)s") % _names(params)


def _kind(
    name: str,
    label: object,
    subject: Callable[[Params], str],
    body: Callable[[Params], str],
    *,
    category: str = "meetings",
    icon: str = "calendar-event",
    urgent: bool = False,
    in_inbox: bool = True,
) -> None:
    KINDS.register(
        name, NotificationKind(name, category, label, subject, body, icon=icon, urgent=urgent, in_inbox=in_inbox)
    )


_kind("meeting_reminder", gettext_lazy("A meeting is near"), _reminder_subject, _reminder_body, urgent=True)
_kind(
    "meeting_invitation", gettext_lazy("Invitation to a meeting"), _invitation_subject, _reminder_body, in_inbox=False
)
_kind(
    "meeting_missed", gettext_lazy("A meeting was missed"), _missed_subject, _missed_body,
    category="attention", icon="calendar-x", urgent=True,
)  # fmt: skip
_kind("meeting_minutes", gettext_lazy("Minutes of a meeting"), _minutes_subject, _minutes_body, icon="notes")
_kind("visit_scheduled", gettext_lazy("An executive visit is scheduled"), _visit_subject, _visit_body, urgent=True)
_kind(
    "visit_invitation", gettext_lazy("Invitation to an executive visit"), _visit_invitation_subject, _visit_body,
    in_inbox=False,
)  # fmt: skip
