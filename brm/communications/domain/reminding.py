"""Reminding everybody who is to come, with the meeting as a calendar event, once per meeting, day and person."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse

from brm.communications.domain.attendees import invite
from brm.communications.domain.calendar_files import invitation
from brm.communications.domain.missing import words_of
from brm.communications.domain.placing import zone_of
from brm.communications.enums import Answer, OccurrenceStatus
from brm.communications.models import Occurrence, OccurrenceAttendee
from brm.notifications.domain.writing import Notice, mail, notify_many

OPEN = (OccurrenceStatus.PLANNED, OccurrenceStatus.DUE, OccurrenceStatus.MISSED)


@transaction.atomic
def remind_of(rows: Sequence[Occurrence], *, at: datetime) -> int:
    """Write the reminders of these meetings. One whose day is over is left alone: nobody wants yesterday's reminder."""
    Occurrence.objects.filter(pk__in=[row.pk for row in rows]).update(remind_at=None)
    timely = [row for row in rows if row.status in OPEN and _is_timely(row, at)]
    if not timely:
        return 0
    invite([row.pk for row in timely], at=at)
    coming: dict[int, list[OccurrenceAttendee]] = {row.pk: [] for row in timely}
    attendees = OccurrenceAttendee.objects.filter(occurrence__in=coming).exclude(answer=Answer.DECLINED)
    for attendee in attendees.select_related("user", "contact").order_by("pk"):
        coming[attendee.occurrence_id].append(attendee)
    notices: list[Notice] = []
    for row in timely:
        notices += _write(row, coming[row.pk], at)
    notify_many("meeting_reminder", notices, at=at)
    return len(timely)


def _write(row: Occurrence, coming: list[OccurrenceAttendee], at: datetime) -> list[Notice]:
    """The letters to the other side; answers the notices to our own people, to be written together."""
    key = f"meeting-{row.pk}-{row.make_up_on or row.due_on}-reminder"
    words = words_of(row) | {"place": row.place or row.plan.place, "agenda": row.agenda or row.plan.agenda}
    file = invitation(row, coming)
    zone = zone_of(row.relationship)
    for attendee in coming:
        contact = attendee.contact
        if contact and contact.email and not contact.mail_wrong and contact.left_on is None:
            mail(
                contact.email, "meeting_invitation", key=key, language=contact.language,
                time_zone=contact.time_zone or zone, name=contact.name, contact_id=contact.pk, attachments=[file],
                relationship=row.relationship_id, at=at, **words,
            )  # fmt: skip
    url = reverse("communications:meeting", args=[row.pk])
    return [Notice(attendee.user, key, words, url, row.relationship_id, [file]) for attendee in coming if attendee.user]


def _is_timely(row: Occurrence, at: datetime) -> bool:
    zone = ZoneInfo(zone_of(row.relationship))
    return row.starts_at.astimezone(zone).date() >= at.astimezone(zone).date()
