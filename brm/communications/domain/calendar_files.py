"""Meetings and visits as calendar events: invitations by mail, events in the private feed. Same event, same UID."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from brm.communications.enums import Answer, OccurrenceStatus, VisitStatus
from brm.communications.models import ExecutiveVisit, Minutes, Occurrence, OccurrenceAttendee, VisitAttendee
from brm.notifications.domain.writing import File

PRODUCT = "-//BRM Portal//Communications//EN"
_PARTSTAT = {Answer.ACCEPTED: "ACCEPTED", Answer.DECLINED: "DECLINED", Answer.ATTENDED: "ACCEPTED"}


def uid_of(noun: str, pk: int) -> str:
    """The same for the same event, always."""
    return f"{noun}-{pk}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}"


def calendar(method: str, events: Iterable[Event], name: str = "") -> bytes:
    """Events as one file."""
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", method)
    if name:
        file.add("x-wr-calname", name)
        file.add("name", name)
    for event in events:
        file.add_component(event)
    return bytes(file.to_ical())


def meeting_event(row: Occurrence, coming: Iterable[OccurrenceAttendee] = (), *, addressed: bool = False) -> Event:
    """One meeting; with ``addressed`` organiser and attendees are named, as an invitation needs."""
    event = _event(
        uid_of("meeting", row.pk), row.starts_at, row.plan.duration_minutes, row.version, row.updated_at,
        f"{row.relationship.organisation}: {row.plan.title}", row.place or row.plan.place,
        row.agenda or row.plan.agenda, "" if addressed else reverse("communications:meeting", args=[row.pk]),
    )  # fmt: skip
    event.add("status", "CANCELLED" if row.status == OccurrenceStatus.CANCELLED else "CONFIRMED")
    if addressed:
        _address(event, coming)
    return event


def visit_event(visit: ExecutiveVisit, coming: Iterable[VisitAttendee] = (), *, addressed: bool = False) -> Event:
    """One executive visit that has its moment."""
    if visit.starts_at is None:
        raise ValueError("a visit without a moment is no event")
    event = _event(
        uid_of("visit", visit.pk), visit.starts_at, visit.duration_minutes, visit.version, visit.updated_at,
        f"{visit.relationship.organisation}: {visit.purpose}", visit.place, "",
        "" if addressed else reverse("communications:visit", args=[visit.pk]),
    )  # fmt: skip
    event.add("status", "CANCELLED" if visit.status == VisitStatus.CANCELLED else "CONFIRMED")
    if addressed:
        _address(event, coming)
    return event


def invitation(row: Occurrence, coming: Iterable[OccurrenceAttendee]) -> File:
    """The attachment that a calendar offers to accept."""
    content = calendar("REQUEST", [meeting_event(row, coming, addressed=True)])
    return ("meeting.ics", "text/calendar; method=REQUEST", content)


def visit_invitation(visit: ExecutiveVisit, coming: Iterable[VisitAttendee]) -> File:
    """The same for an executive visit."""
    content = calendar("REQUEST", [visit_event(visit, coming, addressed=True)])
    return ("visit.ics", "text/calendar; method=REQUEST", content)


def minutes_files(row: Occurrence, minutes: Minutes, coming: Iterable[OccurrenceAttendee], summary: str) -> list[File]:
    """The meeting as it was held, with the summary in it, and the summary as a text."""
    event = meeting_event(row, coming, addressed=True)
    event["DTSTART"].dt, event["DTEND"].dt = _span(row.held_at or row.starts_at, row.plan.duration_minutes)
    event["DESCRIPTION"] = vText(summary)
    return [
        ("meeting.ics", "text/calendar; method=PUBLISH", calendar("PUBLISH", [event])),
        ("minutes.txt", "text/plain; charset=utf-8", summary),
    ]


def _event(
    uid: str, starts_at: datetime, minutes: int, sequence: int, changed: datetime, title: str, place: str, text: str,
    path: str,
) -> Event:  # fmt: skip
    event = Event()
    start, end = _span(starts_at, minutes)
    event.add("uid", uid)
    event.add("dtstamp", changed.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", changed.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", sequence)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", title)
    if description := f"{text}\n\n{_link(path)}".strip():
        event.add("description", description)
    if place:
        event.add("location", place)
    return event


def _link(path: str) -> str:
    """Where our people read more; outsiders get none."""
    return urljoin(settings.SITE_URL.rstrip("/") + "/", path) if path else ""


def _span(starts_at: datetime, minutes: int) -> tuple[datetime, datetime]:
    start = starts_at.astimezone(UTC).replace(microsecond=0)
    return start, start + timedelta(minutes=minutes)


def _address(event: Event, coming: Iterable[OccurrenceAttendee] | Iterable[VisitAttendee]) -> None:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organiser = vCalAddress(f"mailto:{address}")
    organiser.params["CN"] = vText(settings.PROVIDER_NAME or name or _("Portal"))
    event["ORGANIZER"] = organiser
    for attendee in coming:
        person = attendee.user or attendee.contact
        if person is None or not person.email:
            continue
        entry = vCalAddress(f"mailto:{person.email}")
        entry.params["CN"] = vText(person.name)
        entry.params["ROLE"] = vText("REQ-PARTICIPANT")
        entry.params["PARTSTAT"] = vText(_PARTSTAT.get(Answer(attendee.answer), "NEEDS-ACTION"))
        entry.params["RSVP"] = vText("TRUE")
        event.add("attendee", entry)
