"""Verdicts: on customers one may see; ideas are everybody's who keeps relationships."""

from typing import Any

from customers.verdicts.domain.checking import open_need_check
from customers.verdicts.domain.grading import set_cognition
from customers.verdicts.domain.judging import give_verdict
from customers.verdicts.enums import Ask
from customers.verdicts.models import Verdict
from tests.access.declarations import KEEPERS, RECORD, Door, door

DOORS: dict[str, Door] = {
    **{f"verdicts:{name}": Door(KEEPERS) for name in ("list", "levels", "needs", "need_new")},
    **{f"verdicts:{name}": door(RECORD, pk="relationship") for name in ("customer", "give", "level")},
    **{f"verdicts:{name}": door(KEEPERS, pk="need_check") for name in ("need", "need_edit", "need_decide")},
}
API_DOORS: dict[str, Door] = {
    **{f"api:{name}-list": Door(KEEPERS) for name in ("satisfaction-verdict", "value-cognition", "need-check")},
    "api:satisfaction-verdict-known": Door(KEEPERS),
    "api:value-cognition-standing": Door(KEEPERS),
    "api:satisfaction-verdict-detail": door(RECORD, pk="verdict"),
    "api:value-cognition-detail": door(RECORD, pk="cognition"),
    **{f"api:need-check-{name}": door(KEEPERS, pk="need_check") for name in ("detail", "decide")},
}
MARKED = ((Verdict, "comment"),)


def things(world: Any) -> dict[str, Any]:
    """Alice's customer judged, and an idea of hers."""
    alice, customer = world.customer.owner, world.customer
    answers = {ask.value: ("green", "") for ask in Ask}
    return {
        "verdict": give_verdict(customer, answers=answers, comment="Rather content", by=alice).pk,
        "cognition": set_cognition(customer, level=2, by=alice).pk,
        "need_check": open_need_check(title="Night desk", idea="Open at night?", by=alice).pk,
    }
