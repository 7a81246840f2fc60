"""Time limits as settings with a history: a new one counts from its moment on, the old ones are kept (ruling 11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Generic, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.audit import trail
from brm.calendars.limits import Limit
from brm.core import clock
from brm.core.editing import save_new
from brm.core.errors import DomainError
from brm.core.prepared import Prepared
from customers.models import LimitInForce

Row = TypeVar("Row", bound=LimitInForce)


@dataclass(frozen=True)
class LimitBook(Generic[Row]):
    """The limits of one part: where they are kept, what holds until somebody sets another, how a change is called."""

    model: type[Row]
    defaults: Mapping[str, Limit]
    action: str

    def all_at(self, at: datetime) -> dict[str, Limit]:
        """Every limit as it was at a moment, in one statement."""
        kept = {row.name: limit_of(row) for row in self._in_force(at)}
        return {str(name): kept.get(name, limit) for name, limit in self.defaults.items()}

    @cached_property
    def _in_force(self) -> Prepared[Row]:
        rows = self._rows().order_by("name", "-in_force_from").distinct("name")
        return Prepared(lambda at: rows.filter(in_force_from__lte=at))

    def one_at(self, name: str, at: datetime) -> Limit:
        """One limit as it was at a moment."""
        row = self._rows().filter(name=name, in_force_from__lte=at).order_by("-in_force_from").first()
        return limit_of(row) if row else self.defaults[name]

    @transaction.atomic
    def set_limit(
        self,
        name: str,
        limit: Limit,
        *,
        by: User | None,
        from_at: datetime | None = None,
        at: datetime | None = None,
    ) -> Row:
        """From a moment on (now, or later) a limit is another one."""
        at = at or clock.now()
        from_at = from_at or at
        if name not in self.defaults:
            raise DomainError(_("There is no limit called %(name)s.") % {"name": name}, field="name")
        if from_at < at:
            raise DomainError(
                _("A limit changes now or later; what ran before keeps what it started with."), field="in_force_from"
            )
        before = self.one_at(name, from_at)
        row = save_new(
            self.model(
                name=name, amount=limit.amount, unit=limit.unit.value, calendar=limit.calendar.value,
                in_force_from=from_at, set_by=by, set_at=at,
            )
        )  # fmt: skip
        trail.record(
            row, self.action, by=by, at=at,
            changes={"limit": (str(before), str(limit)), "in_force_from": (None, from_at)},
        )  # fmt: skip
        return row

    def rows_for(self, user: User) -> "models.QuerySet[Row]":
        """Every limit ever set, newest first: for those who configure or answer for what is due."""
        rows = self._rows().select_related("set_by").order_by("name", "-in_force_from")
        return rows if may_set_limits(user) or user.keeps_relationships else rows.none()

    def _rows(self) -> "models.QuerySet[Row]":
        return self.model._default_manager.all()


def limit_of(row: LimitInForce) -> Limit:
    """What a row of the history says."""
    return Limit(row.amount, row.unit, row.calendar)  # type: ignore[arg-type]  # checked where it is set


def may_set_limits(user: User) -> bool:
    """Administrators and executives set limits."""
    return user.has_role(Role.ADMINISTRATOR, Role.EXECUTIVE)
