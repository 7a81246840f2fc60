"""What is known before a verdict is given: agreements, complaints, major events, SLA results, penalties (Q-10).

One statement over what the parts of the customer side have recorded. Where nothing was recorded nothing is suggested:
no data is not a good mark.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from brm.core import clock
from brm.parties.models import Relationship
from customers.verdicts.enums import Ask, Light

_SQL = """
SELECT
  (SELECT count(*) FROM agreements_serviceagreement a WHERE a.relationship_id = %(id)s
    AND a.status IN ('active', 'expiring')) AS in_force,
  (SELECT count(*) FROM agreements_serviceagreement a WHERE a.relationship_id = %(id)s AND a.status = 'expiring')
    AS expiring,
  (SELECT count(*) FROM agreements_serviceagreement a WHERE a.relationship_id = %(id)s
    AND a.start_on BETWEEN %(first)s AND %(last)s AND a.status NOT IN ('draft')) AS begun,
  (SELECT count(*) FROM agreements_serviceagreement a WHERE a.relationship_id = %(id)s
    AND a.end_on BETWEEN %(first)s AND %(last)s AND a.status IN ('expired', 'terminated')) AS lost,
  (SELECT json_build_array(count(DISTINCT c.matter_id) FILTER (WHERE {received} >= %(first)s),
      count(DISTINCT c.matter_id) FILTER (WHERE {received} < %(first)s))
    FROM complaints_complaint c
      JOIN matters_matterlink l ON c.matter_id IN (l.source_id, l.target_id)
      JOIN insight_majorevent e ON e.matter_id IN (l.source_id, l.target_id)
    WHERE c.relationship_id = %(id)s AND {received} BETWEEN %(before)s AND %(last)s) AS about_events,
  (SELECT json_build_array(count(*) FILTER (WHERE {received} >= %(first)s),
      count(*) FILTER (WHERE {received} < %(first)s))
    FROM complaints_complaint c
    WHERE c.relationship_id = %(id)s AND {received} BETWEEN %(before)s AND %(last)s) AS complaints,
  (SELECT json_build_array(count(*) FILTER (WHERE {occurred} >= %(first)s),
      count(*) FILTER (WHERE {occurred} < %(first)s),
      round(avg(e.executive_feeling) FILTER (WHERE {occurred} >= %(first)s), 1),
      count(e.executive_feeling) FILTER (WHERE {occurred} >= %(first)s))
    FROM insight_majorevent e JOIN matters_matter m ON m.id = e.matter_id
    WHERE m.relationship_id = %(id)s
      AND {occurred} BETWEEN %(before)s AND %(last)s) AS events,
  (SELECT json_build_array(count(*) FILTER (WHERE r.is_kept), count(*))
    FROM agreements_termresult r JOIN agreements_agreementterm t ON t.term_id = r.term_id
      JOIN agreements_serviceagreement a ON a.id = t.agreement_id
    WHERE a.relationship_id = %(id)s AND r.is_kept IS NOT NULL AND r.period_to BETWEEN %(first)s AND %(last)s) AS sla,
  (SELECT json_build_array(count(*) FILTER (WHERE p.side = 'ours'), count(*) FILTER (WHERE p.side = 'theirs'))
    FROM agreements_penaltyevent p JOIN agreements_serviceagreement a ON a.id = p.agreement_id
    WHERE a.relationship_id = %(id)s AND p.occurred_on BETWEEN %(first)s AND %(last)s) AS penalties
