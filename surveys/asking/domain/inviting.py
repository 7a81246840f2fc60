"""Inviting the audience of an open campaign: in ranges, each person once, evenly over weekday mornings of theirs.

Every person of the audience gets a row: planned with its moment, or left out with its reason. How far it came is what
is written: after a killed worker the next sweep goes on behind the last person.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.db.models.functions import Lower

from brm.accounts.domain.queries import insiders
from brm.calendars.engine import Schedule
from brm.core.copying import copy_in
from brm.parties.models import Relationship
from brm.timeline.bulk import note_many
from surveys.asking.domain.audience import UNGRADED, channel_for, lot, people_of, reach_of, with_customer
from surveys.asking.domain.hours import Hours
from surveys.asking.domain.offering import kind_of
from surveys.asking.enums import CampaignStatus, InvitationStatus, Why
from surveys.asking.models import Campaign, Invitation

RANGE = 2_000
MORNING = (time(9), time(12))
SHORTEST = timedelta(minutes=15)
GOLDEN = 0.6180339887498949
Window = tuple[datetime, datetime]


def mornings(schedule: Schedule, *, opens: datetime, closes: datetime, days: int) -> list[Window]:
    """The next weekday mornings by this calendar and these clocks, as long as the campaign is open."""
    found: list[Window] = []
    day = opens.astimezone(schedule.zone).date()
    last = closes.astimezone(schedule.zone).date()
    while len(found) < days and day <= last:
        if day.weekday() < 5 and schedule.is_working_day(day):
            start = schedule.next_moment(max(schedule.wall(day, MORNING[0]), opens))
            end = min(schedule.wall(day, MORNING[1]), closes)
            if end - start >= SHORTEST:
                found.append((start, end))
        day += timedelta(days=1)
    return found


def moment_in(windows: Sequence[Window], number: int) -> datetime:
    """When the so-manyth person is asked: by the golden ratio over all mornings, so that any of them are even too.

    Every second or third person may live by other clocks; what is left for each clock is spread as evenly.
    """
    place = number * GOLDEN % 1 * len(windows)
    start, end = windows[int(place)]
    return (start + (end - start) * (place % 1)).replace(microsecond=0)


@dataclass
class Spread:
    """The mornings of each calendar and zone, reckoned once."""

    campaign: Campaign
    opens: datetime
    kept: dict[tuple[int, str], list[Window]] = field(default_factory=dict)

    def moment(self, schedule: Schedule, number: int) -> datetime:
        """When somebody of this calendar is asked; where no morning is left, in their next working hours."""
        key = (id(schedule), str(schedule.zone))
        if key not in self.kept:
            self.kept[key] = mornings(
                schedule, opens=self.opens, closes=self.campaign.closes_at, days=self.campaign.spread_days
            )
        windows = self.kept[key]
        return moment_in(windows, number) if windows else schedule.next_moment(self.opens)


def invite_audience(campaign: Campaign, *, at: datetime) -> int:
    """Invite everybody of the audience who is not invited yet; answers how many are planned.

    Any number may do it at once: a range is one's own while it is written, and only who finds nobody left ends it.
    """
    planned, chosen = 0, drawn(campaign)
    while (done := invite_range(campaign.pk, chosen, at=at)) is not None:
        planned += done
    return planned


def drawn(campaign: Campaign) -> dict[str, set[int]]:
    """Of each grade with a quota those who are asked: drawn by lot among those who can be reached and are willing."""
    reached = Q(pk__in=[])
    for _channel, way in reach_of(campaign.channels):
        reached = reached | way if way else Q()
        if not way:
            break
    rows = people_of(campaign.owner, campaign.audience).filter(reached)
    rows = rows.exclude(survey_opt_outs__ended_at=None, survey_opt_outs__isnull=False)
    return {
        grade: set(
            rows.filter(grade="" if grade == UNGRADED else grade)
            .order_by(lot(campaign.pk), "pk")
            .values_list("pk", flat=True)[:most]
        )
        for grade, most in campaign.quotas.items()
    }


@transaction.atomic
def invite_range(campaign_id: int, chosen: dict[str, set[int]], *, at: datetime) -> int | None:
    """The next range of people; None when there are no more, or somebody else is at it."""
    held = Campaign.objects.select_for_update(skip_locked=True, of=("self",)).select_related("owner")
    campaign = held.filter(pk=campaign_id, status=CampaignStatus.OPEN).first()
    if campaign is None:
        return None
    before = campaign.invitations.aggregate(last=Max("contact"), n=Count("pk", filter=~Q(status="left_out")))
    people = with_customer(people_of(campaign.owner, campaign.audience), campaign.owner, campaign.audience)
    rows: list[Any] = []
    if reach_of(campaign.channels):
        rows = list(people.filter(pk__gt=before["last"] or 0).order_by("pk")[:RANGE])
    if not rows:
        _finish(campaign, at)
        return None
    customers = Relationship.objects.select_related("organisation").in_bulk({row.asked_in for row in rows})
    ours = {row.email.lower() for row in rows if row.email}
    ours = set(insiders().annotate(low=Lower("email")).filter(low__in=ours).values_list("low", flat=True))
    hours, spread = Hours(customers.values()), Spread(campaign, max(campaign.opened_at or at, campaign.opens_at))
    schedules: dict[tuple[int, str], Schedule] = {}
    written, number = [], before["n"]
    for contact in rows:
        customer = customers[contact.asked_in]
        row = _row(campaign, contact, customer, at)
        row["why"] = _why(campaign, contact, chosen, ours)
        if row["why"]:
            row["status"] = InvitationStatus.LEFT_OUT
        else:
            place = (customer.pk, contact.time_zone)
            if place not in schedules:
                schedules[place] = hours.of(customer, contact)
            row["send_at"] = row["step_at"] = spread.moment(schedules[place], number)
            number += 1
        written.append(row)
    copy_in(Invitation, written)
    planned = number - before["n"]
    Campaign.objects.filter(pk=campaign.pk).update(invited=F("invited") + planned)
    return int(planned)


def _row(campaign: Campaign, contact: Any, customer: Relationship, at: datetime) -> dict[str, Any]:
    services = campaign.audience.get("services") or []
    return {
        "campaign_id": campaign.pk, "version_id": campaign.asked_version_id, "relationship_id": customer.pk,
        "contact_id": contact.pk, "service_id": services[0] if len(services) == 1 else None,
        "respondent_kind": kind_of(contact), "grade": contact.grade, "status": InvitationStatus.PLANNED, "why": "",
        "channel": channel_for(contact, campaign.channels) or campaign.channels[0], "created_at": at,
        "latest_at": campaign.closes_at,
    }  # fmt: skip


def _why(campaign: Campaign, contact: Any, chosen: dict[str, set[int]], ours: set[str]) -> str:
    """Why somebody is not asked at all; what may change until their moment comes is asked then."""
    if contact.email.lower() in ours:
        return Why.OURSELVES
    if not channel_for(contact, campaign.channels):
        return Why.NO_ADDRESS
    quota = chosen.get(contact.grade or UNGRADED)
    return Why.QUOTA if quota is not None and contact.pk not in quota else Why.NONE


def _finish(campaign: Campaign, at: datetime) -> None:
    """Everybody is invited: the customers' timelines say so once, and the next look is at the end."""
    if campaign.step_at is None or campaign.step_at > at:
        return
    if campaign.extended_at is None:
        _tell_customers(campaign, at)
    campaign.step_at = campaign.closes_at
    campaign.save(update_fields=["step_at"])


def _tell_customers(campaign: Campaign, at: datetime) -> int:
    """One line on the timeline of each customer: how many of its people are asked."""
    planned = campaign.invitations.exclude(status=InvitationStatus.LEFT_OUT).order_by()
    rows = list(planned.values("relationship").annotate(n=Count("pk")).values_list("relationship", "n"))
    note_many(
        [
            {
                "relationship_id": relationship, "at": at, "kind": "campaign", "event": "open",
                "subject_type": campaign._meta.label_lower, "subject_id": campaign.pk,
                "params": {"title": campaign.title, "people": n},
            }
            for relationship, n in rows
        ]
    )  # fmt: skip
    return len(rows)
