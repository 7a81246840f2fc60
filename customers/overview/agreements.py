"""Agreements on the first page: what holds until when, and what its end and its results tell (C-05, R-19)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brm.core import clock
from brm.health.domain.signals import CUSTOMERS, SIGNALS, HealthSignal, Reading, between, rows_of, share, tab
from brm.parties.domain.overview import PARTS, Facts, Part
from brm.parties.models import Relationship
from brm.parties.overview import PROMISED, Line, Lines
from brm.ui.templatetags.ui import link_to, money

NONE_IN_FORCE = 30
"""An active customer without an agreement in force: we serve on nothing written."""
ENDING = ((0, 30), (60, 50), (90, 70), (180, 100))
"""Days to the end without a renewal, at the days on which one is warned."""

_IN_FORCE = """
SELECT a.id, a.number, a.title, a.end_on, a.fee, a.currency, a.status,
  (SELECT count(*) FROM agreements_agreementterm t WHERE t.agreement_id = a.id) AS terms
FROM agreements_serviceagreement a
WHERE a.relationship_id = %(id)s AND a.status IN ('active', 'expiring') ORDER BY a.end_on, a.id LIMIT 3
"""

_END = """
SELECT r.id, max(a.end_on) AS end_on, count(a.id) AS n,
  bool_or(EXISTS (SELECT 1 FROM agreements_serviceagreement b
    WHERE b.renews_id = a.id AND b.status IN ('agreed', 'active'))) AS renewed
FROM parties_relationship r
LEFT JOIN agreements_serviceagreement a ON a.relationship_id = r.id AND a.status IN ('active', 'expiring')
WHERE r.id = ANY(%(ids)s) AND r.status = 'active'
GROUP BY r.id
"""

_KEPT = """
SELECT a.relationship_id AS id, count(*) AS n, count(*) FILTER (WHERE t.is_kept) AS kept, max(t.updated_at) AS as_of
FROM agreements_serviceagreement a JOIN agreements_agreementterm m ON m.agreement_id = a.id
JOIN agreements_termresult t ON t.term_id = m.term_id
WHERE a.relationship_id = ANY(%(ids)s) AND t.is_kept IS NOT NULL AND t.period_to > %(today)s::date - 365
GROUP BY a.relationship_id
"""


def in_force(rows: list[Facts], relationship: Relationship) -> Iterable[Line]:
    """The agreements in force stand above every single promise."""
    today = clock.today()
    for row in rows:
        end = row.day("end_on")
        left = (end - today).days if end else None
        terms = row.number("terms")
        parts = [
            ngettext("%(n)d service level", "%(n)d service levels", terms) % {"n": terms} if terms else "",
            _("%(fee)s a year") % {"fee": money(Decimal(str(row["fee"])), row["currency"])} if row.get("fee") else "",
        ]
        tone = "red" if left is not None and left <= 60 else "yellow" if left is not None and left <= 180 else "green"
        yield Line(
            row["title"], link_to("agreements:agreement", row["id"]), end, " · ".join(filter(None, parts)),
            "contract", tone, first=True,
        )  # fmt: skip


def end(ids: Sequence[int], at: datetime) -> Mapping[int, Reading]:
    """How long the agreement still holds; of a customer whom we serve without one that, too."""
    today, found = clock.day_of(at), {}
    for row in rows_of(_END, ids, at):
        if not row["n"]:
            found[row["id"]] = Reading(NONE_IN_FORCE, 0, at, "no_agreement")
            continue
        days = (row["end_on"] - today).days
        value = 100 if row["renewed"] else between(ENDING, days)
        found[row["id"]] = Reading(value, row["n"], at, "agreement", {"days": days, "renewed": bool(row["renewed"])})
    return found


def end_words(reading: Reading) -> str:
    """Why, in words."""
    if reading.value is None:
        return _("only of active customers")
    if reading.reason == "no_agreement":
        return _("no agreement is in force")
    days = int(reading.params.get("days", 0))
    if reading.params.get("renewed"):
        return _("in force, and renewed already")
    return ngettext("in force for %(n)d more day", "in force for %(n)d more days", days) % {"n": days}


def kept(ids: Sequence[int], at: datetime) -> Mapping[int, Reading]:
    """Service levels reached over the periods of a year."""
    return {row["id"]: share(row["kept"], row["n"], row["as_of"], "kept") for row in rows_of(_KEPT, ids, at)}


def kept_words(reading: Reading) -> str:
    """Why, in words."""
    if reading.value is None:
        return _("no service level was measured in a year")
    return _("%(kept)d of %(n)d measured service levels were reached") % dict(reading.params)


PARTS.register("agreements", Part("agreements", _IN_FORCE, many=True, kinds=CUSTOMERS))
PROMISED.register("agreements", Lines("agreements", in_force))
SIGNALS.register(
    "agreement",
    HealthSignal("agreement", gettext_lazy("Agreement"), 10, CUSTOMERS, end, end_words, tab("agreements")),
)
SIGNALS.register(
    "service_levels",
    HealthSignal(
        "service_levels", gettext_lazy("Service levels"), 15, CUSTOMERS, kept, kept_words,
        tab("agreements"),
    ),
)  # fmt: skip
