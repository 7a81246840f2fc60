"""What the desk counts at a glance: what burns, what is due, what came through the customer's management."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

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


def desk_figures(rows: "QuerySet[Complaint]") -> DeskFigures:
    """Of the complaints a person may see, in one statement."""
    now = clock.now()
    running = ~Q(status=Status.WAITING)
    return DeskFigures(
        **rows.filter(status__in=OPEN)
        .order_by()
        .aggregate(
            total=Count("pk"),
            over=Count("pk", filter=Q(desk_at__lte=now)),
            soon=Count("pk", filter=running & Q(desk_at__gt=now, desk_at__lte=now + SOON)),
            waiting=Count("pk", filter=~running),
            risen=Count("pk", filter=Q(level__gt=0)),
            direct=Count("pk", filter=Q(path=Path.DIRECT)),
            relayed=Count("pk", filter=Q(path=Path.RELAYED)),
            grave=Count("pk", filter=Q(severity=1)),
        )
    )


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
