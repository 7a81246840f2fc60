"""The doors of the risk register, and Alice's one risk."""

from typing import Any

from brm.parties.models import Relationship
from brm.risks.domain.register import register_risk
from tests.access.declarations import KEEPERS, RECORD, Door, door

DOORS: dict[str, Door] = {
    "risks:list": door(KEEPERS),
    "risks:new": door(KEEPERS),
    "risks:begin": door(RECORD, pk="relationship"),
    **{
        f"risks:{name}": door(RECORD, pk="risk")
        for name in ("detail", "edit", "assess", "treat", "monitor", "occur", "close")
    },
}
API_DOORS: dict[str, Door] = {
    "api:risk-list": Door(KEEPERS),
    "api:risk-begin": Door(KEEPERS),
    **{
        f"api:risk-{name}": Door(RECORD, {"pk": "risk"})
        for name in ("detail", "assess", "treat", "monitor", "occur", "close", "assessments")
    },
}
MARKED = [("risks.risk", "title"), ("risks.risk", "effect"), ("risks.risk", "control")]


def things(world: Any) -> dict[str, Any]:
    """Alice's risk."""
    customer = Relationship.objects.get(pk=world.things["relationship"])
    risk = register_risk(
        customer, title="The spare parts run out", effect="Trains stand", control="A second store",
        probability=4, impact=4, by=world.cast.alice,
    )  # fmt: skip
    return {"risk": risk.pk}
