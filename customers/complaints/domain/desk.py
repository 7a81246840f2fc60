"""What the desk counts at a glance: what burns, what is due, what came through the customer's management."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from brm.core import clock
from brm.parties.models import Relationship
from customers.complaints.enums import OPEN, Path, Status
from customers.complaints.models import Complaint

SOON = timedelta(days=1)
YEAR = timedelta(days=365)


def burning(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """Open complaints with a limit that is passed."""
    return rows.filter(status__in=OPEN, desk_at__lte=clock.now())


def due_soon(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """Open complaints whose next limit falls within a day."""
    now = clock.now()
    return rows.filter(status__in=OPEN, desk_at__gt=now, desk_at__lte=now + SOON).exclude(status=Status.WAITING)


@dataclass(frozen=True)
class DeskFigures:
    """How many are open, and of these how many burn, are due, wait, have risen, came directly or relayed."""

    total: int
    over: int
    soon: int
    waiting: int
    risen: int
    direct: int
    relayed: int
    grave: int


_FIGURES = """SELECT count(*), count(*) FILTER (WHERE desk_at <= %s),
count(*) FILTER (WHERE status <> 'waiting' AND desk_at > %s AND desk_at <= %s),
count(*) FILTER (WHERE status = 'waiting'), count(*) FILTER (WHERE level > 0),
count(*) FILTER (WHERE path = 'direct'), count(*) FILTER (WHERE path = 'relayed'),
count(*) FILTER (WHERE severity = 1)"""


def desk_figures(rows: "QuerySet[Complaint]") -> DeskFigures:
    """Of the complaints a person may see, in one statement that the index of the desk answers alone."""
    read = rows.filter(status__in=OPEN).order_by().values_list("status", "desk_at", "level", "path", "severity")
    try:
        statement, known = read.query.sql_with_params()
    except EmptyResultSet:
        return DeskFigures(0, 0, 0, 0, 0, 0, 0, 0)
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_FIGURES} FROM ({statement}) seen (status, desk_at, level, path, severity)",
            [now, now, now + SOON, *known],
        )
        return DeskFigures(*cursor.fetchone())


@dataclass(frozen=True)
class CustomerFigures:
    """Of one customer in the last year: open, received directly and relayed, and how many were solved in time."""

    open: int
    direct: int
    relayed: int
    solved: int
    in_time: int

    @property
    def share(self) -> float | None:
        """Solved in time, of all that were solved; unknown where none was."""
        return self.in_time / self.solved if self.solved else None


def figures_of(relationship: Relationship) -> CustomerFigures:
    """The year of one customer whose reader has been checked, in one statement."""
    year = Q(received_at__gte=clock.now() - YEAR)
    solved = year & Q(resolved_in_time__isnull=False)
    return CustomerFigures(
        **Complaint.objects.filter(relationship=relationship)
        .exclude(status=Status.MERGED)
        .order_by()
        .aggregate(
            open=Count("pk", filter=Q(status__in=OPEN)),
            direct=Count("pk", filter=year & Q(path=Path.DIRECT)),
            relayed=Count("pk", filter=year & Q(path=Path.RELAYED)),
            solved=Count("pk", filter=solved),
            in_time=Count("pk", filter=year & Q(resolved_in_time=True)),
        )
    )


def at_a_glance(relationship: Relationship, *, closed: bool = False) -> "QuerySet[Complaint]":
    """The complaints of one customer whose reader has been checked: open ones first, the most urgent on top."""
    rows = Complaint.objects.filter(relationship=relationship).select_related(
        "matter", "relationship__organisation", "contact", "owner", "service"
    )
    if not closed:
        return rows.filter(status__in=OPEN).order_by("desk_at", "pk")
    is_over = Case(When(status__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.annotate(over=is_over).order_by("over", "-received_at", "-pk")
