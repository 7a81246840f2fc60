"""Contact points and what comes in there: answer times, misses, who has no channel (C-28, C-35, G-44)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.attention.domain import attend, settle
from brm.attention.models import Attention, Severity
from brm.audit import trail
from brm.calendars.limits import due_moment
from brm.communications.domain.placing import schedule_for_relationship
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.core.sweeps import sweep
from brm.parties.enums import ContactKind, Kind, Status
from brm.parties.models import Contact, Relationship
from customers.insight.domain.queries import points_of
from customers.insight.enums import Audience
from customers.insight.models import ContactPoint, Engagement, Enquiry

NO_CHANNEL, UNANSWERED = "no_complaint_channel", "enquiry_unanswered"
FACTS = frozenset(
    {"name", "channel", "address", "audience", "for_complaints", "answer_amount", "answer_unit", "published"}
)


@transaction.atomic
def open_point(
    relationship: Relationship | None, *, name: str, by: User | None, at: datetime | None = None, **facts: Any
) -> ContactPoint:
    """Publish a way to reach us with the time in which we answer; without a customer it serves all (C-35)."""
    at = at or clock.now()
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not a fact: {', '.join(sorted(unknown))}")
    if not name.strip():
        raise DomainError(_("Give the contact point a name."), field="name")
    point = ContactPoint(relationship=relationship, name=name.strip(), created_at=at, updated_at=at, **facts)
    save_new(point)
    trail.record(point, "contact_point.open", by=by, changes={"name": (None, point.name)}, at=at)
    _refresh(point)
    return point


@transaction.atomic
def change_point(
    point: ContactPoint, *, by: User | None, expected_version: int | None = None, **facts: Any
) -> ContactPoint:
    """Change a contact point; enquiries that run keep the answer time they came in under (ruling 11)."""
    point = locked(point)
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not a fact: {', '.join(sorted(unknown))}")
    refuse_stale(point, expected_version, facts)
    if changes := save_changes(point, facts):
        trail.record(point, "contact_point.change", by=by, changes=changes)
        _refresh(point)
    return point


@transaction.atomic
def withdraw_point(point: ContactPoint, *, by: User | None, at: datetime | None = None) -> ContactPoint:
    """The contact point is no longer offered; what was counted stays."""
    at = at or clock.now()
    point = locked(point)
    if point.withdrawn_at is not None:
        raise DomainError(_("It was withdrawn already."))
    save_changes(point, {"withdrawn_at": at, "published": False})
    Engagement.objects.filter(complaint_point=point).update(complaint_point=None, updated_at=at)
    trail.record(point, "contact_point.withdraw", by=by, changes={"published": (True, False)}, at=at)
    _refresh(point)
    return point


@transaction.atomic
def record_enquiry(
    point: ContactPoint, *, by: User | None, relationship: Relationship | None = None,
    received_at: datetime | None = None, contact: Contact | None = None, subject: str = "",
    answered_at: datetime | None = None, at: datetime | None = None,
) -> Enquiry:  # fmt: skip
    """Somebody turned to a contact point. The answer is due by its target, in the customer's working time (C-35)."""
    at = at or clock.now()
    received_at = received_at or at
    relationship = relationship or point.relationship
    if relationship is None:
        raise DomainError(_("Say which customer it was."), field="relationship")
    if point.relationship_id not in (None, relationship.pk):
        raise DomainError(_("This contact point is another customer’s."), field="point")
    if received_at > at or (answered_at or at) > at:
        raise DomainError(_("What lies ahead has not happened yet."), field="received_at")
    if answered_at and answered_at < received_at:
        raise DomainError(_("The answer cannot come before the question."), field="answered_at")
    due_at = due_moment(received_at, point.limit, schedule_for_relationship(relationship))
    missed = due_at if (answered_at or at) > due_at else None
    enquiry = Enquiry(
        point=point, relationship=relationship, contact=contact, subject=subject.strip()[:200],
        received_at=received_at, due_at=due_at, answered_at=answered_at, missed_at=missed, recorded_by=by,
        created_at=at, updated_at=at,
    )  # fmt: skip
    save_new(enquiry)
    trail.record(enquiry, "enquiry.record", by=by, changes={"due_at": (None, due_at)}, show=str(point), at=at)
    if missed and answered_at is None:
        _ask(enquiry, at)
    return enquiry


@transaction.atomic
def answer_enquiry(
    enquiry: Enquiry, *, by: User | None, answered_at: datetime | None = None, at: datetime | None = None
) -> Enquiry:
    """The answer went out; after its time it stays counted as missed."""
    at = at or clock.now()
    answered_at = answered_at or at
    enquiry = locked(enquiry)
    if enquiry.answered_at is not None:
        raise DomainError(_("It was answered already."))
    if not enquiry.received_at <= answered_at <= at:
        raise DomainError(_("The answer cannot come before the question."), field="answered_at")
    missed = enquiry.due_at if answered_at > enquiry.due_at else None
    save_changes(enquiry, {"answered_at": answered_at, "missed_at": missed})
    settle(UNANSWERED, enquiry, at=at)
    changes = {"answered_at": (None, answered_at)}
    trail.record(enquiry, "enquiry.answer", by=by, changes=changes, show=str(enquiry.point), at=at)
    return enquiry


