"""Lines of our own risk control table, kept by administrators (C-24)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core.editing import locked, save_changes, save_new
from brm.risks.models import RiskTemplate


@transaction.atomic
def save_risk_template(template: RiskTemplate | None, *, by: User | None, **facts: Any) -> RiskTemplate:
    """Add a line, or change it; archived lines are no longer offered."""
    if template is None:
        row = save_new(RiskTemplate(**facts))
        changes: Any = {"title": (None, row.title)}
    else:
        row = locked(template)
        changes = save_changes(row, facts)
    if changes:
        trail.record(row, "risk_template.save", by=by, changes=changes)
    return row


trail.label("risk_template.save", gettext_lazy("Saved the risk template"))
