"""Praise on the first page: how often in a year, and what it tells (C-18)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brm.health.domain.signals import CUSTOMERS, SIGNALS, HealthSignal, Reading, rows_of, tab
from brm.parties.domain.overview import PARTS, Facts, Part
from brm.parties.enums import Status
from brm.parties.models import Relationship
from brm.parties.overview import ACTIVITIES, Activity, Told
from brm.ui.templatetags.ui import link_to

ONCE, MORE = 85, 100

_FIGURES = """
SELECT count(*) AS n, max(p.recorded_at) AS last_at,
  count(*) FILTER (WHERE p.thanked_at IS NULL AND NOT p.is_past) AS unthanked
FROM praise_praise p
WHERE p.relationship_id = %(id)s AND p.status <> 'declined' AND p.recorded_at > %(year_ago)s
"""

_READ = """
SELECT p.relationship_id AS id, count(*) AS n, max(p.recorded_at) AS as_of FROM praise_praise p
WHERE p.relationship_id = ANY(%(ids)s) AND p.status <> 'declined'
  AND p.recorded_at BETWEEN %(now)s - interval '365 days' AND %(now)s
GROUP BY p.relationship_id
"""


def told(facts: Facts, relationship: Relationship) -> Told:
    """How often they praised us in a year."""
    add = link_to("praise:new")
    first = (_("Record praise"), f"{add}?relationship={relationship.pk}") if add else None
    if relationship.status == Status.ENDED:
        first = None
    number = facts.number("n")
    if not number:
        return Told(words=_("None in a year. Write down what they thank us for."), url="?tab=praise", add=first)
    words = ngettext("time praised in a year", "times praised in a year", number)
    waiting = facts.number("unthanked")
    note = ngettext("%(n)d not thanked for yet", "%(n)d not thanked for yet", waiting) % {"n": waiting}
    return Told(
        str(number),
        words,
        note if waiting else "",
        tone="green",
        at=facts.moment("last_at"),
        at_label=_("Last one"),
        url="?tab=praise",
        add=first,
    )


def read(ids: Sequence[int], at: datetime) -> Mapping[int, Reading]:
    """Who praises stands well with us; that nobody does says nothing."""
    return {
        row["id"]: Reading(MORE if row["n"] > 1 else ONCE, row["n"], row["as_of"], "praise", {"n": row["n"]})
        for row in rows_of(_READ, ids, at)
    }


def say(reading: Reading) -> str:
    """Why, in words."""
    if reading.value is None:
        return _("no praise in a year, which alone says nothing")
    number = reading.params.get("n", 0)
    return ngettext("praised once in a year", "praised %(n)d times in a year", number) % {"n": number}


PARTS.register("praise", Part("praise", _FIGURES, kinds=CUSTOMERS))
ACTIVITIES.register("praise", Activity("praise", gettext_lazy("Praise"), "trophy", 40, told, kinds=CUSTOMERS))
SIGNALS.register("praise", HealthSignal("praise", gettext_lazy("Praise"), 5, CUSTOMERS, read, say, tab("praise")))
