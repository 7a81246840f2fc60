"""Complaints on the first page: open ones, their next limit, both ways side by side, what they tell (C-12, C-15).

That nobody complains is no sign of health (C-15): then the signal stays grey.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brm.core import clock
from brm.health.domain.signals import CUSTOMERS, SIGNALS, HealthSignal, Reading, rows_of, tab
from brm.parties.domain.overview import PARTS, Facts, Part
from brm.parties.enums import Status
from brm.parties.models import Relationship
from brm.parties.overview import ACTIVITIES, PROMISED, Activity, Line, Lines, Told
from brm.ui.templatetags.ui import link_to

_FIGURES = """
SELECT count(*) FILTER (WHERE c.path = 'direct') AS direct, count(*) FILTER (WHERE c.path = 'relayed') AS relayed,
  count(*) FILTER (WHERE c.status NOT IN ('closed', 'withdrawn')) AS open,
  count(*) FILTER (WHERE c.status NOT IN ('closed', 'withdrawn', 'waiting') AND c.desk_at < %(now)s) AS late,
  min(c.severity) FILTER (WHERE c.status NOT IN ('closed', 'withdrawn')) AS worst, max(c.received_at) AS last_at
FROM complaints_complaint c
WHERE c.relationship_id = %(id)s AND c.status <> 'merged'
  AND (c.received_at > %(year_ago)s OR c.status NOT IN ('closed', 'withdrawn'))
"""

_DUE = """
SELECT c.matter_id AS id, m.number, m.title, c.desk_at, c.severity, c.status, u.name AS owner
FROM complaints_complaint c JOIN matters_matter m ON m.id = c.matter_id JOIN accounts_user u ON u.id = c.owner_id
WHERE c.relationship_id = %(id)s AND c.status NOT IN ('closed', 'withdrawn', 'merged') ORDER BY c.desk_at LIMIT 5
"""

_READ = """
SELECT c.relationship_id AS id, count(*) AS n, max(greatest(c.received_at, c.closed_at)) AS as_of,
  count(*) FILTER (WHERE open) AS open, count(*) FILTER (WHERE open AND late) AS late,
  sum(CASE WHEN NOT open THEN 3 WHEN severity = 1 THEN 45 WHEN severity = 2 THEN 30 ELSE 12 END
    + CASE WHEN open AND late THEN 12 ELSE 0 END + CASE WHEN path = 'relayed' THEN 5 ELSE 0 END) AS burden
FROM (
  SELECT x.*, x.status NOT IN ('closed', 'withdrawn') AS open, x.desk_at < %(now)s AND x.status <> 'waiting' AS late
  FROM complaints_complaint x WHERE x.relationship_id = ANY(%(ids)s) AND x.status <> 'merged'
    AND (x.received_at > %(now)s - interval '365 days' OR x.status NOT IN ('closed', 'withdrawn'))
) c
GROUP BY c.relationship_id
"""


def told(facts: Facts, relationship: Relationship) -> Told:
    """Open and late ones; direct and relayed of a year always side by side (C-15)."""
    number, late = facts.number("open"), facts.number("late")
    direct, relayed = facts.number("direct"), facts.number("relayed")
    url = "?tab=complaints"
    add = link_to("complaints:new")
    first = (_("File a complaint"), f"{add}?relationship={relationship.pk}") if add else None
    if relationship.status == Status.ENDED:
        first = None
    note = _("in a year: %(direct)d direct, %(relayed)d relayed") % {"direct": direct, "relayed": relayed}
    if not number and not direct + relayed:
        words = _("None in a year. That alone does not show that they are content.")
        return Told(words=words, url=url, add=first)
    words = ngettext("open complaint", "open complaints", number)
    tone = "red" if late or facts.get("worst") == 1 else "yellow" if number else "green"
    mark = ngettext("%(n)d late", "%(n)d late", late) % {"n": late} if late else ""
    return Told(str(number), words, note, tone, mark, facts.moment("last_at"), _("Last one"), url, first)


def due(rows: list[Facts], relationship: Relationship) -> Iterable[Line]:
    """What we owe those who complained, at its next limit."""
    now = clock.now()
    for row in rows:
        if row["status"] == "waiting":
            continue
        at = row.moment("desk_at")
        late = at is not None and at < now
        yield Line(
            _("Complaint %(number)s: %(title)s") % {"number": row["number"], "title": row["title"]},
            link_to("complaints:detail", row["id"]), at, row["owner"], "message-report", "red" if late else "yellow",
            subject=("complaints.complaint", row["id"]),
        )  # fmt: skip


def read(ids: Sequence[int], at: datetime) -> Mapping[int, Reading]:
    """What is open weighs by severity, lateness and the way it came; what was closed within a year a little."""
    return {
        row["id"]: Reading(
            max(0, 100 - int(row["burden"])), row["n"], row["as_of"], "complaints",
            {"open": row["open"], "late": row["late"], "n": row["n"]},
        )
        for row in rows_of(_READ, ids, at)
    }  # fmt: skip


def say(reading: Reading) -> str:
    """Why, in words."""
    if reading.value is None:
        return _("no complaint in a year, which alone says nothing")
    words = {name: reading.params.get(name, 0) for name in ("open", "late", "n")}
    if words["late"]:
        return _("%(open)d open, %(late)d of them past a limit") % words
    if words["open"]:
        return _("%(open)d open, all within their limits") % words
    return ngettext("%(n)d in a year, none open", "%(n)d in a year, none open", words["n"]) % words


PARTS.register("complaints", Part("complaints", _FIGURES, kinds=CUSTOMERS))
PARTS.register("complaints_due", Part("complaints_due", _DUE, many=True, kinds=CUSTOMERS))
ACTIVITIES.register(
    "complaints", Activity("complaints", gettext_lazy("Complaints"), "message-report", 30, told, kinds=CUSTOMERS)
)
PROMISED.register("complaints_due", Lines("complaints_due", due))
SIGNALS.register(
    "complaints",
    HealthSignal(
        "complaints", gettext_lazy("Complaints"), 20, CUSTOMERS, read, say, tab("complaints")
    ),
)  # fmt: skip
