"""Leafing through the inbox and the outbox by where one is: as fast on the last page as on the first."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from brm.notifications.models import Notification

PER_PAGE = 30


@dataclass(frozen=True)
class Page:
    """Some rows, and the numbers of the rows from which the neighbouring pages are reached."""

    rows: list[Notification]
    next: int | None = None
    previous: int | None = None


def leaf(rows: QuerySet[Notification], *, after: int | None = None, before: int | None = None) -> Page:
    """The page after or before a row, newest first; the first page where that row is not among them."""
    number = after or before
    place = rows.filter(pk=number).first() if number else None
    if place is None:
        found = list(rows[: PER_PAGE + 1])
        return _page(found[:PER_PAGE], older=len(found) > PER_PAGE, newer=False)
    if after:
        older = Q(created_at__lt=place.created_at) | Q(pk__lt=place.pk)
        found = list(rows.filter(older, created_at__lte=place.created_at)[: PER_PAGE + 1])
        return _page(found[:PER_PAGE], older=len(found) > PER_PAGE, newer=True)
    newer = Q(created_at__gt=place.created_at) | Q(pk__gt=place.pk)
    found = list(rows.filter(newer, created_at__gte=place.created_at).order_by("created_at", "id")[: PER_PAGE + 1])
    return _page(found[:PER_PAGE][::-1], older=True, newer=len(found) > PER_PAGE)


def _page(rows: list[Notification], *, older: bool, newer: bool) -> Page:
    return Page(rows, rows[-1].pk if rows and older else None, rows[0].pk if rows and newer else None)
