"""Value-added services on the first page: when they last had one, what is on its way (C-20, C-22)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brm.health.domain.signals import CUSTOMERS
from brm.parties.domain.overview import PARTS, Facts, Part
from brm.parties.enums import Status
from brm.parties.models import Relationship
from brm.parties.overview import ACTIVITIES, Activity, Told
from brm.ui.templatetags.ui import link_to

_FIGURES = """
SELECT count(*) FILTER (WHERE m.opened_at > %(year_ago)s) AS n, count(*) FILTER (WHERE m.closed_at IS NULL) AS open,
  max(m.opened_at) AS last_at
FROM matters_matter m WHERE m.relationship_id = %(id)s AND m.kind = 'value_added'
"""


def told(facts: Facts, relationship: Relationship) -> Told:
    """How many in a year, how many are under way."""
    add = link_to("valueadded:new")
    first = (_("Propose one"), f"{add}?relationship={relationship.pk}") if add else None
    if relationship.status == Status.ENDED:
        first = None
    number, under_way = facts.number("n"), facts.number("open")
    if not number and not under_way:
        words = _("None in a year. Something beyond the agreement keeps recognition alive.")
        return Told(words=words, url="?tab=value_added", add=first)
    note = ngettext("%(n)d under way", "%(n)d under way", under_way) % {"n": under_way} if under_way else ""
    words = ngettext("value-added service in a year", "value-added services in a year", number)
    return Told(
        str(number), words, note, "blue", at=facts.moment("last_at"), at_label=_("Last one"), url="?tab=value_added",
        add=first,
    )  # fmt: skip


PARTS.register("value_added", Part("value_added", _FIGURES, kinds=CUSTOMERS))
ACTIVITIES.register(
    "value_added",
    Activity("value_added", gettext_lazy("Value-added services"), "gift", 60, told, kinds=CUSTOMERS),
)
