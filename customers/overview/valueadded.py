"""Value-added services on the first page: when they last had one, what is on its way, what that tells (C-20, C-22)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brm.core import clock
from brm.health.domain.signals import CUSTOMERS, SIGNALS, HealthSignal, Reading, between, rows_of, tab
from brm.parties.domain.overview import PARTS, Facts, Part
from brm.parties.enums import Status
from brm.parties.models import Relationship
from brm.parties.overview import ACTIVITIES, COMING, Activity, Line, Lines, Told
from brm.ui.templatetags.ui import link_to

FADING = ((183, 100), (365, 50))
"""Days since the last one: half a year keeps recognition alive, then it fades."""

_FIGURES = """
SELECT count(*) FILTER (WHERE v.delivered_on > %(year_ago)s::date) AS n, max(v.delivered_on) AS last_on,
  count(*) FILTER (WHERE v.status IN ('proposed', 'assessed', 'approved', 'scheduled')) AS under_way
FROM valueadded_valueaddedservice v WHERE v.relationship_id = %(id)s
"""

_COMING = """
SELECT v.matter_id AS id, m.title, v.starts_on FROM valueadded_valueaddedservice v
JOIN matters_matter m ON m.id = v.matter_id
WHERE v.relationship_id = %(id)s AND v.status = 'scheduled' ORDER BY v.starts_on, v.matter_id LIMIT 2
"""

_READ = """
SELECT v.relationship_id AS id, max(v.delivered_on) AS last_on,
  count(*) FILTER (WHERE v.delivered_on > %(today)s::date - 365) AS n
FROM valueadded_valueaddedservice v
WHERE v.relationship_id = ANY(%(ids)s) AND v.delivered_on <= %(today)s
GROUP BY v.relationship_id
"""


def told(facts: Facts, relationship: Relationship) -> Told:
    """How many were delivered in a year, how many are under way."""
    add = link_to("valueadded:new")
    first = (_("Propose one"), f"{add}?relationship={relationship.pk}") if add else None
    if relationship.status == Status.ENDED:
        first = None
    number, under_way, last_on = facts.number("n"), facts.number("under_way"), facts.day("last_on")
    note = ngettext("%(n)d under way", "%(n)d under way", under_way) % {"n": under_way} if under_way else ""
    if not number and not under_way:
        words = _("None in a year. Something beyond the agreement keeps recognition alive.")
        return Told(words=words, url="?tab=value_added", add=first, at=last_on, at_label=_("Last one"))
    words = ngettext("value-added service in a year", "value-added services in a year", number)
    return Told(
        str(number), words, note, "green" if number else "blue", at=last_on, at_label=_("Last one"),
        url="?tab=value_added", add=first,
    )  # fmt: skip


def coming(rows: list[Facts], relationship: Relationship) -> Iterable[Line]:
    """Those that have their day."""
    for row in rows:
        yield Line(row["title"], link_to("valueadded:detail", row["id"]), row.day("starts_on"), "", "gift", "blue")


def read(ids: Sequence[int], at: datetime) -> Mapping[int, Reading]:
    """Repeated service of equal quality satisfies less and less: something beyond it counts, for a while."""
    found = {}
    for row in rows_of(_READ, ids, at):
        days = (clock.day_of(at) - row["last_on"]).days
        given = datetime.combine(row["last_on"], time(), UTC)
        value = between(FADING, days) if days <= FADING[-1][0] else None
        found[row["id"]] = Reading(value, row["n"], given, "value_added", {"n": row["n"]})
    return found


def say(reading: Reading) -> str:
    """Why, in words."""
    number = int(reading.params.get("n") or 0)
    if reading.value is None:
        return _("none was delivered in a year")
    return ngettext("%(n)d was delivered in a year", "%(n)d were delivered in a year", number) % {"n": number}


PARTS.register("value_added", Part("value_added", _FIGURES, kinds=CUSTOMERS))
PARTS.register("value_added_coming", Part("value_added_coming", _COMING, many=True, kinds=CUSTOMERS))
COMING.register("value_added_coming", Lines("value_added_coming", coming))
ACTIVITIES.register(
    "value_added",
    Activity("value_added", gettext_lazy("Value-added services"), "gift", 60, told, kinds=CUSTOMERS),
)
SIGNALS.register(
    "value_added",
    HealthSignal("value_added", gettext_lazy("Value-added services"), 5, CUSTOMERS, read, say, tab("value_added")),
)
