"""Who comes to a meeting: taken over from the plan when invitations go out, changed by hand before that (C-11)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.communications.domain.scope import refuse_strangers
from brm.communications.enums import Answer
from brm.communications.models import Occurrence, OccurrenceAttendee
from brm.core import clock
from brm.core.editing import locked
from brm.core.errors import DomainError
from brm.parties.models import Contact

_INVITE = """
WITH bare AS (
  SELECT o.id, o.plan_id, r.owner_id FROM communications_occurrence o
  JOIN parties_relationship r ON r.id = o.relationship_id
  WHERE o.id = ANY(%(ids)s)
    AND NOT EXISTS (SELECT 1 FROM communications_occurrenceattendee a WHERE a.occurrence_id = o.id)
)
INSERT INTO communications_occurrenceattendee (created_at, updated_at, occurrence_id, user_id, contact_id, answer)
SELECT %(now)s, %(now)s, x.id, x.user_id, x.contact_id, 'invited' FROM (
  SELECT id, owner_id AS user_id, NULL::bigint AS contact_id FROM bare
  UNION
  SELECT bare.id, u.user_id, NULL FROM bare JOIN communications_plan_ours u USING (plan_id)
    JOIN accounts_user p ON p.id = u.user_id AND p.is_active
  UNION
  SELECT bare.id, NULL, t.contact_id FROM bare JOIN communications_plan_theirs t USING (plan_id)
    JOIN parties_contact k ON k.id = t.contact_id AND k.left_on IS NULL AND k.erased_at IS NULL
      AND k.merged_into_id IS NULL
) x
ON CONFLICT DO NOTHING
"""


def invite(occurrence_ids: Sequence[int], *, at: datetime | None = None) -> None:
    """Give meetings without attendees those of their plan, the relationship manager among them."""
    with connection.cursor() as cursor:
        cursor.execute(_INVITE, {"ids": list(occurrence_ids), "now": at or clock.now()})


def attendees_of(occurrence: Occurrence) -> QuerySet[OccurrenceAttendee]:
    """Who is invited to a meeting whose reader has been checked."""
    return OccurrenceAttendee.objects.filter(occurrence=occurrence).select_related("user", "contact").order_by("pk")


@transaction.atomic
def choose_attendees(
    occurrence: Occurrence, *, ours: Iterable[User], theirs: Iterable[Contact], by: User | None
) -> Occurrence:
    """Say who comes to this one meeting; answers of those who stay are kept."""
    occurrence = locked(occurrence)
    if occurrence.is_over:
        raise DomainError(_("The meeting is over; its attendees stand in the minutes."))
    ours, theirs = list(ours), list(theirs)
    invite([occurrence.pk])
    rows = list(attendees_of(occurrence))
    known_users = {row.user_id for row in rows if row.user_id}
    known_contacts = {row.contact_id for row in rows if row.contact_id}
    refuse_strangers(
        occurrence.relationship,
        [user for user in ours if user.pk not in known_users],
        [contact for contact in theirs if contact.pk not in known_contacts],
    )
    users, contacts = {user.pk for user in ours}, {contact.pk for contact in theirs}
    gone = [row.pk for row in rows if (row.user_id or 0) not in users and (row.contact_id or 0) not in contacts]
    OccurrenceAttendee.objects.filter(pk__in=gone).delete()
    OccurrenceAttendee.objects.bulk_create(
        [OccurrenceAttendee(occurrence=occurrence, user_id=pk) for pk in users - known_users]
        + [OccurrenceAttendee(occurrence=occurrence, contact_id=pk) for pk in contacts - known_contacts]
    )
    changes: dict[str, tuple[Any, Any]] = {}
    if known_users != users:
        changes["ours"] = (sorted(known_users), sorted(users))
    if known_contacts != contacts:
        changes["theirs"] = (sorted(known_contacts), sorted(contacts))
    if changes:
        trail.record(occurrence, "meeting.attendees", by=by, changes=changes)
    return occurrence


@transaction.atomic
def answer_invitation(attendee: OccurrenceAttendee, answer: str, *, by: User | None) -> OccurrenceAttendee:
    """Record that somebody accepts or declines."""
    attendee = locked(attendee)
    if answer not in (Answer.INVITED, Answer.ACCEPTED, Answer.DECLINED):
        raise DomainError(_("An invitation is accepted or declined."), field="answer")
    if attendee.occurrence.is_over:
        raise DomainError(_("The meeting is over; its attendees stand in the minutes."))
    before = attendee.answer
    if before != answer:
        attendee.answer, attendee.updated_at = answer, clock.now()
        attendee.save(update_fields=["answer", "updated_at"])
        trail.record(attendee.occurrence, "meeting.answer", by=by, changes={"answer": (before, answer)})
    return attendee


def mark_presence(occurrence: Occurrence, users: set[int], contacts: set[int], *, at: datetime) -> None:
    """After the meeting: who was there, who was not, and who came uninvited."""
    invite([occurrence.pk], at=at)
    rows = list(attendees_of(occurrence))
    for row in rows:
        there = row.user_id in users if row.user_id else row.contact_id in contacts
        row.answer, row.updated_at = Answer.ATTENDED if there else Answer.ABSENT, at
    OccurrenceAttendee.objects.bulk_update(rows, ["answer", "updated_at"])
    known_users, known_contacts = {row.user_id for row in rows}, {row.contact_id for row in rows}
    OccurrenceAttendee.objects.bulk_create(
        [OccurrenceAttendee(occurrence=occurrence, user_id=pk, answer=Answer.ATTENDED) for pk in users - known_users]
        + [
            OccurrenceAttendee(occurrence=occurrence, contact_id=pk, answer=Answer.ATTENDED)
            for pk in contacts - known_contacts
        ]
    )


trail.label("meeting.attendees", gettext_lazy("Changed who comes to the meeting"))
trail.label("meeting.answer", gettext_lazy("Recorded an answer to the invitation"))
