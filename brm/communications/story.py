"""How the timeline tells of plans, meetings, contacts and visits, to each reader in their language (C-03)."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.communications.calls import day_of
from brm.communications.enums import Channel, Origin, VisitReason
from brm.timeline.domain import KINDS, TimelineKind
from brm.timeline.models import TimelineEntry

_TONES = {
    "hold": "green", "hold_late": "yellow", "missed": "red", "rescheduled": "purple", "cancelled": "grey",
}  # fmt: skip


def _told(entry: TimelineEntry, sentences: dict[str, str]) -> str:
    words = {name: str(value if value is not None else "") for name, value in entry.params.items()}
    words |= {name: day_of(entry.params.get(name)) for name in ("due_on", "old", "new") if name in entry.params}
    return sentences.get(entry.event, "%(title)s") % {"title": "", **words}


def _meeting(entry: TimelineEntry) -> str:
    return _told(
        entry,
        {
            "hold": _("Held: %(title)s"),
            "hold_late": _("Held late: %(title)s"),
            "missed": _("Missed: %(title)s, due on %(due_on)s"),
            "rescheduled": _("Moved: %(title)s, from %(old)s to %(new)s"),
            "cancelled": _("Cancelled: %(title)s, due on %(due_on)s"),
        },
    )


def _interaction(entry: TimelineEntry) -> str:
    known = Channel(entry.event).label if entry.event in Channel.values else _("Contact made")
    return str(known)


def _interaction_tone(entry: TimelineEntry) -> str:
    perception = entry.params.get("perception")
    if perception is None or perception == 0:
        return "blue"
    return "green" if perception > 0 else ("red" if perception <= -2 else "orange")


def _plan(entry: TimelineEntry) -> str:
    origin = entry.params.get("origin")
    agreed = _("Communication plan agreed: %(title)s")
    if origin == Origin.AGREEMENT:
        agreed = _("Communication plan taken from the service agreement: %(title)s")
    return _told(
        entry,
        {
            "agree": agreed,
            "activate": _("Communication plan active: %(title)s"),
            "suspend": _("Communication plan suspended: %(title)s"),
            "resume": _("Communication plan resumed: %(title)s"),
            "end": _("Communication plan ended: %(title)s"),
        },
    )


def _visit(entry: TimelineEntry) -> str:
    purpose = {"purpose": entry.params.get("purpose", "")}
    told = {
        "propose": _("Executive visit proposed: %(purpose)s"),
        "approve": _("Executive visit approved: %(purpose)s"),
        "schedule": _("Executive visit scheduled: %(purpose)s"),
        "hold": _("Executive visit held: %(purpose)s"),
        "follow_up": _("Executive visit followed up: %(purpose)s"),
        "cancel": _("Executive visit cancelled: %(purpose)s"),
    }
    reason = entry.params.get("reason", "")
    label = VisitReason(reason).label if reason in VisitReason.values else ""
    return f"{told.get(entry.event, '%(purpose)s') % purpose} · {label}" if label else told[entry.event] % purpose


def _page(name: str) -> Callable[[TimelineEntry], str]:
    return lambda entry: reverse(f"communications:{name}", args=[entry.subject_id]) if entry.subject_id else ""


KINDS.register(
    "meeting",
    TimelineKind(
        "meeting", gettext_lazy("Meetings"), "calendar-event", _meeting, _page("meeting"),
        lambda entry: _TONES.get(entry.event, ""),
    ),
)  # fmt: skip
KINDS.register(
    "interaction",
    TimelineKind(
        "interaction", gettext_lazy("Contacts made"), "message", _interaction, _page("interaction"), _interaction_tone
    ),
)
KINDS.register(
    "plan", TimelineKind("plan", gettext_lazy("Communication plans"), "calendar-repeat", _plan, _page("plan"))
)
KINDS.register("visit", TimelineKind("visit", gettext_lazy("Executive visits"), "briefcase", _visit, _page("visit")))
