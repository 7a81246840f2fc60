"""Results: whoever keeps relationships reads them, of their own customers; leads and executives close periods."""

from typing import Any

from surveys.results.domain.closing import close_period
from surveys.results.domain.gaps import set_gap_limit
from surveys.results.domain.periods import present
from tests.access.declarations import KEEPERS, Door, door

SEES = KEEPERS | {"administrator"}
DOORS: dict[str, Door] = {
    **{f"results:{name}": Door(KEEPERS) for name in ("results", "print", "coverage", "periods")},
    "results:recheck": door(KEEPERS, pk="survey_period"),
    "results:gap": Door(SEES),
}
API_DOORS: dict[str, Door] = {
    "api:survey-results-list": Door(KEEPERS),
    "api:survey-results-coverage": Door(KEEPERS),
    "api:survey-period-list": Door(KEEPERS),
    **{f"api:survey-period-{name}": door(KEEPERS, pk="survey_period") for name in ("detail", "recheck")},
    "api:survey-gap-limit-list": Door(SEES),
    "api:survey-gap-limit-detail": door(SEES, pk="survey_gap"),
}
MARKED: tuple[Any, ...] = ()


def things(world: Any) -> dict[str, Any]:
    """A closed quarter, a limit of the gap."""
    return {
        "survey_period": close_period(present().before(), by=None).pk,
        "survey_gap": set_gap_limit(21, by=None).pk,
    }
