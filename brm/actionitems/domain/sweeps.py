"""Bringing promises to mind before their day, and showing them late after it. Safe to run as often as one likes."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from brm.accounts.domain.queries import leads_of
from brm.actionitems.domain.items import RULE
from brm.actionitems.models import OPEN, ActionItem
from brm.actionitems.rules import GRAVE_AFTER, last_moment, late_moment, lateness
from brm.attention.domain import attend
from brm.attention.models import Severity
from brm.core import clock
from brm.core.sweeps import sweep
from brm.notifications.domain.writing import notify
from brm.parties.enums import Tier

WITH = ("relationship__organisation", "owner")


def remind_of_action_items(*, at: datetime | None = None) -> int:
    """What is due soon asks for its owner."""
    at = at or clock.now()
    due = ActionItem.objects.filter(remind_at__lte=at, status__in=OPEN).select_related(*WITH)
    return sweep(due, lambda item: _remind(item, at))


def _remind(item: ActionItem, at: datetime) -> None:
    _attend(item, Severity.SOON if item.due_on > _day(item, at) else Severity.DUE, at)
    notify(
        item.owner, "action_item_due", key=f"action-item-{item.pk}-due-{item.due_on}", url=_url(item),
        relationship=item.relationship, title=item.title, organisation=str(item.relationship.organisation),
        due_on=item.due_on,
    )  # fmt: skip
    item.remind_at = None
    item.save(update_fields=["remind_at"])


def show_late_action_items(*, at: datetime | None = None) -> int:
    """What was not done on its day is late: the owner sees it, and of tier A the lead is told."""
    at = at or clock.now()
    due = ActionItem.objects.filter(late_at__lte=at, status__in=OPEN).select_related(*WITH)
    return sweep(due, lambda item: _late(item, at))


def _late(item: ActionItem, at: datetime) -> None:
    severity = lateness(item.due_on, _day(item, at))
    _attend(item, severity, at)
    told = [item.owner, *(leads_of(item.relationship.team_id) if item.relationship.tier == Tier.A else ())]
    for user in {person.pk: person for person in told}.values():
        notify(
            user, "action_item_late", key=f"action-item-{item.pk}-late-{item.due_on}", url=_url(item),
            relationship=item.relationship, title=item.title, organisation=str(item.relationship.organisation),
            due_on=item.due_on, owner=str(item.owner),
        )  # fmt: skip
    grave = severity == Severity.GRAVE
    item.late_at = None if grave else late_moment(item.due_on, item.owner.time_zone) + GRAVE_AFTER
    item.remind_at = None
    item.save(update_fields=["late_at", "remind_at"])


def _day(item: ActionItem, at: datetime) -> date:
    """The day it is where the owner is."""
    return at.astimezone(ZoneInfo(item.owner.time_zone)).date()


def _url(item: ActionItem) -> str:
    return reverse("actionitems:detail", args=[item.pk])


def _attend(item: ActionItem, severity: int, at: datetime) -> None:
    attend(
        item.owner, RULE, item, severity=severity, due_at=last_moment(item.due_on, item.owner.time_zone),
        relationship=item.relationship, at=at,
        title=item.title, due_on=item.due_on, side=item.side,
    )  # fmt: skip
