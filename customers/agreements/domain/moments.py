"""When an agreement must be looked at next, and which service year a day belongs to."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from brm.communications.domain.placing import schedule_for_relationship, wall, zone_of
from brm.parties.models import Relationship
from customers.agreements.enums import IN_FORCE, AgreementStatus
from customers.agreements.models import AgreementVersion, ServiceAgreement
from customers.agreements.rules import WARN_AT, WARN_DAYS

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ServiceYear:
    """A year of service: its number, its first and last day."""

    number: int
    first: date
    last: date


def zone_of_customer(relationship: Relationship) -> str:
    """The zone in which the days of its agreements begin and end (ruling 12)."""
    return zone_of(relationship, schedule_for_relationship(relationship))


def warning_moments(agreement: ServiceAgreement, zone: str) -> list[tuple[int, datetime]]:
    """The warnings still to come, the earliest first: (days before the end, when)."""
    done = agreement.warned_days or max(WARN_DAYS) + 1
    return [(days, wall(agreement.end_on - timedelta(days=days), WARN_AT, zone)) for days in WARN_DAYS if days < done]


def over_at(agreement: ServiceAgreement, zone: str) -> datetime:
    """The moment after the agreement's last day."""
    return wall(agreement.end_on + A_DAY, time(0), zone)


def next_step_at(agreement: ServiceAgreement, zone: str) -> datetime | None:
    """The moment at which time itself changes something about the agreement; None where it does not."""
    moments: list[datetime] = []
    if agreement.status == AgreementStatus.AGREED:
        moments.append(wall(agreement.start_on, time(0), zone))
    elif agreement.status in IN_FORCE:
        moments += [moment for _days, moment in warning_moments(agreement, zone)[:1]]
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
