"""Closing a period: its figures frozen, and reckoned again at any time (INV-30)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import save_new
from brm.core.errors import DomainError
from brm.core.prepared import Prepared
from surveys.answering.models import Ballot
from surveys.asking.models import Campaign
from surveys.results.domain.counting import COLUMNS, SUMMED, Scope, cells, rows_of
from surveys.results.domain.periods import MONTHS, Period, period_of
from surveys.results.models import ClosedPeriod, PeriodResult

_GROUPED = f""", made AS (
  SELECT relationship_id, service_id, kind AS respondent_kind, factor, {SUMMED} FROM cells
  GROUP BY relationship_id, service_id, kind, factor
)"""  # noqa: S608 - our own words
_NAMES = ", ".join(COLUMNS)
_FREEZE = f"""{_GROUPED}
INSERT INTO results_periodresult (period_id, relationship_id, service_id, respondent_kind, factor, {_NAMES})
SELECT %(period)s, relationship_id, service_id, respondent_kind, factor, {_NAMES} FROM made
"""  # noqa: S608 - our own words
_KEPT = f"""SELECT relationship_id, service_id, respondent_kind, factor, {_NAMES} FROM results_periodresult
  WHERE period_id = %(period)s"""  # noqa: S608 - our own words
_MADE = f"SELECT relationship_id, service_id, respondent_kind, factor, {_NAMES} FROM made"  # noqa: S608 - our own words
_COMPARE = f"""{_GROUPED}
SELECT 'kept' AS side, x.* FROM ({_KEPT} EXCEPT {_MADE}) x
UNION ALL SELECT 'reckoned', y.* FROM ({_MADE} EXCEPT {_KEPT}) y
ORDER BY 2, 3, 4, 5, 1 LIMIT 200
"""  # noqa: S608 - our own words


@dataclass(frozen=True)
class Recheck:
    """Whether what was frozen is what the answers say today; and where it is not."""

    cells: int
    differences: list[dict[str, Any]]
    elsewhere: int = 0
    """How many more there are with customers the reader does not see."""

    @property
    def is_equal(self) -> bool:
        """Nothing differs."""
        return not self.differences and not self.elsewhere


def may_close(user: User) -> bool:
    """Leads and executives close periods."""
    return user.has_role(Role.LEAD, Role.EXECUTIVE)


def closed_periods_for(user: User) -> "QuerySet[ClosedPeriod]":
    """Every closed period, for our own people who keep relationships."""
    rows = ClosedPeriod.objects.select_related("closed_by")
    return rows if user.keeps_relationships else rows.none()


def stretch_of(closed: ClosedPeriod) -> Period:
    """The period it closed."""
    for months in MONTHS.values():
        for code in _codes(closed, months):
            period = period_of(code)
            if (period.first_on, period.last_on) == (closed.first_on, closed.last_on):
                return period
    return Period(str(closed), closed.first_on, closed.last_on)


def _codes(closed: ClosedPeriod, months: int) -> list[str]:
    year, month = closed.first_on.year, closed.first_on.month
    return [{12: f"{year}", 6: f"{year}-H{(month + 5) // 6}", 3: f"{year}-Q{(month + 2) // 3}"}[months]]


@transaction.atomic
def close_period(period: Period, *, by: User | None, at: datetime | None = None) -> ClosedPeriod:
    """Freeze the figures of a period that is over. From then on no answer is added to it (INV-30)."""
    at = at or clock.now()
    if by is not None and not may_close(by):
        raise DomainError(_("Leads and executives close periods."))
    if period.ends > at:
        raise DomainError(_("This period is not over yet."), field="period")
    boxes = Campaign.objects.filter(closed_at__gte=period.begins, closed_at__lt=period.ends, is_anonymous=True)
    if Ballot.objects.filter(campaign__in=boxes.values("pk")).exists():
        raise DomainError(_("Anonymous answers of this period are still in the ballot box. Try again in some minutes."))
    with connection.cursor() as cursor:
        # whoever is just answering finishes first, whoever comes later finds the period closed
        cursor.execute("LOCK TABLE answering_response IN SHARE ROW EXCLUSIVE MODE")
    row = save_new(
        ClosedPeriod(first_on=period.first_on, last_on=period.last_on, closed_at=at, closed_by=by)
    )  # fmt: skip
    statement = cells([period], Scope(), factors=True, live=True)
    with connection.cursor() as cursor:
        cursor.execute(f"{statement.sql} {_FREEZE}", {**statement.values, "period": row.pk})
    trail.record(row, "survey_period.close", by=by, at=at, show=str(period))
    return row


def recheck(closed: ClosedPeriod, *, seen: Scope | None = None) -> Recheck:
    """Reckon a closed period again from the answers, and compare cell by cell.

    ``seen``: what the reader may reckon with; of what differs elsewhere they learn only that it does.
    """
    statement = cells([stretch_of(closed)], Scope(), factors=True, live=True)
    found = rows_of(statement, _COMPARE, period=closed.pk)
    shown = found
    if seen is not None and seen.ids is not None:
        ids = set(seen.ids)
        shown = [row for row in found if row["relationship_id"] in ids]
    return Recheck(PeriodResult.objects.filter(period=closed).count(), shown, len(found) - len(shown))


_CLOSED = Prepared(lambda first, last: ClosedPeriod.objects.filter(first_on__lte=first, last_on__gte=last).order_by())


def refuse_in_closed(day: date) -> None:
    """No answer by name is added to a period that is closed (INV-30). The database says the same."""
    if _CLOSED(day, day):
        raise DomainError(_("This period is closed: no answer is added to it any more."))


trail.label("survey_period.close", gettext_lazy("Closed the period of survey results"))
