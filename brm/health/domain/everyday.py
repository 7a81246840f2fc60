"""The signals every relationship has: is contact kept, are meetings held, are promises kept, how does it feel."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brm.health.domain.signals import EVERY_KIND, SIGNALS, HealthSignal, Reading, between, rows_of, share, tab

Readings = Mapping[int, Reading]
SILENCE = ((0.5, 100), (1.0, 75), (2.0, 25), (3.0, 0))
"""Half the target is well, the target is still well, twice the target is at risk."""
PER_LATE_PROMISE = 25

_CONTACT = """
SELECT r.id, r.last_contact_at, coalesce(r.last_contact_at, r.status_since) AS since,
  extract(epoch FROM r.silent_from - coalesce(r.last_contact_at, r.status_since)) / 86400 AS target
FROM parties_relationship r WHERE r.id = ANY(%(ids)s) AND r.silent_from IS NOT NULL
"""

_MEETINGS = """
SELECT o.relationship_id AS id, count(*) AS n, count(*) FILTER (WHERE o.status = 'held') AS kept,
  max(coalesce(o.held_at, o.miss_at)) AS as_of
FROM communications_occurrence o
WHERE o.relationship_id = ANY(%(ids)s) AND o.due_on BETWEEN %(today)s::date - 365 AND %(today)s
  AND o.status IN ('held', 'held_late', 'missed')
GROUP BY o.relationship_id
"""

_PROMISES = """
SELECT i.relationship_id AS id, count(*) AS n, max(greatest(i.updated_at, i.created_at)) AS as_of,
  count(*) FILTER (WHERE i.status IN ('open', 'in_progress') AND i.due_on < %(today)s) AS overdue,
  count(*) FILTER (WHERE (i.done_at AT TIME ZONE %(zone)s)::date > i.due_on) AS late
FROM actionitems_actionitem i
WHERE i.relationship_id = ANY(%(ids)s) AND i.side = 'ours' AND i.status <> 'dropped'
  AND (i.status IN ('open', 'in_progress') OR i.due_on > %(today)s::date - 180)
GROUP BY i.relationship_id
"""

_PERCEPTION = """
SELECT i.relationship_id AS id, count(*) AS n, avg(i.perception) AS felt, max(i.at) AS as_of
FROM communications_interaction i
WHERE i.relationship_id = ANY(%(ids)s) AND i.perception IS NOT NULL
  AND i.at BETWEEN %(now)s - interval '180 days' AND %(now)s
GROUP BY i.relationship_id
"""


def contact(ids: Sequence[int], at: datetime) -> Readings:
    """Days since the last contact against the target; only where contact is watched (K-10)."""
    found = {}
    for row in rows_of(_CONTACT, ids, at):
        passed = max((at - row["since"]) / timedelta(days=1), 0.0)
        target = max(float(row["target"]), 1.0)
        params = {"days": int(passed), "target": round(target), "never": row["last_contact_at"] is None}
        found[row["id"]] = Reading(between(SILENCE, passed / target), None, row["since"], "contact", params)
    return found


def meetings(ids: Sequence[int], at: datetime) -> Readings:
    """Meetings held in their period over a year (K-09)."""
    return {row["id"]: share(row["kept"], row["n"], row["as_of"], "kept") for row in rows_of(_MEETINGS, ids, at)}


def promises(ids: Sequence[int], at: datetime) -> Readings:
    """What we promised: overdue now, and done late in half a year (R-07)."""
    found = {}
    for row in rows_of(_PROMISES, ids, at):
        value = max(0, 100 - PER_LATE_PROMISE * row["overdue"] - round(50 * row["late"] / row["n"]))
        params = {"overdue": row["overdue"], "late": row["late"], "n": row["n"]}
        found[row["id"]] = Reading(value, row["n"], row["as_of"], "promises", params)
    return found


def perception(ids: Sequence[int], at: datetime) -> Readings:
    """How contacts of half a year felt, from -2 to +2; of fewer than five nothing is said (ruling 30)."""
    found = {}
    for row in rows_of(_PERCEPTION, ids, at):
        felt = float(row["felt"])
        reading = share(0, row["n"], row["as_of"], "felt", felt=round(felt, 1))
        if reading.value is not None:
            reading = Reading(round((felt + 2) * 25), row["n"], row["as_of"], "felt", reading.params)
        found[row["id"]] = reading
    return found


def _contact_words(reading: Reading) -> str:
    days, target = reading.params.get("days", 0), reading.params.get("target", 0)
    if reading.value is None:
        return _("contact is not watched in this state")
    if reading.params.get("never"):
        return _("never contacted; the target is every %(target)d days") % {"target": target}
    words = ngettext(
        "%(days)d day since the last contact, target %(target)d",
        "%(days)d days since the last contact, target %(target)d", days,
    )  # fmt: skip
    return words % {"days": days, "target": target}


def _meeting_words(reading: Reading) -> str:
    if reading.value is None:
        return _("no agreed meeting was due yet")
    return _("%(kept)d of %(n)d meetings held in their period") % dict(reading.params)


def _promise_words(reading: Reading) -> str:
    if reading.value is None:
        return _("we promised nothing yet")
    overdue, late = reading.params.get("overdue", 0), reading.params.get("late", 0)
    if overdue:
        return ngettext("%(n)d promise of ours is overdue", "%(n)d promises of ours are overdue", overdue) % {
            "n": overdue
        }
    if late:
        return ngettext("%(n)d promise was kept late", "%(n)d promises were kept late", late) % {"n": late}
    return _("no promise of ours is overdue")


def _perception_words(reading: Reading) -> str:
    if reading.value is None:
        return _("nobody noted how contacts felt")
    return _("contacts felt %(felt)+.1f on average, from −2 to +2") % {"felt": reading.params.get("felt", 0)}


SIGNALS.register(
    "contact",
    HealthSignal("contact", gettext_lazy("Keeping in touch"), 15, EVERY_KIND, contact, _contact_words, tab("timeline")),
)
SIGNALS.register(
    "meetings",
    HealthSignal(
        "meetings", gettext_lazy("Meetings kept"), 15, EVERY_KIND, meetings, _meeting_words, tab("plans")
    ),
)  # fmt: skip
SIGNALS.register(
    "promises",
    HealthSignal(
        "promises", gettext_lazy("Our promises"), 10, EVERY_KIND, promises, _promise_words, tab("actions")
    ),
)  # fmt: skip
SIGNALS.register(
    "perception",
    HealthSignal(
        "perception", gettext_lazy("Mood of contacts"), 15, EVERY_KIND, perception, _perception_words, tab("timeline")
    ),
)  # fmt: skip
