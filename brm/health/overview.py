"""How it stands: first on the page of a relationship, with what drives it, how much is known, how old it is."""

from datetime import date
from typing import Any

from brm.core import clock
from brm.health.domain.queries import age_days, change_of, drivers_of, trend_of
from brm.health.models import Weighting
from brm.parties.domain.overview import PARTS, Facts, Part
from brm.parties.enums import Status
from brm.parties.models import Relationship
from brm.parties.overview import HEADS, Head
from brm.ui import tones

DRIVERS_SHOWN = 5

_STANDING = """
SELECT s.score, s.coverage, s.oldest_at, s.readings, s.reckoned_at,
  (SELECT to_json(w) FROM (SELECT weights, well_from, fair_from, coverage_from FROM health_weighting
    WHERE since <= %(now)s ORDER BY since DESC, id DESC LIMIT 1) w) AS weighting,
  (SELECT json_agg(json_build_array(d."on", d.score)) FROM (SELECT "on", score FROM health_standingday
    WHERE relationship_id = %(id)s ORDER BY "on" DESC LIMIT 90) d) AS days
FROM health_standing s WHERE s.relationship_id = %(id)s
"""


def how_it_stands(facts: Facts, relationship: Relationship) -> dict[str, Any]:
    """The score with its word, the signals that move it most, what is known of it and how old that is."""
    weighting = Weighting(**(facts.get("weighting") or {"weights": {}}))
    today = clock.today()
    score = None if relationship.status == Status.ENDED else facts.get("score")
    days = [(date.fromisoformat(on), value) for on, value in facts.get("days") or ()]
    drivers = drivers_of(facts.get("readings") or (), relationship.pk, weighting, relationship.kind)
    known = [driver for driver in drivers if driver.is_known]
    return {
        "reckoned": bool(facts),
        "score": score,
        "word": weighting.band(score),
        "tone_name": tones.tone_of(weighting.band(score)),
        "drivers": known[:DRIVERS_SHOWN],
        "known": len(known),
        "all": len(drivers),
        "coverage": facts.number("coverage"),
        "coverage_from": weighting.coverage_from,
        "oldest": age_days(facts.moment("oldest_at")),
        "reckoned_at": facts.moment("reckoned_at"),
        "trend": (trend := trend_of(days, today)),
        "has_trend": sum(point is not None for point in trend) > 1,
        "change": change_of(days, score, today),
    }


PARTS.register("health", Part("health", _STANDING))
HEADS.register("health", Head("health", "health/head.html", how_it_stands))
