"""Praise counted per engineer, team and service, and beside the complaints of the same days (C-19)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from brm.accounts.models import Team, User
from brm.catalogue.models import Service
from brm.matters.domain import matters_for
from brm.matters.models import MatterKind
from customers.praise.domain.queries import praise_for
from customers.praise.enums import REAL, PraiseStatus
from customers.praise.models import Praise, PraisedPerson
from customers.praise.rules import start_of

MOST = 200
FEW = 5


@dataclass(frozen=True)
class Total:
    """How often somebody or something was praised, and how much of it is on the wall."""

    pk: int
    name: str
    count: int
    published: int


@dataclass(frozen=True)
class Ratio:
    """Complaints beside praise of the same days; with fewer than five of both it says little (ruling 30)."""

    complaints: int
    praise: int

    @property
    def n(self) -> int:
        """Both together."""
        return self.complaints + self.praise

    @property
    def is_thin(self) -> bool:
        """Too few to say anything."""
        return self.n < FEW

    @property
    def complaints_per_praise(self) -> float | None:
        """How many complaints come for one praise; not known where there is no praise."""
        return self.complaints / self.praise if self.praise else None


@dataclass(frozen=True)
class Figures:
    """What the page of totals says."""

    people: list[Total]
    teams: list[Total]
    services: list[Total]
    ratio: Ratio
    count: int
    thanked_in_time: int
    thanked_known: int

    @property
    def thanked_share(self) -> float | None:
        """The share thanked within the limit, of praise whose limit has passed or that was thanked."""
        return self.thanked_in_time / self.thanked_known if self.thanked_known else None


def totals_for(user: User, since: date, until: date) -> Figures:
    """The totals of what a person may see, of praise received between two days (both counted)."""
    rows = _between(praise_for(user), since, until, user.time_zone).select_related(None).order_by()
    real = rows.filter(status__in=REAL)
    by_person = (
        PraisedPerson.objects.filter(praise__in=real.values("pk"))
        .order_by()
        .values("user")
        .annotate(n=Count("praise"), shown=Count("praise", filter=Q(praise__published_at__isnull=False)))
        .order_by("-n", "user")[:MOST]
    )
    by_team = _counted(real.exclude(team=None), "team")
    by_service = _counted(real.exclude(service=None), "service")
    people = User.objects.in_bulk([row["user"] for row in by_person])
    teams = Team.objects.in_bulk([row["team"] for row in by_team])
    services = Service.objects.in_bulk([row["service"] for row in by_service])
    counted: dict[str, int] = rows.exclude(status=PraiseStatus.DECLINED).aggregate(
        count=Count("pk"),
        in_time=Count("pk", filter=Q(thanked_at__lte=F("thank_by"))),
        known=Count("pk", filter=Q(thanked_at__isnull=False) | Q(thank_sweep_at=None, is_past=False)),
    )
    return Figures(
        people=[Total(row["user"], str(people[row["user"]]), row["n"], row["shown"]) for row in by_person],
        teams=[Total(row["team"], str(teams[row["team"]]), row["n"], row["shown"]) for row in by_team],
        services=[Total(row["service"], str(services[row["service"]]), row["n"], row["shown"]) for row in by_service],
        ratio=Ratio(_complaints(user, since, until), counted["count"]),
        count=counted["count"], thanked_in_time=counted["in_time"], thanked_known=counted["known"],
    )  # fmt: skip


def _counted(rows: "QuerySet[Praise]", by: str) -> list[dict[str, Any]]:
    counted: Any = rows.values(by).annotate(n=Count("pk"), shown=Count("pk", filter=Q(published_at__isnull=False)))
    return list(counted.order_by("-n", by)[:MOST])


def _between(rows: "QuerySet[Praise]", since: date, until: date, zone: str) -> "QuerySet[Praise]":
    return rows.filter(
        recorded_at__gte=start_of(since, zone), recorded_at__lt=start_of(until + timedelta(days=1), zone)
    )


def _complaints(user: User, since: date, until: date) -> int:
    zone = user.time_zone
    rows = matters_for(user, [MatterKind.COMPLAINT]).select_related(None).order_by()
    return rows.filter(
        opened_at__gte=start_of(since, zone), opened_at__lt=start_of(until + timedelta(days=1), zone)
    ).count()
