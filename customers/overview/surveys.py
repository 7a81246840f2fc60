"""Satisfaction on the first page: of users and of customers, apart and never as one figure (C-26, INV-33).

The answers after complaints (C-13) and those to surveys, by name. Of fewer than five nothing is judged.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.health.domain.signals import CUSTOMERS, FEW, SIGNALS, HealthSignal, Reading, rows_of, tab
from brm.parties.domain.overview import PARTS, Facts, Part
from brm.parties.models import Relationship
from brm.parties.overview import ACTIVITIES, Activity, Told
from surveys.results.rules import USUAL_GAP

WELL, FAIR = 75, 50

_ASKED = """
SELECT c.relationship_id AS id, s.score, c.kind, s.answered_at AS at
FROM complaints_satisfactioncheck s JOIN complaints_complaint c ON c.matter_id = s.complaint_id
WHERE {checks} AND s.answered_at BETWEEN {since} AND {until}
UNION ALL
SELECT r.relationship_id, r.score, r.respondent_kind, r.submitted_at
FROM answering_response r
WHERE {answers} AND r.score IS NOT NULL AND r.contact_id IS NOT NULL AND r.submitted_at BETWEEN {since} AND {until}
  AND NOT EXISTS (
    SELECT 1 FROM complaints_satisfactioncheck s WHERE s.complaint_id = r.matter_id AND s.answered_at IS NOT NULL
  )
"""
"""Who was asked after a complaint, and who answered a survey by name; the same answer to both counts once. Anonymous
answers stand in the results of their campaign only: beside four with names a fifth would not be anonymous."""

_SUMS = """avg(a.score) FILTER (WHERE a.kind = 'user') AS users, count(*) FILTER (WHERE a.kind = 'user') AS n_users,
  avg(a.score) FILTER (WHERE a.kind = 'customer') AS customers,
  count(*) FILTER (WHERE a.kind = 'customer') AS n_customers"""
_ONE = {
    "checks": "c.relationship_id = %(id)s", "answers": "r.relationship_id = %(id)s", "since": "%(year_ago)s",
    "until": "%(now)s",
}  # fmt: skip
_MANY = {
    "checks": "c.relationship_id = ANY(%(ids)s)", "answers": "r.relationship_id = ANY(%(ids)s)",
    "since": "%(now)s - interval '365 days'", "until": "%(now)s",
}  # fmt: skip
_LIMIT = "SELECT points FROM results_gaplimit WHERE since <= %(now)s ORDER BY since DESC, id DESC LIMIT 1"
"""How many points apart users and customers may lie without a warning, as it is set for the results (C-26)."""
_FIGURES = f"""
SELECT {_SUMS}, max(a.at) AS last_at, ({_LIMIT}) AS gap_limit FROM ({_ASKED.format(**_ONE)}) a
"""  # noqa: S608 - our own words
_READ = f"""
SELECT a.id, {_SUMS}, max(a.at) AS as_of FROM ({_ASKED.format(**_MANY)}) a GROUP BY a.id
"""  # noqa: S608 - our own words


def scores(said: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """The score of the users and that of the customers; none where fewer than five have answered."""
    users = round(float(said["users"])) if int(said.get("n_users") or 0) >= FEW else None
    customers = round(float(said["customers"])) if int(said.get("n_customers") or 0) >= FEW else None
    return users, customers


def told(facts: Facts, relationship: Relationship) -> Told:
    """Both scores side by side, each with its n; a warning where they lie far apart."""
    n_users, n_customers = facts.number("n_users"), facts.number("n_customers")
    if not n_users and not n_customers:
        return Told(words=_("Nobody has answered yet. Users and customers are shown apart, never as one figure."))
    users, customers = scores(facts)
    note = _("n = %(users)d users, %(customers)d customers") % {"users": n_users, "customers": n_customers}
    known = [score for score in (users, customers) if score is not None]
    limit = facts.number("gap_limit") or USUAL_GAP
    gap = abs(known[0] - known[1]) if len(known) > 1 else 0
    low = min(known, default=None)
    tone = "grey" if low is None else "green" if low >= WELL else "yellow" if low >= FAIR else "red"
    return Told(
        f"{_shown(users)} / {_shown(customers)}", _("users / customers, within a year"), note, tone,
        _("%(gap)d apart") % {"gap": gap} if gap > limit else "", facts.moment("last_at"), _("Last one"),
    )  # fmt: skip


def read(ids: Sequence[int], at: datetime) -> Mapping[int, Reading]:
    """The lower of the two scores, for neither makes up for the other."""
    found = {}
    for row in rows_of(_READ, ids, at):
        users, customers = scores(row)
        n = row["n_users"] + row["n_customers"]
        known = [score for score in (users, customers) if score is not None]
        params = {"users": users, "customers": customers, "n": n}
        reason = "satisfaction" if known else "few"
        found[row["id"]] = Reading(min(known, default=None), n, row["as_of"], reason, params)
    return found


def say(reading: Reading) -> str:
    """Why, in words."""
    if reading.value is None:
        return _("nobody was asked within a year")
    users, customers = reading.params.get("users"), reading.params.get("customers")
    return _("users %(users)s, customers %(customers)s; the lower counts") % {
        "users": _shown(users), "customers": _shown(customers),
    }  # fmt: skip


def _shown(score: int | None) -> str:
    return "–" if score is None else str(score)


PARTS.register("surveys", Part("surveys", _FIGURES, kinds=CUSTOMERS))
ACTIVITIES.register(
    "surveys", Activity("surveys", gettext_lazy("Satisfaction"), "mood-smile", 50, told, kinds=CUSTOMERS)
)
SIGNALS.register(
    "satisfaction",
    HealthSignal("satisfaction", gettext_lazy("Satisfaction"), 15, CUSTOMERS, read, say, tab("answers")),
)
