"""Satisfaction on the first page: of users and of customers, apart and never as one figure (C-26, INV-33).

What there is so far are the answers after complaints (C-13); surveys add theirs. Of fewer than five nothing is judged.
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

GAP = 15
"""Users and customers this many points apart are a warning (C-26)."""
WELL, FAIR = 75, 50

_FIGURES = """
SELECT avg(s.score) FILTER (WHERE c.kind = 'user') AS users, count(*) FILTER (WHERE c.kind = 'user') AS n_users,
  avg(s.score) FILTER (WHERE c.kind = 'customer') AS customers,
  count(*) FILTER (WHERE c.kind = 'customer') AS n_customers, max(s.answered_at) AS last_at
FROM complaints_satisfactioncheck s JOIN complaints_complaint c ON c.matter_id = s.complaint_id
WHERE c.relationship_id = %(id)s AND s.answered_at > %(year_ago)s
"""

_READ = """
SELECT c.relationship_id AS id, avg(s.score) FILTER (WHERE c.kind = 'user') AS users,
  count(*) FILTER (WHERE c.kind = 'user') AS n_users, avg(s.score) FILTER (WHERE c.kind = 'customer') AS customers,
  count(*) FILTER (WHERE c.kind = 'customer') AS n_customers, max(s.answered_at) AS as_of
FROM complaints_satisfactioncheck s JOIN complaints_complaint c ON c.matter_id = s.complaint_id
WHERE c.relationship_id = ANY(%(ids)s) AND s.answered_at BETWEEN %(now)s - interval '365 days' AND %(now)s
GROUP BY c.relationship_id
"""


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
    gap = abs(known[0] - known[1]) if len(known) > 1 else 0
    low = min(known, default=None)
    tone = "grey" if low is None else "green" if low >= WELL else "yellow" if low >= FAIR else "red"
    return Told(
        f"{_shown(users)} / {_shown(customers)}", _("users / customers, asked after complaints"), note, tone,
        _("%(gap)d apart") % {"gap": gap} if gap > GAP else "", facts.moment("last_at"), _("Last one"),
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
    HealthSignal("satisfaction", gettext_lazy("Satisfaction"), 15, CUSTOMERS, read, say, tab("complaints")),
)
