"""Praise: who keeps the customer works on it, everybody of ours reads the wall."""

from typing import Any

from brm.core import clock
from customers.praise.domain.honouring import plan_honour
from customers.praise.models import Honour, Praise
from tests.access.declarations import INSIDERS, KEEPERS, RECORD, Door, door
from tests.praise.factories import make_praise, make_real

DOORS: dict[str, Door] = {
    **{f"praise:{name}": door(INSIDERS) for name in ("list", "wall", "totals")},
    "praise:new": door(KEEPERS),
    **{
        f"praise:{name}": door(RECORD, pk="praise")
        for name in (
            "detail", "edit", "verify", "decline", "publish", "share", "take_down", "thank", "consent", "revoke",
            "honour_plan", "honour_new", "letter",
        )
    },
    "praise:honour_hold": door(RECORD, pk="honour"),
}  # fmt: skip
API_DOORS: dict[str, Door] = {
    "api:praise-list": Door(INSIDERS),
    **{
        f"api:praise-{name}": door(RECORD, pk="praise")
        for name in (
            "detail", "verify", "decline", "publish", "share", "take-down", "thank", "consent", "revoke", "plan-form",
            "hold-form",
        )
    },
}  # fmt: skip
MARKED = ((Praise, "text"), (Praise, "thank_words"), (Honour, "evidence"))


def things(world: Any) -> dict[str, Any]:
    """Praise by Alice's customer, and a form planned for another."""
    customer, alice = world.customer, world.cast.alice
    praise = make_praise(customer)
    honour = plan_honour(make_real(customer), by=alice, form="letter", planned_on=clock.today())
    return {"praise": praise.pk, "honour": honour.pk}