""".format(  # noqa: S608 - both are ours
    received="(c.received_at AT TIME ZONE %(zone)s)::date", occurred="(e.occurred_at AT TIME ZONE %(zone)s)::date"
)


@dataclass(frozen=True)
class Known:
    """What is known for one question: in words, as figures, and the light they suggest, if any."""

    ask: Ask
    words: str = ""
    light: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)


def half_before(start: date) -> date:
    """The first day of the half-year before."""
    return start.replace(month=1) if start.month == 7 else start.replace(year=start.year - 1, month=7)


def half_end(start: date) -> date:
    """The last day of a half-year."""
    after = start.replace(month=7) if start.month == 1 else start.replace(year=start.year + 1, month=1)
    return after - timedelta(days=1)


def facts_of(relationship: Relationship, start: date) -> list[Known]:
    """What is known for each of the seven; the reader has been checked."""
    last = min(half_end(start), clock.today())
    with connection.cursor() as cursor:
        days = {"first": start, "last": last, "before": half_before(start), "zone": settings.TIME_ZONE}
        cursor.execute(_SQL, {"id": relationship.pk, **days})
        names = [column[0] for column in cursor.description or ()]
        said = dict(zip(names, cursor.fetchone(), strict=True))
    return [READ[ask](said) for ask in Ask]


def _pay(said: Mapping[str, Any]) -> Known:
    figures = {name: said[name] for name in ("in_force", "expiring", "lost")}
    if not any(figures.values()):
        return Known(Ask.PAY, _("No agreement on record."), "", figures)
    words = _("%(in_force)d agreements in force, %(expiring)d of them ending soon; %(lost)d ended in this half-year.")
    light = Light.RED if said["lost"] and not said["in_force"] else Light.AMBER if said["lost"] else ""
    return Known(Ask.PAY, words % figures, light, figures)


def _spend(said: Mapping[str, Any]) -> Known:
    figures = {"begun": said["begun"]}
    light = Light.GREEN if said["begun"] else ""
    return Known(Ask.SPEND, _("%(begun)d agreements began in this half-year.") % figures, light, figures)


def _complaints(said: Mapping[str, Any]) -> Known:
    (now, before), (every, every_before) = said["about_events"], said["complaints"]
    figures = {"now": now, "before": before, "every": every, "every_before": every_before}
    words = _("%(now)d about major events, %(before)d the half-year before; %(every)d of all kinds, before"
              " %(every_before)d.") % figures  # fmt: skip
    return Known(Ask.COMPLAINTS, words, _falls(now, before), figures)


def _incidents(said: Mapping[str, Any]) -> Known:
    figures = {"now": said["events"][0], "before": said["events"][1]}
    words = _("%(now)d major events, %(before)d the half-year before.") % figures
    return Known(Ask.INCIDENTS, words, _falls(figures["now"], figures["before"]), figures)


def _executives(said: Mapping[str, Any]) -> Known:
    felt, n = said["events"][2], said["events"][3]
    figures = {"felt": float(felt) if felt is not None else None, "n": n}
    if not n:
        return Known(Ask.EXECUTIVES, _("Nobody noted what their executives said."), "", figures)
    light = Light.GREEN if felt >= 1 else Light.AMBER if felt >= 0 else Light.RED
    words = _("%(felt)+.1f on average from −2 to +2, after %(n)d events.") % figures
    return Known(Ask.EXECUTIVES, words, light, figures)


def _sla(said: Mapping[str, Any]) -> Known:
    kept, n = said["sla"]
    figures = {"kept": kept, "n": n}
    if not n:
        return Known(Ask.SLA, _("No service level was measured."), "", figures)
    light = Light.GREEN if kept == n else Light.AMBER if kept >= 0.9 * n else Light.RED
    return Known(Ask.SLA, _("%(kept)d of %(n)d measured service levels were kept.") % figures, light, figures)


def _penalty(said: Mapping[str, Any]) -> Known:
    ours, theirs = said["penalties"]
    figures = {"ours": ours, "theirs": theirs}
    if not ours and not theirs and not said["in_force"]:
        return Known(Ask.PENALTY, _("No agreement on record."), "", figures)
    light = Light.RED if ours else Light.AMBER if theirs else Light.GREEN
    words = _("%(ours)d penalties that we pay, %(theirs)d that they pay.") % figures
    return Known(Ask.PENALTY, words, light, figures)


def _falls(now: int, before: int) -> str:
    """Fewer is well, the same is to be watched, more is not. Where there was nothing twice nothing is suggested."""
    if not now and not before:
        return ""
    return Light.GREEN if now < before else Light.AMBER if now == before else Light.RED


READ = {
    Ask.PAY: _pay, Ask.SPEND: _spend, Ask.COMPLAINTS: _complaints, Ask.INCIDENTS: _incidents,
    Ask.EXECUTIVES: _executives, Ask.SLA: _sla, Ask.PENALTY: _penalty,
}  # fmt: skip
