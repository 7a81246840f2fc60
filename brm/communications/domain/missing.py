"""Counting what was missed, and telling those who must know: never silently (C-08, INV-27)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from brm.accounts.enums import Role
from brm.accounts.models import Membership, User
from brm.attention.models import Attention, Severity
from brm.audit.trail import plain
from brm.communications.domain.settling import MEETING, MISSED, MISSED_TEAM
from brm.communications.models import Occurrence
from brm.notifications.domain.writing import Notice, notify_many
from brm.timeline.models import TimelineEntry


def leads_by_team(team_ids: Iterable[int | None]) -> dict[int, list[User]]:
    """The active leads of each team, in one statement."""
    rows = Membership.objects.filter(
        team_id__in={pk for pk in team_ids if pk}, is_lead=True, user__is_active=True,
        user__roles__contains=[Role.LEAD], team__dissolved_at=None,
    ).select_related("user")  # fmt: skip
    found: dict[int, list[User]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.team_id, []).append(row.user)
    return found


def words_of(occurrence: Occurrence) -> dict[str, Any]:
    """What sentences about a meeting are made of."""
    return {
        "title": occurrence.plan.title,
        "organisation": str(occurrence.relationship.organisation),
        "due_on": occurrence.make_up_on or occurrence.due_on,
        "starts_at": occurrence.starts_at,
    }


def open_attention(occurrence: Occurrence, user_id: int, rule: str, severity: int, at: datetime) -> Attention:
    """A row to be written with many others; one that is open already stays."""
    return Attention(
        assignee_id=user_id, rule=rule, subject_type=MEETING, subject_id=occurrence.pk,
        relationship_id=occurrence.relationship_id, severity=severity, due_at=occurrence.starts_at, opened_at=at,
        params=plain(words_of(occurrence)),
    )  # fmt: skip


def count_as_missed(rows: Sequence[Occurrence], *, at: datetime, by: User | None = None, excused: bool = False) -> None:
    """Tell the leads, write the timeline, and keep the meeting on the desks until it has a reason and a new day.

    ``excused`` says that both were given with the miss: then the leads are told and nothing waits.
    """
    leads = leads_by_team(row.relationship.team_id for row in rows)
    notices, attention = [], []
    for row in rows:
        told = leads.get(row.relationship.team_id or 0, [])
        url = reverse("communications:meeting", args=[row.pk])
        key = f"meeting-{row.pk}-missed"
        words = words_of(row) | {"owner": str(row.relationship.owner), "reason": row.reason}
        notices += [Notice(user, key, words, url, row.relationship_id) for user in told]
        if not excused:
            if row.relationship.owner_id not in {user.pk for user in told}:
                notices.append(Notice(row.relationship.owner, key, words, url, row.relationship_id))
            attention.append(open_attention(row, row.relationship.owner_id, MISSED, Severity.LATE, at))
            attention += [
                open_attention(row, user.pk, MISSED_TEAM, Severity.LATE, at)
                for user in told
                if user.pk != row.relationship.owner_id
            ]
    Attention.objects.bulk_create(attention, ignore_conflicts=True)
    TimelineEntry.objects.bulk_create(
        TimelineEntry(
            relationship_id=row.relationship_id, at=at, kind="meeting", event="missed", text=row.reason,
            params=plain({"title": row.plan.title, "due_on": row.due_on}), subject_type=MEETING, subject_id=row.pk,
            actor=by,
        )
        for row in rows
    )  # fmt: skip
    notify_many("meeting_missed", notices, at=at)
