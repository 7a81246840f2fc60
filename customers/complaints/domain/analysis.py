"""What complaints tell over a stretch of days: how many by which way, how timely, how they ended (K-04, K-11 to K-13).

One statement counts a small cube (month, path, complainant, severity, channel); everything on the page is folded from
it, so that 100,000 complaints are walked through once. A figure always carries how many it rests on (ruling 30).
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast, TruncMonth
from django.utils import timezone

from brm.core import clock
from customers.complaints.enums import OPEN, Path, Status
from customers.complaints.models import Complaint

FEWEST = 5
"""Below so many observations a share says little: it is shown grey, with its n (ruling 30)."""
TOP = 10
AGES = (1, 3, 7, 14, 30)
CUBE = ("month", "path", "kind", "severity", "channel")
TIMELY = ("acknowledged", "answered", "resolved")


@dataclass(frozen=True)
class Share:
    """So many of so many; unknown where there were none."""

    part: int
    n: int

    @property
    def share(self) -> float | None:
        return self.part / self.n if self.n else None

    @property
    def is_thin(self) -> bool:
        return self.n < FEWEST


@dataclass(frozen=True)
class Bar:
    """One line of a distribution: what, how many directly, how many relayed."""

    key: Any
    direct: int
    relayed: int

    @property
    def total(self) -> int:
        return self.direct + self.relayed


@dataclass(frozen=True)
class Turn:
    """Direct and relayed counts of the period and of the equally long one before it (C-15)."""

    direct: int
    direct_before: int
    relayed: int
    relayed_before: int

    @property
    def warns(self) -> bool:
        """Fewer complain to us, but not fewer to their management: users may be going over our head."""
        return self.direct < self.direct_before and self.relayed >= self.relayed_before and self.relayed > 0


@dataclass(frozen=True)
class Recovery:
    """How content complainants are after closing, and by how much that is more than before (K-13)."""

    points: float | None
    n: int
    after: float | None
    n_after: int

    @property
    def is_thin(self) -> bool:
        return self.n < FEWEST


@dataclass
class Analysis:
    """Everything the page shows."""

    since: date
    until: date
    total: int = 0
    direct: int = 0
    relayed: int = 0
    withdrawn: int = 0
    reopened: int = 0
    timely: dict[str, Share] = field(default_factory=dict)
    disputed: Share = Share(0, 0)
    months: list[Bar] = field(default_factory=list)
    kinds: list[Bar] = field(default_factory=list)
    severities: list[Bar] = field(default_factory=list)
    channels: list[Bar] = field(default_factory=list)
    services: list[Bar] = field(default_factory=list)
    subjects: list[Bar] = field(default_factory=list)
    customers: list[Bar] = field(default_factory=list)
    ages: list[Bar] = field(default_factory=list)
    levels: list[Bar] = field(default_factory=list)
    turn: Turn = Turn(0, 0, 0, 0)
    recovery: Recovery = Recovery(None, 0, None, 0)

    @property
    def relayed_share(self) -> Share:
        """K-12."""
        return Share(self.relayed, self.total)


def analyse(rows: "QuerySet[Complaint]", since: date, until: date) -> Analysis:
    """The complaints among ``rows`` that were received from ``since`` to ``until``, both days included.

    A duplicate counts with the one it went into. What is open is told as it stands today.
    """
    rows = rows.exclude(status=Status.MERGED).order_by().select_related(None)
    low, high = _moments(since, until)
    within = rows.filter(received_at__gte=low, received_at__lt=high)
    cells = _cube(within)
    told = Analysis(since, until)
    told.total = sum(cell["n"] for cell in cells)
    told.direct, told.relayed = _of_path(cells, Path.DIRECT), _of_path(cells, Path.RELAYED)
    told.withdrawn = sum(cell["withdrawn"] for cell in cells)
    told.reopened = sum(cell["reopened"] for cell in cells)
    told.timely = {name: _share(cells, f"{name}_met", f"{name}_n") for name in TIMELY}
    told.disputed = _share(cells, "disputed", "disputed_n")
    told.months = _months(cells, since, until)
    told.kinds = _bars(cells, lambda cell: cell["kind"])
    told.severities = sorted(_bars(cells, lambda cell: cell["severity"]), key=lambda bar: bar.key)
    told.channels = _bars(cells, lambda cell: cell["channel"])
    before = rows.filter(received_at__gte=low - (high - low), received_at__lt=low)
    ranked = _ranked({"service": within, "category": within, "relationship": within, "path": before})
    told.services, told.subjects, told.customers = ranked["service"], ranked["category"], ranked["relationship"]
    told.ages, told.levels = _open(rows)
    told.turn = _turn(told, ranked["path"])
    told.recovery = _recovery(cells)
    return told


def _moments(since: date, until: date) -> tuple[datetime, datetime]:
    zone = timezone.get_current_timezone()
    return (
        datetime.combine(since, time.min, tzinfo=zone),
        datetime.combine(until + timedelta(days=1), time.min, tzinfo=zone),
    )


def _cube(rows: "QuerySet[Complaint]") -> list[dict[str, Any]]:
    figures: dict[str, Any] = {
        "n": Count("pk"),
        "withdrawn": Count("pk", filter=Q(status=Status.WITHDRAWN)),
        "reopened": Count("pk", filter=Q(reopened_count__gt=0)),
        "disputed": Count("pk", filter=Q(is_disputed=True)),
        "disputed_n": Count("is_disputed"),
        "won_back": Sum(F("score_after") - F("score_before")),
        "won_back_n": Count(F("score_after") - F("score_before")),
        "after": Sum("score_after"),
        "after_n": Count("score_after"),
    }
    for name in TIMELY:
        figures[f"{name}_met"] = Count("pk", filter=Q(**{f"{name}_in_time": True}))
        figures[f"{name}_n"] = Count(f"{name}_in_time")
    return list(rows.annotate(month=TruncMonth("received_at")).values(*CUBE).annotate(**figures))


def _of_path(cells: Iterable[Mapping[str, Any]], path: str) -> int:
    return sum(cell["n"] for cell in cells if cell["path"] == path)


def _share(cells: Iterable[Mapping[str, Any]], part: str, whole: str) -> Share:
    cells = list(cells)
    return Share(sum(cell[part] for cell in cells), sum(cell[whole] for cell in cells))


def _bars(cells: Iterable[Mapping[str, Any]], key: Callable[[Mapping[str, Any]], Hashable]) -> list[Bar]:
    counts: dict[str, Counter[Any]] = {Path.DIRECT: Counter(), Path.RELAYED: Counter()}
    for cell in cells:
        counts[cell["path"]][key(cell)] += cell["n"]
    keys = counts[Path.DIRECT].keys() | counts[Path.RELAYED].keys()
    bars = [Bar(each, counts[Path.DIRECT][each], counts[Path.RELAYED][each]) for each in keys]
    return sorted(bars, key=lambda bar: (-bar.total, str(bar.key)))


def _months(cells: Iterable[Mapping[str, Any]], since: date, until: date) -> list[Bar]:
    """Every month of the stretch, those without complaints too."""
    by_month = {bar.key: bar for bar in _bars(cells, lambda cell: cell["month"].date())}
    months, month = [], since.replace(day=1)
    while month <= until:
        months.append(by_month.get(month, Bar(month, 0, 0)))
        month = (month + timedelta(days=32)).replace(day=1)
    return months


def _ranked(asked: "Mapping[str, QuerySet[Complaint]]") -> dict[str, list[Bar]]:
    """What comes up most often, for each of these fields among its rows, in one statement."""
    parts = []
    for name, rows in asked.items():
        field_ = Complaint._meta.get_field(name)
        known = rows.exclude(**{name: None if field_.is_relation else ""})
        counted = (
            known.values(name)
            .annotate(n=Count("pk"), relayed=Count("pk", filter=Q(path=Path.RELAYED)))
            .order_by("-n", name)
            .annotate(of=Value(name), named=Cast(F(f"{name}_id" if field_.is_relation else name), TextField()))
        )
        parts.append(counted.values_list("of", "named", "n", "relayed")[:TOP])
    bars: dict[str, list[Bar]] = {name: [] for name in asked}
    for name, key, n, relayed in parts[0].union(*parts[1:], all=True):
        known_key = int(key) if Complaint._meta.get_field(name).is_relation else key
        bars[name].append(Bar(known_key, n - relayed, relayed))
    return bars


def _open(rows: "QuerySet[Complaint]") -> tuple[list[Bar], list[Bar]]:
    """What is open by its age in days, and by its level."""
    now = clock.now()
    edges = [None, *(now - timedelta(days=days) for days in AGES), None]
    figures: dict[str, Any] = {}
    for path in Path.values:
        for index in range(len(AGES) + 1):
            inside = Q(path=path)
            if (newest := edges[index]) is not None:
                inside &= Q(received_at__lte=newest)
            if (oldest := edges[index + 1]) is not None:
                inside &= Q(received_at__gt=oldest)
            figures[f"age_{path}_{index}"] = Count("pk", filter=inside)
        for level in range(4):
            figures[f"level_{path}_{level}"] = Count("pk", filter=Q(path=path, level=level))
    found = rows.filter(status__in=OPEN).aggregate(**figures)
    ages = [Bar(n, found[f"age_direct_{n}"], found[f"age_relayed_{n}"]) for n in range(len(AGES) + 1)]
    return ages, [Bar(n, found[f"level_direct_{n}"], found[f"level_relayed_{n}"]) for n in range(4)]


def _turn(told: Analysis, before: Iterable[Bar]) -> Turn:
    paths = {bar.key: bar.total for bar in before}
    return Turn(told.direct, paths.get(Path.DIRECT, 0), told.relayed, paths.get(Path.RELAYED, 0))


def _recovery(cells: Iterable[Mapping[str, Any]]) -> Recovery:
    cells = list(cells)
    points, after = _mean(cells, "won_back"), _mean(cells, "after")
    return Recovery(points, sum(cell["won_back_n"] for cell in cells), after, sum(cell["after_n"] for cell in cells))


def _mean(cells: Iterable[Mapping[str, Any]], name: str) -> float | None:
    cells = list(cells)
    n = sum(cell[f"{name}_n"] for cell in cells)
    return float(sum(cell[name] or 0 for cell in cells)) / n if n else None
