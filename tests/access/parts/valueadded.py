"""Value-added services: who keeps the customer works on them, who leads sets the rules."""

from typing import Any

from customers.valueadded.domain.proposing import answer_principles
from customers.valueadded.models import PrincipleAnswer, ValueAddedService
from tests.access.declarations import INSIDERS, KEEPERS, RECORD, Door, door
from tests.valueadded.factories import YES, propose

DOORS: dict[str, Door] = {
    "valueadded:list": door(INSIDERS),
    "valueadded:new": door(KEEPERS),
    "valueadded:policy": door(frozenset({"lead", "executive"})),
    **{
        f"valueadded:{name}": door(RECORD, pk="value_added")
        for name in (
            "detail", "edit", "gate", "approve", "reject", "schedule", "deliver", "evaluate", "repeat", "convert",
            "close",
        )
    },
}  # fmt: skip
API_DOORS: dict[str, Door] = {
    "api:value-added-list": Door(INSIDERS),
    **{
        f"api:value-added-{name}": door(RECORD, pk="value_added")
        for name in (
            "detail", "gate", "approve", "reject", "schedule", "deliver", "evaluate", "repeat", "convert", "close",
        )
    },
}  # fmt: skip
MARKED = (
    (ValueAddedService, "description"), (ValueAddedService, "evidence"), (ValueAddedService, "reaction_text"),
    (PrincipleAnswer, "justification"),
)  # fmt: skip


def things(world: Any) -> dict[str, Any]:
    """One proposed to Alice's customer, half through the gate."""
    value_added = propose(world.customer, by=world.cast.alice)
    answer_principles(value_added, by=world.cast.alice, answers={1: YES[1]})
    return {"value_added": value_added.pk}
