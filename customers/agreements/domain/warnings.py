"""How long before its end an agreement warns: a setting with a history that agreements in force follow (4.6)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.calendars.enums import Unit
from brm.calendars.limits import Limit
from brm.core import clock
from brm.core.errors import DomainError
from customers.agreements.enums import IN_FORCE
from customers.agreements.models import AgreementLimit, ServiceAgreement
from customers.agreements.rules import WARNINGS
from customers.domain.limits import LimitBook

MOST_DAYS = 1_095
_BOOK = LimitBook(AgreementLimit, WARNINGS, "agreement_warning.set")
warnings_for = _BOOK.rows_for


@dataclass(frozen=True)
class Plan:
    """The warnings as they hold at a moment: so many days before the end, the earliest first; when they change next."""

    days: tuple[int, ...]
    changes_at: datetime | None = None

    @property
    def last(self) -> int:
        """The warning nearest to the end."""
        return min(self.days)


def plan_at(at: datetime) -> Plan:
    """The warnings that hold at a moment, in one statement."""
    days = {name: limit.amount for name, limit in WARNINGS.items()}
    later: list[datetime] = []
    for row in AgreementLimit.objects.order_by("in_force_from", "pk"):
        if row.in_force_from <= at:
            days[row.name] = row.amount
        else:
            later.append(row.in_force_from)
    return Plan(tuple(sorted(days.values(), reverse=True)), min(later, default=None))


@transaction.atomic
def set_warning(
    name: str, days: int, *, by: User | None, from_at: datetime | None = None, at: datetime | None = None
) -> AgreementLimit:
    """From a moment on (now, or later) a warning goes out so many days before the end.

    It holds for warnings still to come: every agreement in force is looked at again at that moment.
    """
    at = at or clock.now()
    from_at = from_at or at
    if not 0 < days <= MOST_DAYS:
        raise DomainError(_("Choose between 1 and %(most)d days.") % {"most": MOST_DAYS}, field="amount")
    row = _BOOK.set_limit(name, Limit(days, Unit.DAYS), by=by, from_at=from_at, at=at)
    later = AgreementLimit.objects.filter(in_force_from__gte=from_at).values_list("in_force_from", flat=True)
    for moment in sorted(set(later)):
        in_order = [limit.amount for _name, limit in sorted(_BOOK.all_at(moment).items())]
        if in_order != sorted(set(in_order), reverse=True):
            raise DomainError(
                _("Each warning comes nearer to the end than the one before; as set they would be %(days)s days.")
                % {"days": ", ".join(map(str, in_order))},
                field="amount",
            )
    rows = ServiceAgreement.objects.filter(status__in=IN_FORCE)
    rows.filter(models.Q(step_at=None) | models.Q(step_at__gt=from_at)).update(step_at=from_at)
    return row


trail.label("agreement_warning.set", gettext_lazy("Warning before the end of agreements set"))
