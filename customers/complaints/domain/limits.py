"""Time limits as settings with a history: a new one counts from its moment, running clocks keep theirs (ruling 11)."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.audit import trail
from brm.calendars.limits import Limit
from brm.core import clock
from brm.core.editing import save_new
from brm.core.errors import DomainError
from customers.complaints.models import ComplaintLimit, LimitName
from customers.complaints.rules import DEFAULTS


def limits_at(at: datetime) -> dict[str, Limit]:
    """Every limit as it was at a moment, in one statement."""
    rows = ComplaintLimit.objects.filter(in_force_from__lte=at).order_by("name", "-in_force_from").distinct("name")
    kept = {row.name: _limit(row) for row in rows}
    return {str(name): kept.get(name, limit) for name, limit in DEFAULTS.items()}


def limit_at(name: str, at: datetime) -> Limit:
    """One limit as it was at a moment."""
    row = ComplaintLimit.objects.filter(name=name, in_force_from__lte=at).order_by("-in_force_from").first()
    return _limit(row) if row else DEFAULTS[name]


def _limit(row: ComplaintLimit) -> Limit:
    return Limit(row.amount, row.unit, row.calendar)  # type: ignore[arg-type]  # checked where it is set


@transaction.atomic
def set_limit(
    name: str,
    limit: Limit,
    *,
    by: User | None,
    from_at: datetime | None = None,
    at: datetime | None = None,
) -> ComplaintLimit:
    """From a moment on (now, or later) a limit is another one."""
    at = at or clock.now()
    from_at = from_at or at
    if name not in LimitName.values:
        raise DomainError(_("There is no limit called %(name)s.") % {"name": name}, field="name")
    if from_at < at:
        raise DomainError(
            _("A limit changes now or later; what ran before keeps what it started with."), field="from_at"
        )
    before = limit_at(name, from_at)
    row = save_new(
        ComplaintLimit(
            name=name, amount=limit.amount, unit=limit.unit.value, calendar=limit.calendar.value,
            in_force_from=from_at, set_by=by, set_at=at,
        )
    )  # fmt: skip
    trail.record(
        row, "complaint_limit.set", by=by, at=at,
        changes={"limit": (str(before), str(limit)), "in_force_from": (None, from_at)},
    )  # fmt: skip
    return row


def limits_for(user: User) -> models.QuerySet[ComplaintLimit]:
    """Every limit ever set, newest first: for those who configure or answer for the clocks."""
    rows = ComplaintLimit.objects.select_related("set_by").order_by("name", "-in_force_from")
    return rows if may_set_limits(user) or user.keeps_relationships else rows.none()


def may_set_limits(user: User) -> bool:
    """Administrators and executives set limits."""
    return user.has_role(Role.ADMINISTRATOR, Role.EXECUTIVE)


trail.label("complaint_limit.set", gettext_lazy("Time limit of complaints set"))
