"""Where complaints plug in: Today, timeline, search, calendars, leaving, hand-over, personal data, history."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.leaving import OPEN_WORK, OpenWork
from brm.accounts.domain.privacy import PERSONAL, PersonalData
from brm.accounts.models import User
from brm.attention.domain import RULES, AttentionRule
from brm.attention.models import Attention
from brm.audit import words
from brm.calendars.registry import days_changed
from brm.parties.domain import contacts, happenings
from brm.parties.models import Organisation, Relationship
from brm.timeline.domain import KINDS, TimelineKind
from brm.timeline.models import TimelineEntry
from customers.complaints import notices
from customers.complaints.domain import (
    asking,
    by_mail,
    conflicts,
    ending,
    escalating,
    leaving,
    merging,
    queries,
    steps,
    switching,
    visiting,
    watching,
)
from customers.complaints.domain.links import page_of
from customers.complaints.domain.queries import message_starts
from customers.complaints.enums import OPEN, ClockKind, Path, Status, WaitEnd
from customers.complaints.models import Complaint
from surveys.asking.domain.holds import HOLDS, Hold
from surveys.asking.enums import Why

PLUGGED_IN = (notices, by_mail, conflicts, ending, escalating, merging, steps, visiting, watching)

_STATES = dict(Status.choices)


def _own(row: Attention) -> str:
    words_ = {key: row.params.get(key, "") for key in ("number", "title", "organisation", "level")}
    words_["state"] = str(_STATES.get(row.params.get("status"), ""))
    if row.params.get("level"):
        return _("%(organisation)s, complaint %(number)s, level %(level)s: %(title)s (%(state)s)") % words_
    return _("%(organisation)s, complaint %(number)s: %(title)s (%(state)s)") % words_


def _escalated(row: Attention) -> str:
    return _("Escalated to you, level %(level)s: complaint %(number)s of %(organisation)s, %(title)s") % {
        key: row.params.get(key, "") for key in ("number", "title", "organisation", "level")
    }


def _approval(row: Attention) -> str:
    return _("Approve the remedy for complaint %(number)s of %(organisation)s: %(title)s") % {
        key: row.params.get(key, "") for key in ("number", "title", "organisation")
    }


def _open_it(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Open the complaint"), page_of(row.subject_id)


RULES.register(
    asking.OWN,
    AttentionRule(asking.OWN, gettext_lazy("Complaint"), "message-report", _own, _open_it, asking.expected_own),
)
RULES.register(
    asking.ESCALATED,
    AttentionRule(
        asking.ESCALATED, gettext_lazy("Escalated complaint"), "alert-triangle", _escalated, _open_it,
        asking.expected_escalated,
    ),
)  # fmt: skip
RULES.register(
    asking.APPROVAL,
    AttentionRule(
        asking.APPROVAL, gettext_lazy("Remedy to approve"), "coin", _approval, _open_it, asking.expected_approval
    ),
)


def _story(entry: TimelineEntry) -> str:
    params = {"number": entry.params.get("number", ""), "title": entry.params.get("title", "")}
    params |= {key: str(entry.params.get(key, "")) for key in ("level", "person", "to_user", "mediator", "score")}
    if entry.event == "file" and entry.params.get("path") == Path.RELAYED:
        return _("Relayed complaint %(number)s: %(title)s") % params
    if entry.event == "escalate":
        known = dict(ClockKind.choices)
        params["clock"] = str(known.get(entry.params.get("clock_kind"), ""))
        return _("Complaint %(number)s rose to level %(level)s, to %(person)s (%(clock)s overdue)") % params
    if entry.event == "resume" and entry.params.get("ended_by") == WaitEnd.EXPIRED:
        return _("Complaint %(number)s: no reply in time, we go on") % params
    sentence = _TOLD.get(entry.event)
    return str(sentence) % params if sentence else f"{params['number']} {params['title']}"


_TOLD = {
    "file": gettext_lazy("Complaint %(number)s: %(title)s"),
    "acknowledge": gettext_lazy("Complaint %(number)s acknowledged"),
    "assess": gettext_lazy("Complaint %(number)s assessed"),
    "investigate": gettext_lazy("Complaint %(number)s under investigation"),
    "take_up": gettext_lazy("Complaint %(number)s taken up at the next level"),
    "assign": gettext_lazy("Complaint %(number)s given to %(to_user)s"),
    "propose_answer": gettext_lazy("Answer to complaint %(number)s proposed"),
    "send_back": gettext_lazy("Answer to complaint %(number)s sent back"),
    "tell_decision": gettext_lazy("Decision on complaint %(number)s told"),
    "accept": gettext_lazy("Decision on complaint %(number)s accepted"),
    "refuse": gettext_lazy("Decision on complaint %(number)s refused"),
    "ask": gettext_lazy("Complaint %(number)s: asked the complainant"),
    "resume": gettext_lazy("Complaint %(number)s: the complainant replied"),
    "close": gettext_lazy("Complaint %(number)s closed"),
    "withdraw": gettext_lazy("Complaint %(number)s withdrawn"),
    "merge": gettext_lazy("Complaint %(number)s merged into another"),
    "reopen": gettext_lazy("Complaint %(number)s reopened"),
    "flag_conflict": gettext_lazy("Complaint %(number)s: conflict, %(mediator)s mediates"),
    "settle_conflict": gettext_lazy("Complaint %(number)s: conflict settled"),
    "satisfaction": gettext_lazy("Complaint %(number)s: %(score)s of 100 for the handling"),
    "past": gettext_lazy("Past complaint %(number)s: %(title)s"),
}
_RED = frozenset({"escalate", "refuse", "flag_conflict", "reopen"})
_GREEN = frozenset({"close", "accept", "settle_conflict"})


def _tone(entry: TimelineEntry) -> str:
    if entry.event == "file":
        return "red" if entry.params.get("path") == Path.RELAYED else "amber"
    return "red" if entry.event in _RED else "green" if entry.event in _GREEN else ""


def _url(entry: TimelineEntry) -> str:
    return page_of(entry.subject_id) if entry.subject_id else ""


KINDS.register(
    "complaint", TimelineKind("complaint", gettext_lazy("Complaints"), "message-report", _story, _url, _tone)
)


def relationship_changed(
    relationship: Relationship, *, changes: Mapping[str, tuple[Any, Any]], by: User | None, at: datetime
) -> None:
    """Another calendar or zone: running clocks go on in it."""
    if changes.keys() & {"calendar", "time_zone"}:
        switching.switch_hours([relationship], by=by, at=at)


def organisation_changed(
    organisation: Organisation, *, changes: Mapping[str, tuple[Any, Any]], by: User | None, at: datetime
) -> None:
    """The same for every relationship that has none of its own."""
    if changes.keys() & {"calendar", "time_zone"}:
        switching.organisation_switched(organisation, by=by, at=at)


days_changed.register("complaints", switching.days_changed)
happenings.CHANGED.register("complaints", relationship_changed)
happenings.ORGANISATION_CHANGED.register("complaints", organisation_changed)
happenings.HANDED_OVER.register("complaints", leaving.handed_over)
contacts.OPEN_WORK.register(
    "complaints",
    contacts.OpenWork("complaints", gettext_lazy("Open complaints"), leaving.open_of_contact, leaving.pass_on_contact),
)
OPEN_WORK.register(
    "complaints",
    OpenWork("complaints", gettext_lazy("Open complaints and conflicts"), leaving.count_open, leaving.pass_on),
)
PERSONAL.register(
    "complaints", PersonalData("complaints", gettext_lazy("Complaints"), leaving.collect_person, leaving.erase_person)
)
words.word("complainant", gettext_lazy("Complainant"), model="parties.contact")
words.word("duplicate", gettext_lazy("Duplicate"))
words.word("person", gettext_lazy("Person"), model="accounts.user")
words.word("message", gettext_lazy("Message"), model="complaints.complaintmessage")
words.names("complaints.complaintmessage", message_starts)
words.word("mediator", gettext_lazy("Mediator"), model="accounts.user")
words.readable("complaints.complaint", queries.complaints_for)


def open_complainants() -> "QuerySet[Any, Any]":
    """Whose complaint is open: they are not asked how content they are until it is settled (ruling 31)."""
    return Complaint.objects.filter(status__in=OPEN, contact__isnull=False).order_by().values("contact_id")


HOLDS.register("complaint", Hold(Why.COMPLAINT, open_complainants))
