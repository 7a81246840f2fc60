"""Opening, settling, snoozing what needs somebody. Called by the domain functions that know why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.queries import acting_ids, team_member_ids
from brm.accounts.models import User
from brm.attention.models import Attention, Severity
from brm.audit import trail
from brm.core import clock
from brm.core.errors import DomainError
from brm.core.registry import Registry
from brm.parties.models import Relationship


@dataclass(frozen=True)
class AttentionRule:
    """How rows of a rule are shown and moved on: words, icon, the one action, and a function that rebuilds them.

    ``sentence`` answers the line in the reader's language; ``action`` its (label, url); ``expected`` yields
    (assignee_id, subject_id) of every row that should be open now, for the comparison of kept with rebuilt.
    """

    name: str
    label: object
    icon: str
    sentence: Callable[[Attention], str]
    action: Callable[[Attention], tuple[object, str]]
    expected: Callable[[], Iterable[tuple[int, int]]] | None = None
    is_echo: bool = False
    """It tells a lead what the owner's own row says; where both are on the page, it is left out."""


RULES: Registry[AttentionRule] = Registry("attention rule")


@transaction.atomic
def attend(
    assignee: User | int,
    rule: str,
    subject: models.Model,
    *,
    severity: int = Severity.DUE,
    due_at: datetime | None = None,
    relationship: Relationship | int | None = None,
    at: datetime | None = None,
    **params: Any,
) -> Attention:
    """Open the row, or bring the open one up to date; severity and due may rise and fall, worsening ends a snooze."""
    row, made = Attention.objects.select_for_update().get_or_create(
        rule=rule,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        assignee_id=assignee if isinstance(assignee, int) else assignee.pk,
        closed_at=None,
        defaults={
            "severity": severity,
            "due_at": due_at,
            "relationship_id": relationship.pk if isinstance(relationship, Relationship) else relationship,
            "params": trail.plain(params),
            "opened_at": at or clock.now(),
        },
    )
    if not made:
        if severity > row.severity:
            row.snoozed_until = None
        row.severity, row.due_at, row.params = severity, due_at, trail.plain(params)
        row.save(update_fields=["severity", "due_at", "params", "snoozed_until"])
    return row


def settle(rule: str | None, subject: models.Model, *, at: datetime | None = None) -> int:
    """Close the open rows about ``subject`` (of one rule, or of all): it no longer needs anybody."""
    rows = Attention.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk, closed_at=None)
    if rule is not None:
        rows = rows.filter(rule=rule)
    return rows.update(closed_at=at or clock.now())


NEW_CONTACT = "new_contact"


def settle_new_contacts(contact_ids: Iterable[int], *, at: datetime | None = None) -> int:
    """Somebody has met or spoken with these contacts: the first contact is made (C-34)."""
    rows = Attention.objects.filter(
        rule=NEW_CONTACT, subject_type="parties.contact", subject_id__in=list(contact_ids), closed_at=None
    )
    return rows.update(closed_at=at or clock.now())


@transaction.atomic
def snooze(row: Attention, *, until: date, by: User) -> Attention:
    """Put a row off until a day (at most 90 days ahead)."""
    day = clock.today(by.time_zone)
    if not day < until or (until - day).days > 90:
        raise DomainError(_("Choose a day after today, at most 90 days ahead."), field="until")
    row.snoozed_until = until
    row.save(update_fields=["snoozed_until"])
    trail.record(row, "attention.snooze", by=by, changes={"snoozed_until": (None, until)}, show=row.rule)
    return row


@transaction.atomic
def pass_on(*, from_user: User, to_user: User, relationship: Relationship | None = None) -> int:
    """Give open rows to another person (hand-over, leaving); a row they hold already is closed instead of doubled."""
    rows = Attention.objects.filter(assignee=from_user, closed_at=None)
    if relationship is not None:
        rows = rows.filter(relationship=relationship)
    theirs = set(
        Attention.objects.filter(assignee=to_user, closed_at=None).values_list("rule", "subject_type", "subject_id")
    )
    moved = 0
    for row in rows.select_for_update():
        if (row.rule, row.subject_type, row.subject_id) in theirs:
            row.closed_at = clock.now()
            row.save(update_fields=["closed_at"])
        else:
            row.assignee = to_user
            row.save(update_fields=["assignee"])
            moved += 1
    return moved


def attention_for(user: User, *, day: date | None = None) -> models.QuerySet[Attention]:
    """What needs the person (or those they stand in for) and is not snoozed, worst first."""
    day = day or clock.today(user.time_zone)
    return (
        Attention.objects.filter(assignee_id__in=acting_ids(user), closed_at=None)
        .filter(Q(snoozed_until=None) | Q(snoozed_until__lte=day))
        .select_related("relationship__organisation")
        .order_by("-severity", "due_at", "id")
    )


def team_attention_for(user: User) -> models.QuerySet[Attention]:
    """What needs the members of the teams a lead leads, worst first (snoozed included, marked)."""
    return (
        Attention.objects.filter(assignee_id__in=team_member_ids(user), closed_at=None)
        .select_related("assignee", "relationship__organisation")
        .order_by("-severity", "due_at", "id")
    )


trail.label("attention.snooze", gettext_lazy("Put off until later"))
