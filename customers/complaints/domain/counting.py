"""The counts behind the analysis: what a person may read is looked for once, then counted in every way.

One statement, for who may read what is the dear part: asked anew for each figure it took six times as long.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from brm.core import clock
from customers.complaints.enums import OPEN
from customers.complaints.models import Complaint

AGES = (1, 3, 7, 14, 30)
TOP = 10
_READ = (
    "received_at", "path", "kind", "severity", "channel", "status", "service", "category", "relationship", "level",
    "reopened_count", "is_disputed", "acknowledged_in_time", "answered_in_time", "resolved_in_time", "score_before",
    "score_after",
)  # fmt: skip
_CUBE = ("month", "path", "kind", "severity", "channel")
_FIGURES = {
    "n": "count(*)",
    "withdrawn": "count(*) FILTER (WHERE status = 'withdrawn')",
    "reopened": "count(*) FILTER (WHERE reopened_count > 0)",
    "disputed": "count(*) FILTER (WHERE is_disputed)",
    "disputed_n": "count(is_disputed)",
    "won_back": "coalesce(sum(score_after - score_before), 0)",
    "won_back_n": "count(score_after - score_before)",
    "after": "coalesce(sum(score_after), 0)",
    "after_n": "count(score_after)",
} | {
    name: figure
    for each in ("acknowledged", "answered", "resolved")
    for name, figure in (
        (f"{each}_met", f"count(*) FILTER (WHERE {each}_in_time)"), (f"{each}_n", f"count({each}_in_time)"),
    )
}  # fmt: skip
_RANKED = {"service": "service IS NOT NULL", "category": "category <> ''", "relationship": "TRUE"}


@dataclass
class Counts:
    """Cells of the stretch; what came up most, directly and relayed; the stretch before; what is open.

    ``cells`` carry month, path, kind, severity, channel and the figures. ``ranked`` answers (key, direct, relayed) by
    the name of the field, ``before`` by path, ``open`` by (age, path, level).
    """

    cells: list[dict[str, Any]] = field(default_factory=list)
    ranked: dict[str, list[tuple[Any, int, int]]] = field(default_factory=lambda: {name: [] for name in _RANKED})
    before: dict[str, int] = field(default_factory=dict)
    open: dict[tuple[int, str, int], int] = field(default_factory=dict)


def counted(rows: "QuerySet[Complaint]", low: datetime, high: datetime) -> Counts:
    """Count ``rows`` received from ``low`` until before ``high``, in the reader's months."""
    counts = Counts()
    before = low - (high - low)
    seen = rows.filter(Q(received_at__gte=before, received_at__lt=high) | Q(status__in=OPEN))
    try:
        read, values = seen.order_by().values_list(*_READ).query.sql_with_params()
    except EmptyResultSet:
        return counts
    now = clock.now()
    edges = {f"edge_{days}": now - timedelta(days=days) for days in AGES}
    known: dict[str, Any] = {"low": low, "high": high, "before": before, "open": list(OPEN), "top": TOP} | edges
    known |= {"zone": timezone.get_current_timezone_name()} | {f"value_{n}": value for n, value in enumerate(values)}
    statement = _statement(read % tuple(f"%(value_{n})s" for n in range(len(values))))
    with connection.cursor() as cursor:
        cursor.execute(statement, known)
        for what, *keys, figures in cursor.fetchall():
            _take(counts, what, keys, figures)
    return counts


def _statement(read: str) -> str:
    within = "received_at >= %(low)s AND received_at < %(high)s"
    age = " + ".join(f"(received_at <= %(edge_{days})s)::int" for days in AGES)
    both = "ARRAY[count(*) FILTER (WHERE path = 'direct'), count(*) FILTER (WHERE path = 'relayed')]::float8[]"
    parts = [
        f"SELECT 'cell', to_char(date_trunc('month', received_at AT TIME ZONE %(zone)s), 'YYYY-MM-DD'), path, kind,"  # noqa: S608 - every name is ours
        f" severity::text, channel, ARRAY[{', '.join(_FIGURES.values())}]::float8[] FROM seen WHERE {within}"
        " GROUP BY 2, 3, 4, severity, 6",
        "SELECT 'before', path, '', '', '', '', ARRAY[count(*)]::float8[] FROM seen"
        " WHERE received_at >= %(before)s AND received_at < %(low)s GROUP BY path",
        f"SELECT 'open', ({age})::text, path, level::text, '', '', ARRAY[count(*)]::float8[] FROM seen"  # noqa: S608 - as above
        f" WHERE status = ANY(%(open)s) GROUP BY {age}, path, level",
    ]
    parts += [
        f"(SELECT '{name}', {name}::text, '', '', '', '', {both} FROM seen WHERE {within} AND {known} GROUP BY {name}"  # noqa: S608 - as above
        f" ORDER BY count(*) DESC, {name} LIMIT %(top)s)"
        for name, known in _RANKED.items()
    ]
    return f"WITH seen ({', '.join(_READ)}) AS MATERIALIZED ({read}) {' UNION ALL '.join(parts)}"


def _take(counts: Counts, what: str, keys: list[str], figures: list[float]) -> None:
    first, second, third = keys[:3]
    if what == "cell":
        cell = dict(zip(_CUBE, keys, strict=True)) | dict(zip(_FIGURES, _whole(figures), strict=True))
        counts.cells.append(cell | {"month": datetime.fromisoformat(first).date(), "severity": int(keys[3])})
    elif what == "before":
        counts.before[first] = int(figures[0])
    elif what == "open":
        counts.open[int(first), second, int(third)] = int(figures[0])
    else:
        key = first if what == "category" else int(first)
        counts.ranked[what].append((key, int(figures[0]), int(figures[1])))


def _whole(figures: list[float]) -> Iterator[float | int]:
    for name, figure in zip(_FIGURES, figures, strict=True):
        yield figure if name in {"won_back", "after"} else int(figure)
