"""What tells how a relationship stands. Each part of the portal registers the signals that it can read.

    SIGNALS.register("complaints", HealthSignal("complaints", _("Complaints"), 20, CUSTOMERS, read_complaints, say))

``reckon(ids, at)`` reads many relationships in one statement and answers only those about which it knows something:
what is not known stays grey, it is neither a zero nor a hundred.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brm.core import clock
from brm.core.registry import Registry
from brm.parties.enums import Kind

CUSTOMERS = frozenset({Kind.CUSTOMER.value})
EVERY_KIND = frozenset(Kind.values)
FEW = 5
"""Below so many a share says too little (ruling 30)."""


@dataclass(frozen=True)
class Reading:
    """What one signal says of one relationship: 0 to 100, or nothing; from how many, how old, and why."""

    value: int | None
    n: int | None = None
    as_of: datetime | None = None
    reason: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)

    def kept(self, name: str) -> dict[str, Any]:
        """As it is kept in the row."""
        as_of = self.as_of.isoformat() if self.as_of else None
        return {**asdict(self), "name": name, "as_of": as_of, "params": dict(self.params)}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Reading":
        """As it was kept."""
        as_of = datetime.fromisoformat(kept["as_of"]) if kept.get("as_of") else None
        return cls(kept.get("value"), kept.get("n"), as_of, kept.get("reason", ""), kept.get("params") or {})


@dataclass(frozen=True)
class HealthSignal:
    """One thing that tells how a relationship stands, what it weighs unless somebody says otherwise, and its words.

    ``say`` puts a reading into the reader's language; ``url`` leads to the records behind it.
    """

    name: str
    label: str | Promise
    weight: int
    kinds: frozenset[str]
    reckon: Callable[[Sequence[int], datetime], Mapping[int, Reading]]
    say: Callable[[Reading], str]
    url: Callable[[int], str] = lambda relationship_id: ""


SIGNALS: Registry[HealthSignal] = Registry("signal of health")


def tab(name: str) -> Callable[[int], str]:
    """The records behind a signal are on a tab of the relationship's own page."""
    return lambda relationship_id: f"?tab={name}"


def share(kept: int, n: int, as_of: datetime | None, reason: str, **params: Any) -> Reading:
    """A share as a reading; of fewer than five it says how many there are, and no figure."""
    if n < FEW:
        return Reading(None, n, as_of, "few", {"n": n})
    return Reading(round(100 * kept / n), n, as_of, reason, {"kept": kept, "n": n, **params})


def between(points: Sequence[tuple[float, float]], at: float) -> int:
    """The value on a line through points, level before the first and after the last."""
    if at <= points[0][0]:
        return round(points[0][1])
    for (x0, y0), (x1, y1) in pairwise(points):
        if at <= x1:
            return round(y0 + (y1 - y0) * (at - x0) / (x1 - x0))
    return round(points[-1][1])


def rows_of(sql: str, ids: Sequence[int], at: datetime, **more: Any) -> list[dict[str, Any]]:
    """The rows of a statement about many relationships (``%(ids)s``), by the names of its columns.

    It may use ``%(now)s``, the day this is here (``%(today)s``), and the ``%(zone)s`` in which days begin here.
    """
    with connection.cursor() as cursor:
        here = {"today": clock.day_of(at, settings.TIME_ZONE), "zone": settings.TIME_ZONE}
        cursor.execute(sql, {"ids": list(ids), "now": at, **here, **more})
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def told(signal: HealthSignal | None, reading: Reading) -> str:
    """Why, in the reader's language."""
    if reading.reason == "few":
        number = int(reading.n or 0)
        return ngettext(
            "only %(n)d so far, too few to judge by", "only %(n)d so far, too few to judge by", number
        ) % {"n": number}  # fmt: skip
    if signal is None:
        return _("no longer watched")
    return signal.say(reading)