def count_missed_answers(*, at: datetime | None = None) -> int:
    """Enquiries whose time has run out unanswered are counted, and ask for their manager."""
    at = at or clock.now()
    due = Enquiry.objects.filter(due_at__lte=at, answered_at=None, missed_at=None).select_related(
        "relationship__organisation", "relationship__owner", "point"
    )
    return sweep(due, lambda enquiry: _miss(enquiry, at))


def _miss(enquiry: Enquiry, at: datetime) -> None:
    enquiry.missed_at = enquiry.due_at
    enquiry.save(update_fields=["missed_at"])
    _ask(enquiry, at)


def _ask(enquiry: Enquiry, at: datetime) -> None:
    relationship = enquiry.relationship
    attend(
        relationship.owner_id, UNANSWERED, enquiry, severity=Severity.LATE, due_at=enquiry.due_at, at=at,
        relationship=relationship, organisation=str(relationship.organisation), point=enquiry.point.name,
    )  # fmt: skip


def has_user_channel(relationship: Relationship) -> bool:
    """Whether users of this customer have a way to reach us that is not the customer's own (C-28)."""
    return points_of(relationship).filter(published=True).exclude(audience=Audience.CUSTOMERS).exists()


def without_complaint_channel() -> QuerySet[Contact]:
    """Stakeholders on the map who have nowhere to complain, of customers whose engagement is planned (G-44)."""
    planned = Engagement.objects.filter(contact=OuterRef("pk"), complaint_point__isnull=False)
    return Contact.objects.filter(
        ~Exists(planned), left_on=None, merged_into=None, erased_at=None, influence__isnull=False,
        interest__isnull=False,
    )  # fmt: skip


def lacking(relationship: Relationship) -> int:
    """How many stakeholders of one customer have nowhere to complain."""
    audiences = set(points_of(relationship).filter(for_complaints=True).values_list("audience", flat=True))
    own = relationship.organisation_id
    people = without_complaint_channel().filter(Q(organisation=own) | Q(organisation__parent=own))
    if audiences & {Audience.EVERYBODY, Audience.USERS}:
        people = people.exclude(kind=ContactKind.SERVICE_USER)
    if audiences & {Audience.EVERYBODY, Audience.CUSTOMERS}:
        people = people.filter(kind=ContactKind.SERVICE_USER)
    return people.count()


def is_watched(relationship: Relationship) -> bool:
    """Whether somebody has begun to plan the engagement of this customer's people: from then on gaps are told."""
    living = relationship.kind == Kind.CUSTOMER and relationship.status == Status.ACTIVE
    return living and Engagement.objects.filter(relationship=relationship).exists()


def refresh_channel_alert(relationship: Relationship, *, at: datetime | None = None) -> None:
    """The manager is told that stakeholders have nowhere to complain, until each has (G-44)."""
    count = lacking(relationship) if is_watched(relationship) else 0
    others = Attention.objects.filter(
        rule=NO_CHANNEL, subject_type="parties.relationship", subject_id=relationship.pk, closed_at=None
    ).exclude(assignee_id=relationship.owner_id if count else None)
    others.update(closed_at=at or clock.now())
    if count:
        attend(
            relationship.owner_id, NO_CHANNEL, relationship, severity=Severity.SOON, relationship=relationship, at=at,
            organisation=str(relationship.organisation), count=count,
        )  # fmt: skip


def refresh_channel_alerts(*, at: datetime | None = None) -> int:
    """The same for every customer whose engagement is planned: people come, leave and move without our verbs."""
    rows = Relationship.objects.filter(engagements__isnull=False).select_related("organisation").distinct()
    count = 0
    for relationship in rows.order_by("pk"):
        with transaction.atomic():
            refresh_channel_alert(relationship, at=at)
        count += 1
    return count


def watched_relationships() -> QuerySet[Relationship]:
    """The customers of whose channels gaps are told."""
    return Relationship.objects.filter(kind=Kind.CUSTOMER, status=Status.ACTIVE, engagements__isnull=False).distinct()


def _refresh(point: ContactPoint) -> None:
    if point.relationship is not None:
        refresh_channel_alert(point.relationship)


for _name, _words in (
    ("contact_point.open", gettext_lazy("Opened the contact point")),
    ("contact_point.change", gettext_lazy("Changed the contact point")),
    ("contact_point.withdraw", gettext_lazy("Withdrew the contact point")),
    ("enquiry.record", gettext_lazy("Recorded an enquiry")),
    ("enquiry.answer", gettext_lazy("Recorded the answer to an enquiry")),
):
    trail.label(_name, _words)
