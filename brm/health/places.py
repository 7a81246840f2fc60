"""Where health appears: a tab of every relationship, the word in lists, the setting of what weighs how much."""

from time import monotonic
from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.core import clock
from brm.health.domain import weights
from brm.health.domain.queries import age_days, days_of, drivers_of, standing_of, trend_of
from brm.health.domain.weights import may_weigh, weighting_at
from brm.parties.domain import standing
from brm.parties.enums import Standing as Word
from brm.parties.enums import Status
from brm.parties.models import Relationship
from brm.parties.panels import TABS, Tab
from brm.ui import tones
from brm.ui.navigation import NAV, NavEntry
from brm.ui.places import ADMINISTRATION

KEPT_SECONDS = 60
_kept: tuple[float, standing.Limits] | None = None


def limits() -> standing.Limits:
    """Where the words begin now. Kept for a minute per process: lists ask on every page."""
    global _kept
    if _kept is None or monotonic() - _kept[0] > KEPT_SECONDS:
        weighting = weighting_at()
        _kept = (monotonic(), (weighting.well_from, weighting.fair_from))
    return _kept[1]


def forget_limits() -> None:
    """They were set anew: ask again."""
    global _kept
    _kept = None


def tab(user: User, relationship: Relationship) -> dict[str, Any]:
    """Every signal with its reading, weight, n, age and words; how it stood before."""
    found, weighting, days = standing_of(relationship), weighting_at(), days_of(relationship)
    drivers = drivers_of(found.readings if found else (), relationship.pk, weighting, relationship.kind)
    score = found.score if found and relationship.status != Status.ENDED else None
    return {
        "standing": found,
        "score": score,
        "word": weighting.band(score),
        "tone_name": tones.tone_of(weighting.band(score)),
        "weighting": weighting,
        "drivers": [(driver, age_days(driver.reading.as_of)) for driver in drivers],
        "days": [(day, weighting.band(day.score)) for day in days[:60]],
        "trend": (trend := trend_of([(day.on, day.score) for day in days], clock.today())),
        "has_trend": sum(point is not None for point in trend) > 1,
        "may_weigh": may_weigh(user),
    }


for _word, _tone in ((Word.WELL, "green"), (Word.FAIR, "yellow"), (Word.POOR, "red"), (Word.UNKNOWN, "grey")):
    tones.register(_word, _tone)
standing.use(limits)
weights.SET.register("limits", forget_limits)
TABS.register("health", Tab("health", _("Health"), "heartbeat", 5, "health/tab.html", tab))
NAV.register(
    "health_weights",
    NavEntry(
        "health_weights", _("What health is made of"), "heartbeat", "health:weights", 985, show=may_weigh,
        section=ADMINISTRATION,
    ),
)  # fmt: skip
