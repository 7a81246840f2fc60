"""When an agreement must be looked at next, and which service year a day belongs to."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from brm.communications.domain.placing import wall, zone_of
from brm.parties.models import Relationship
from customers.agreements.domain.warnings import Plan
from customers.agreements.enums import IN_FORCE, AgreementStatus
from customers.agreements.models import AgreementVersion, ServiceAgreement
from customers.agreements.rules import VERDICT_DAYS, WARN_AT

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ServiceYear:
    """A year of service: its number, its first and last day."""

    number: int
    first: date
    last: date


def zone_of_customer(relationship: Relationship) -> str:
    """The zone in which the days of its agreements begin and end (ruling 12)."""
    return zone_of(relationship)


def warning_moments(agreement: ServiceAgreement, zone: str, plan: Plan) -> list[tuple[int, datetime]]:
    """The warnings still to come, the earliest first: (days before the end, when)."""
    done = agreement.warned_days or max(plan.days) + 1
    return [(days, _before_end(agreement, days, zone)) for days in plan.days if days < done]


def verdict_moment(agreement: ServiceAgreement, zone: str) -> datetime:
    """From when an agreement counts as expiring (4.6)."""
    return _before_end(agreement, VERDICT_DAYS, zone)


def _before_end(agreement: ServiceAgreement, days: int, zone: str) -> datetime:
    return wall(agreement.end_on - timedelta(days=days), WARN_AT, zone)


def over_at(agreement: ServiceAgreement, zone: str) -> datetime:
    """The moment after the agreement's last day."""
    return wall(agreement.end_on + A_DAY, time(0), zone)


def next_step_at(agreement: ServiceAgreement, zone: str, plan: Plan) -> datetime | None:
    """The moment at which time itself changes something about the agreement; None where it does not."""
    moments: list[datetime] = []
    if agreement.status == AgreementStatus.AGREED:
        moments.append(wall(agreement.start_on, time(0), zone))
    elif agreement.status in IN_FORCE:
        moments += [moment for _days, moment in warning_moments(agreement, zone, plan)[:1]]
        if agreement.status == AgreementStatus.ACTIVE:
            moments.append(verdict_moment(agreement, zone))
        if plan.changes_at is not None:
            moments.append(plan.changes_at)
        moments.append(over_at(agreement, zone))
    if agreement.pk and agreement.status in (AgreementStatus.AGREED, *IN_FORCE):
        pending = AgreementVersion.objects.filter(agreement=agreement, applied_at=None).order_by("effective_on").first()
        if pending is not None:
            moments.append(wall(pending.effective_on, time(0), zone))
    return min(moments, default=None)


def service_year(agreement: ServiceAgreement, on: date) -> ServiceYear:
    """The service year a day belongs to, the first one for days before it."""
    first = agreement.year_from or agreement.start_on
    number = max(0, on.year - first.year - (_anniversary(first, on.year) > on))
    begin = _anniversary(first, first.year + number)
    return ServiceYear(number + 1, begin, _anniversary(first, first.year + number + 1) - A_DAY)


def _anniversary(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 3, 1)


def months_of(first: date, last: date) -> list[tuple[date, date]]:
    """The calendar months that two days span: (first day, last day) of each."""
    months, begin = [], first.replace(day=1)
    while begin <= last:
        following = (begin + timedelta(days=32)).replace(day=1)
        months.append((begin, following - A_DAY))
        begin = following
    return months
