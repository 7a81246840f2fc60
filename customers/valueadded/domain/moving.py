"""One step of a value-added service: state, history, timeline, and whom it waits for next."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.attention.domain import settle
from brm.audit import trail
from brm.core.editing import save_changes
from brm.timeline.domain import note
from customers.valueadded.domain.asking import GAP, ask
from customers.valueadded.lifecycle import LIFECYCLE
from customers.valueadded.models import ValueAddedService

SHOWN = ("status", "starts_on", "ends_on", "delivered_on", "actual_cost", "reaction")


def move(
    value_added: ValueAddedService, step: str, *, by: User | None, at: datetime, reason: str = "", **values: Any
) -> ValueAddedService:
    """Take the step, on a row that is held; ``propose`` is the first and changes nothing."""
    if step == "propose":
        settle(GAP, value_added.relationship, at=at)
        changes: dict[str, tuple[Any, Any]] = {"status": (None, value_added.status)}
    else:
        target = LIFECYCLE.step(step, value_added).target
        changes = save_changes(value_added, {**values, "status": target})
    shown = {name: pair for name, pair in changes.items() if name in SHOWN}
    trail.record(value_added, f"value_added.{step}", by=by, changes=shown, reason=reason, at=at)
    if step != "assess":
        note(
            value_added.relationship_id, "value_added", event=step, at=at, subject=value_added, actor=by, text=reason,
            number=value_added.matter.number, title=value_added.matter.title, ends_on=value_added.ends_on,
        )  # fmt: skip
    ask(value_added, at)
    return value_added


for _name, _words in (
    ("propose", gettext_lazy("Proposed the value-added service")),
    ("assess", gettext_lazy("Assessed the value-added service")),
    ("approve", gettext_lazy("Approved the value-added service")),
    ("reject", gettext_lazy("Rejected the value-added service")),
    ("schedule", gettext_lazy("Scheduled the value-added service")),
    ("deliver", gettext_lazy("Delivered the value-added service")),
    ("evaluate", gettext_lazy("Evaluated the value-added service")),
    ("repeat", gettext_lazy("Decided to repeat the value-added service")),
    ("convert", gettext_lazy("Made an offer of the value-added service")),
    ("close", gettext_lazy("Closed the value-added service")),
):
    trail.label(f"value_added.{_name}", _words)
