"""The outbox as an administrator reads it: what will go, what is held and why, what went, what failed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Count, Min, Q, Sum
from django.db.models.functions import Lower

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.notifications.enums import BROKEN, MailState
from brm.notifications.models import Notification, Suppression

TABS: dict[str, tuple[str, ...]] = {
    "going": (MailState.WAITING, MailState.LEASED),
    "held": (MailState.HELD_DIGEST, MailState.HELD_QUIET),
    "sent": (MailState.SENT, MailState.BUNDLED),
    "failed": BROKEN,
    "suppressed": (MailState.SUPPRESSED,),
}


def outbox_for(user: User) -> models.QuerySet[Notification]:
    """Every mail, for administrators; nothing for anybody else."""
    if not user.has_role(Role.ADMINISTRATOR):
        return Notification.objects.none()
    return Notification.objects.exclude(state=MailState.NONE).select_related("recipient").order_by("-id")


def suppressions_for(user: User) -> models.QuerySet[Suppression]:
    """The addresses that get no mails, for administrators."""
    if not user.has_role(Role.ADMINISTRATOR):
        return Suppression.objects.none()
    return Suppression.objects.select_related("by").order_by("-id")


def in_tab(rows: models.QuerySet[Notification], tab: str) -> models.QuerySet[Notification]:
    """The rows of one tab of the outbox."""
    return rows.filter(state__in=TABS[tab])


def search(rows: models.QuerySet[Notification], text: str) -> models.QuerySet[Notification]:
    """Rows whose address begins with ``text`` or whose subject has it."""
    text = text.strip()
    if not text:
        return rows
    begins = Q(lower_address__startswith=text.lower())
    rows = rows.annotate(lower_address=Lower("address"))
    return rows.filter(begins if "@" in text else begins | Q(title__icontains=text))


@dataclass(frozen=True)
class OutboxFigures:
    """The outbox in figures, for the page, for metrics and for the heartbeat."""

    waiting: int
    held: int
    failed: int
    oldest_waiting: datetime | None
    perhaps_twice: int


def outbox_figures() -> OutboxFigures:
    """How much waits, since when, how much failed, and how many mails may have gone twice after a kill (ruling 20).

    Reads the small part of the table that is not done with, over its indexes.
    """
    open_states = [*TABS["going"], *TABS["held"], *BROKEN]
    figures = Notification.objects.filter(state__in=open_states).aggregate(
        waiting=Count("id", filter=Q(state__in=TABS["going"])),
        held=Count("id", filter=Q(state__in=TABS["held"])),
        failed=Count("id", filter=Q(state__in=BROKEN)),
        oldest=Min("not_before", filter=Q(state=MailState.WAITING)),
    )
    doubts = Notification.objects.filter(doubts__gt=0).aggregate(total=Sum("doubts"))
    return OutboxFigures(
        figures["waiting"], figures["held"], figures["failed"], figures["oldest"], doubts["total"] or 0
    )
