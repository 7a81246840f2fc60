"""What communications say on the first page of a relationship: regular, daily, and what is next (C-04, C-08, C-09)."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brm.attention.models import Severity
from brm.communications.domain.adherence import FEW, Adherence
from brm.communications.domain.silence import contact_gap
from brm.parties.domain.overview import PARTS, Facts, Part
from brm.parties.domain.targets import WATCHED
from brm.parties.enums import Status
from brm.parties.models import Relationship
from brm.parties.overview import ACTIVITIES, COMING, Activity, Line, Lines, Told

GOOD, FAIR = 0.9, 0.7

_REGULAR = """
SELECT count(*) FILTER (WHERE o.status = 'held') AS held, count(*) FILTER (WHERE o.status = 'held_late') AS late,
  count(*) FILTER (WHERE o.status = 'missed') AS missed, max(o.held_at) AS last_at,
  (SELECT min(n.starts_at) FROM communications_occurrence n
    WHERE n.relationship_id = %(id)s AND n.status IN ('planned', 'due')) AS next_at,
  (SELECT count(*) FROM communications_plan p WHERE p.relationship_id = %(id)s AND p.status <> 'ended') AS plans
FROM communications_occurrence o
WHERE o.relationship_id = %(id)s AND o.due_on BETWEEN %(year_ago)s::date AND %(today)s
  AND o.status IN ('held', 'held_late', 'missed')
"""

_DAILY = """
SELECT count(*) AS n FROM communications_interaction
WHERE relationship_id = %(id)s AND at > %(now)s - interval '90 days'
"""

_COMING = """
(SELECT 'meeting' AS what, o.id, p.title, o.starts_at AS at, o.status
  FROM communications_occurrence o JOIN communications_plan p ON p.id = o.plan_id
  WHERE o.relationship_id = %(id)s AND o.status IN ('planned', 'due') ORDER BY o.starts_at, o.id LIMIT 4)
UNION ALL
(SELECT 'visit', v.id, v.purpose, coalesce(v.starts_at, v.wanted_by::timestamptz), v.status
  FROM communications_executivevisit v
  WHERE v.relationship_id = %(id)s AND v.status IN ('proposed', 'approved', 'scheduled') ORDER BY v.id DESC LIMIT 2)
"""


def regular(facts: Facts, relationship: Relationship) -> Told:
    """Were agreed meetings held in their period, when is the next (K-09)."""
    figures = Adherence(facts.number("held"), facts.number("late"), facts.number("missed"))
    url, next_at = "?tab=plans", facts.moment("next_at")
    if not facts.number("plans") and not figures.n:
        add = (_("New plan"), f"{reverse('communications:plan_new')}?relationship={relationship.pk}")
        words = _("No plan keeps the contact going. Agree on a rhythm.")
        return Told(words=words, tone="yellow", url=url, add=None if relationship.status == Status.ENDED else add)
    at, label = (next_at, _("Next one")) if next_at else (facts.moment("last_at"), _("Last one"))
    if figures.share is None:
        words = _("Nothing was due yet.")
        return Told(words=words, url=url, at=at, at_label=label)
    tone = "green" if figures.share >= GOOD else "yellow" if figures.share >= FAIR else "red"
    note = ngettext("%(n)d missed", "%(n)d missed", figures.missed + figures.late)
    return Told(
        figure=f"{figures.share * 100:.0f}%" if not figures.is_thin else f"{figures.held}/{figures.n}",
        words=_("held in time over a year, n = %(n)d") % {"n": figures.n},
        note=note % {"n": figures.missed + figures.late} if figures.missed + figures.late else "",
        tone="grey" if figures.n < FEW else tone, url=url, at=at, at_label=label,
    )  # fmt: skip


def daily(facts: Facts, relationship: Relationship) -> Told:
    """How long ago somebody last spoke with them, against the target (K-10)."""
    url = f"{reverse('communications:log')}?relationship={relationship.pk}"
    add = None if relationship.status == Status.ENDED else (_("Log contact"), url)
    number = facts.number("n")
    note = ngettext("%(n)d contact in 90 days", "%(n)d contacts in 90 days", number) % {"n": number}
    if relationship.last_contact_at is None:
        return Told(
            words=_("No contact recorded yet. A call, a visit, a message: log it."), tone="yellow", add=add, drawer=True
        )
    gap = contact_gap(relationship)
    tones = {Severity.NOTE: "green", Severity.DUE: "yellow", Severity.LATE: "orange", Severity.GRAVE: "red"}
    watched = relationship.status in WATCHED
    return Told(
        figure=str(gap.days),
        words=ngettext(
            "day since the last contact, target %(target)d", "days since the last contact, target %(target)d", gap.days
        ) % {"target": gap.target},
        note=note, tone=tones.get(Severity(gap.severity), "grey") if watched else "grey",
        url="?tab=timeline&kind=interaction", add=add, drawer=True,
    )  # fmt: skip


def coming(rows: list[Facts], relationship: Relationship) -> Iterable[Line]:
    """The next meetings, and executive visits on their way."""
    for row in rows:
        is_visit = row["what"] == "visit"
        yield Line(
            _("Executive visit: %(purpose)s") % {"purpose": row["title"]} if is_visit else row["title"],
            reverse("communications:visit" if is_visit else "communications:meeting", args=[row["id"]]),
            row.moment("at"),
            note=_("proposed") if row["status"] == "proposed" else "",
            icon="briefcase" if is_visit else "calendar-event",
            tone="yellow" if row["status"] == "due" else "blue",
            subject=("communications.executivevisit" if is_visit else "communications.occurrence", row["id"]),
        )


PARTS.register("regular", Part("regular", _REGULAR))
PARTS.register("daily", Part("daily", _DAILY))
PARTS.register("coming", Part("coming", _COMING, many=True))
ACTIVITIES.register(
    "regular", Activity("regular", gettext_lazy("Regular communication"), "calendar-repeat", 10, regular)
)
ACTIVITIES.register("daily", Activity("daily", gettext_lazy("Daily communication"), "message-2", 20, daily))
COMING.register("coming", Lines("coming", coming))
