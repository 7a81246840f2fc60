"""What complaints tell over a stretch of days: how many by which way, how timely, how they ended (K-04, K-11 to K-13).

Everything on the page is folded from the counts of one statement. A figure always carries how many it rests on (ruling
30).
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from customers.complaints.domain.counting import AGES, Counts, counted
from customers.complaints.enums import Path, Status
from customers.complaints.models import Complaint

FEWEST = 5
"""Below so many observations a share says little: it is shown grey, with its n (ruling 30)."""
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
    counts = counted(rows, *_moments(since, until))
    cells = counts.cells
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
    told.services, told.subjects, told.customers = (
        [Bar(*line) for line in counts.ranked[name]] for name in ("service", "category", "relationship")
    )
    told.ages = [_open(counts, 0, age) for age in range(len(AGES) + 1)]
    told.levels = [_open(counts, 2, level) for level in range(4)]
    told.turn = Turn(told.direct, counts.before.get(Path.DIRECT, 0), told.relayed, counts.before.get(Path.RELAYED, 0))
    told.recovery = _recovery(cells)
    return told


def _moments(since: date, until: date) -> tuple[datetime, datetime]:
    zone = timezone.get_current_timezone()
    return (
        datetime.combine(since, time.min, tzinfo=zone),
        datetime.combine(until + timedelta(days=1), time.min, tzinfo=zone),
    )


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
    by_month = {bar.key: bar for bar in _bars(cells, lambda cell: cell["month"])}
    months, month = [], since.replace(day=1)
    while month <= until:
        months.append(by_month.get(month, Bar(month, 0, 0)))
        month = (month + timedelta(days=32)).replace(day=1)
    return months


def _open(counts: Counts, place: int, key: int) -> Bar:
    """What is open of one age (place 0 of a count's key), or of one level (place 2)."""
    found = Counter[str]()
    for each, n in counts.open.items():
        if each[place] == key:
            found[each[1]] += n
    return Bar(key, found[Path.DIRECT], found[Path.RELAYED])


def _recovery(cells: Iterable[Mapping[str, Any]]) -> Recovery:
    cells = list(cells)
    points, after = _mean(cells, "won_back"), _mean(cells, "after")
    return Recovery(points, sum(cell["won_back_n"] for cell in cells), after, sum(cell["after_n"] for cell in cells))


def _mean(cells: Iterable[Mapping[str, Any]], name: str) -> float | None:
    cells = list(cells)
    n = sum(cell[f"{name}_n"] for cell in cells)
    return float(sum(cell[name] or 0 for cell in cells)) / n if n else None
