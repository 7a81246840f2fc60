"""Health, the first page of a relationship, the dossier: who may open their doors."""

from typing import Any

from brm.core import clock
from brm.health.domain.reckoning import reckon
from brm.health.models import StandingDay
from tests.access.declarations import ADMINISTRATOR, KEEPERS, RECORD, Door, door

DOORS: dict[str, Door] = {
    "parties:dossier": door(RECORD, pk="relationship"),
    "parties:dossier_pdf": door(RECORD, pk="relationship"),
    "health:reckon": door(RECORD, pk="relationship"),
    "health:weights": door(frozenset({"executive"}) | ADMINISTRATOR),
}
API_DOORS: dict[str, Door] = {
    "api:standing-list": Door(KEEPERS),
    "api:standing-detail": door(RECORD, pk="relationship"),
    "api:standing-day-list": Door(KEEPERS),
    "api:standing-day-detail": door(RECORD, pk="standing_day"),
}
MARKED: tuple[tuple[str, str], ...] = ()


def things(world: Any) -> dict[str, Any]:
    """Alice's customer, reckoned."""
    relationship = world.things["relationship"]
    reckon([relationship], at=clock.now())
    return {"standing_day": StandingDay.objects.get(relationship=relationship).pk}
