"""The stakeholder map: who stands where, how each is engaged, who has nowhere to complain (G-42, G-44)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.checks import stays
from brm.accounts.models import User
from brm.audit import trail
from brm.communications.models import Interaction, OccurrenceAttendee
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.parties.domain.contacts import change_contact
from brm.parties.domain.queries import people_of
from brm.parties.enums import ContactKind
from brm.parties.models import Contact, Relationship
from customers.insight.domain.channels import refresh_channel_alert
from customers.insight.domain.queries import points_of
from customers.insight.enums import Quadrant, Stance
from customers.insight.models import ContactPoint, Engagement
from customers.insight.rules import EVERY_DAYS, covers, quadrant_of

FACTS = frozenset({"stance", "aim", "channel", "every_days", "keeper", "complaint_point"})


@dataclass
class Stakeholder:
    """One person on the map with the plan for them and whether it is kept."""

    contact: Contact
    engagement: Engagement | None
    last_contact: datetime | None
    points: Sequence[ContactPoint]
    today: date

    @property
    def quadrant(self) -> Quadrant | None:
        return quadrant_of(self.contact.influence, self.contact.interest)

    @property
    def is_user(self) -> bool:
        return self.contact.kind == ContactKind.SERVICE_USER

    @property
    def stance(self) -> str:
        return self.engagement.stance if self.engagement else ""

    @property
    def every_days(self) -> int | None:
        """How often one wants to speak with them: by their plan, else by their place on the map."""
        if self.engagement and self.engagement.every_days:
            return self.engagement.every_days
        return EVERY_DAYS[self.quadrant] if self.quadrant else None

    @property
    def days_since(self) -> int | None:
        return (clock.now() - self.last_contact).days if self.last_contact else None

    @property
    def is_neglected(self) -> bool:
        """Nobody spoke with them for longer than planned."""
        if self.every_days is None:
            return False
        return self.days_since is None or self.days_since > self.every_days

    @property
    def complaint_point(self) -> ContactPoint | None:
        """Where they complain: as planned for them, else at any point that takes complaints of their kind (G-44)."""
        if self.engagement and self.engagement.complaint_point:
            return self.engagement.complaint_point
        fitting = (p for p in self.points if p.for_complaints and covers(p.audience, is_user=self.is_user))
        return next(fitting, None)

    @property
    def complaint_point_id(self) -> int | None:
        return self.complaint_point.pk if self.complaint_point else None


def stakeholders_of(relationship: Relationship) -> list[Stakeholder]:
    """Everybody on the other side who is still there, with plan and last contact; at a constant number of queries."""
    people = list(people_of(relationship).filter(left_on=None))
    ids = [contact.pk for contact in people]
    plans = {
        plan.contact_id: plan
        for plan in Engagement.objects.filter(relationship=relationship, contact__in=ids).select_related(
            "keeper", "complaint_point"
        )
    }
    last, points, today = last_contacts(ids), list(points_of(relationship)), clock.today()
    return [Stakeholder(contact, plans.get(contact.pk), last.get(contact.pk), points, today) for contact in people]


def last_contacts(contact_ids: Sequence[int], *, since: datetime | None = None) -> dict[int, datetime]:
    """When somebody last spoke with each of them: in daily contact or in a meeting they attended."""
    spoken = Interaction.objects.filter(contacts__in=contact_ids)
    met = OccurrenceAttendee.objects.filter(
        ~Q(answer__in=["declined", "absent"]), contact__in=contact_ids, occurrence__held_at__isnull=False
    )
    if since is not None:
        spoken, met = spoken.filter(at__gte=since), met.filter(occurrence__held_at__gte=since)
    found = dict(spoken.order_by().values_list("contacts").annotate(last=Max("at")))
    for contact_id, at in met.order_by().values_list("contact_id").annotate(last=Max("occurrence__held_at")):
        found[contact_id] = max(at, found.get(contact_id, at))
    return {pk: at for pk, at in found.items() if pk is not None}


@transaction.atomic
def place_stakeholder(
    relationship: Relationship, contact: Contact, *, influence: int | None, interest: int | None, by: User | None,
    expected_version: int | None = None,
) -> Contact:  # fmt: skip
    """Put a person onto the map, move them, or take them off it with two Nones (G-42)."""
    refuse_stranger(relationship, contact)
    if (influence is None) != (interest is None):
        raise DomainError(_("A place on the map takes both, influence and interest."), field="interest")
    for name, value in (("influence", influence), ("interest", interest)):
        if value is not None and value not in range(1, 6):
            raise DomainError(_("Influence and interest are from 1 to 5."), field=name)
    contact = change_contact(contact, by=by, expected_version=expected_version, influence=influence, interest=interest)
    refresh_channel_alert(relationship)
    return contact


@transaction.atomic
def plan_engagement(
    relationship: Relationship, contact: Contact, *, by: User | None, expected_version: int | None = None,
    at: datetime | None = None, **facts: Any,
) -> Engagement:  # fmt: skip
    """Plan how a stakeholder is engaged: stance, aim, channel, how often, who of us, where they complain (G-44)."""
    at = at or clock.now()
    refuse_stranger(relationship, contact)
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not a fact: {', '.join(sorted(unknown))}")
    keeper, point = facts.get("keeper"), facts.get("complaint_point")
    if keeper is not None and not stays(keeper):
        raise DomainError(_("%(person)s is not one of our active people.") % {"person": keeper}, field="keeper")
    if point is not None and not points_of(relationship).filter(pk=point.pk).exists():
        raise DomainError(_("Choose a contact point of this customer."), field="complaint_point")
    if facts.get("stance", Stance.NEUTRAL) not in Stance.values:
        raise DomainError(_("Choose how they stand to us."), field="stance")
    found = Engagement.objects.filter(relationship=relationship, contact=contact).first()
    if found is None:
        plan = Engagement(relationship=relationship, contact=contact, created_at=at, updated_at=at, **facts)
        save_new(plan)
        changes: Any = {name: (None, value) for name, value in facts.items() if value}
    else:
        plan = locked(found)
        refuse_stale(plan, expected_version, facts)
        changes = save_changes(plan, facts)
    if changes:
        trail.record(plan, "engagement.plan", by=by, changes=changes, show="", at=at)
    refresh_channel_alert(relationship)
    return plan


def refuse_stranger(relationship: Relationship, contact: Contact) -> None:
    """Only people of the customer's organisation and its sites stand on its map."""
    if not people_of(relationship).filter(pk=contact.pk, left_on=None).exists():
        raise DomainError(_("Choose somebody of this customer who is still there."), field="contact")


def neglected(stakeholders: Sequence[Stakeholder]) -> list[Stakeholder]:
    """Those on the map with whom nobody spoke as often as planned, the most influential first."""
    rows = [one for one in stakeholders if one.is_neglected]
    return sorted(rows, key=lambda one: (-(one.contact.influence or 0), -(one.days_since or 10_000)))


def coverage_start(days: int) -> datetime:
    """The moment so many days ago."""
    return clock.now() - timedelta(days=days)


trail.label("engagement.plan", gettext_lazy("Planned how to engage a stakeholder"))
