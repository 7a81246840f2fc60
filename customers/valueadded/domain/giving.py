"""Giving it: scheduled without touching agreed work, delivered with evidence, judged by who received it (C-20)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from brm.accounts.domain.checks import stays
from brm.accounts.models import User
from brm.actionitems.domain import add_action_item
from brm.communications.domain.placing import wall
from brm.communications.domain.scope import refuse_non_lead
from brm.communications.enums import OccurrenceStatus, Perception
from brm.communications.models import OccurrenceAttendee
from brm.core import clock
from brm.core.editing import locked, save_changes
from brm.core.errors import BlockedError, DomainError
from brm.documents.domain import attach_document
from brm.matters.domain import close_matter, link_matters
from brm.matters.models import LinkKind
from brm.notifications.domain.writing import Notice, notify_many
from customers.valueadded.domain.asking import ask
from customers.valueadded.domain.moving import move
from customers.valueadded.domain.proposing import propose_value_added
from customers.valueadded.lifecycle import LIFECYCLE
from customers.valueadded.models import Deliverer, ValueAddedService
from surveys.asking.domain.offering import Offer, offer_many
from surveys.asking.enums import Source

OFFER_WITHIN = timedelta(days=30)


@transaction.atomic
def schedule_value_added(
    value_added: ValueAddedService,
    *,
    by: User,
    starts_on: date,
    ends_on: date,
    staff: Iterable[User],
    leaves_agreed_work: bool = False,
    at: datetime | None = None,
) -> ValueAddedService:
    """Fix days and people, who must be free without moving agreed work (principle 1)."""
    at, staff = at or clock.now(), list(staff)
    value_added = locked(value_added)
    LIFECYCLE.step("schedule", value_added)
    if ends_on < starts_on:
        raise DomainError(_("It cannot end before it starts."), field="ends_on")
    if not staff:
        raise DomainError(_("Name who delivers it."), field="staff")
    if not all(stays(user) for user in sorted(staff, key=lambda user: user.pk)):
        raise DomainError(_("Choose among our own active people."), field="staff")
    if not leaves_agreed_work:
        raise BlockedError(
            _("Confirm that the staff are free without moving agreed work."),
            reasons=agreed_work(staff, starts_on, ends_on), field="leaves_agreed_work",
        )  # fmt: skip
    wanted = {user.pk: user for user in staff}
    known = set(value_added.delivered_by.values_list("user_id", flat=True))
    value_added.delivered_by.exclude(user__in=list(wanted)).delete()
    Deliverer.objects.bulk_create(
        Deliverer(value_added=value_added, user=user) for pk, user in wanted.items() if pk not in known
    )
    look = wall(ends_on + timedelta(days=1), time(0), value_added.relationship.owner.time_zone)
    value_added = move(
        value_added, "schedule", by=by, at=at, starts_on=starts_on, ends_on=ends_on, leaves_agreed_work=True,
        sweep_at=look,
    )  # fmt: skip
    words = {
        "title": value_added.matter.title, "organisation": str(value_added.relationship.organisation),
        "starts_on": starts_on, "ends_on": ends_on,
    }  # fmt: skip
    notify_many(
        "value_added_scheduled",
        [Notice(user, f"value-added-{value_added.pk}-{starts_on}-{ends_on}", words, value_added.get_absolute_url(),
                value_added.relationship_id) for user in wanted.values() if user != by],
        at=at,
    )  # fmt: skip
    return value_added


def agreed_work(staff: Iterable[User], starts_on: date, ends_on: date) -> list[str]:
    """What these people have agreed to in these days: meetings with customers, by name and count."""
    found = []
    for user in staff:
        meetings = OccurrenceAttendee.objects.filter(
            user=user, occurrence__due_on__gte=starts_on, occurrence__due_on__lte=ends_on,
            occurrence__status__in=[OccurrenceStatus.PLANNED, OccurrenceStatus.DUE],
        ).count()  # fmt: skip
        if meetings:
            found.append(_("%(person)s has meetings in these days: %(n)d") % {"person": user, "n": meetings})
    return found


@transaction.atomic
def deliver_value_added(
    value_added: ValueAddedService,
    *,
    by: User,
    evidence: str,
    delivered_on: date | None = None,
    files: Iterable[File] = (),
    at: datetime | None = None,
) -> ValueAddedService:
    """Record that it was given, and what shows it; who received it is asked, where a survey rule says so."""
    at = at or clock.now()
    value_added = locked(value_added)
    LIFECYCLE.step("deliver", value_added)
    delivered_on = delivered_on or clock.day_of(at)
    if not evidence.strip():
        raise DomainError(_("Say what shows that it was delivered."), field="evidence")
    if delivered_on > clock.day_of(at) + timedelta(days=1):
        raise DomainError(_("What lies ahead cannot have been delivered yet."), field="delivered_on")
    for file in files:
        attach_document(value_added.relationship, file=file, by=by, subject=value_added, at=at)
    value_added = move(
        value_added, "deliver", by=by, at=at, delivered_on=delivered_on, evidence=evidence.strip(), sweep_at=None
    )
    received = value_added.received_by.select_related("contact")
    offer_many(
        [Offer(value_added.matter, one.contact, value_added.service_id) for one in received],
        source=Source.VALUE_ADDED, at=at,
    )  # fmt: skip
    return value_added


@transaction.atomic
def evaluate_value_added(
    value_added: ValueAddedService,
    *,
    by: User,
    reaction: int,
    actual_cost: Decimal,
    reaction_text: str = "",
    actual_hours: Decimal | None = None,
    at: datetime | None = None,
) -> ValueAddedService:
    """Record how those who received it took it, and what it really cost."""
    at = at or clock.now()
    if reaction not in Perception.values:
        raise DomainError(_("Say how they took it."), field="reaction")
    return move(
        locked(value_added), "evaluate", by=by, at=at, reason=reaction_text.strip(), reaction=reaction,
        reaction_text=reaction_text.strip(), actual_cost=actual_cost, actual_hours=actual_hours, evaluated_at=at,
    )  # fmt: skip


@transaction.atomic
def repeat_value_added(
    value_added: ValueAddedService, *, by: User, note: str = "", at: datetime | None = None
) -> ValueAddedService:
    """Give it once more: a new proposal, which passes the gate again. Answers the new one."""
    at = at or clock.now()
    old = _end(value_added, "repeat", by, at, note)
    new = propose_value_added(
        old.relationship, by=by, title=old.matter.title, description=old.description, service=old.service,
        beneficiaries=[one.contact for one in old.received_by.select_related("contact") if one.contact.left_on is None],
        is_outside=True, at=at,
    )  # fmt: skip
    link_matters(old.matter, new.matter, kind=LinkKind.LEADS_TO, by=by, at=at)
    return new


@transaction.atomic
def convert_value_added(
    value_added: ValueAddedService, *, by: User, title: str, due_on: date | None = None, owner: User | None = None,
    note: str = "", at: datetime | None = None,
) -> ValueAddedService:  # fmt: skip
    """They want it for good: somebody promises to make an offer of it (principle 4, ruling 38)."""
    at = at or clock.now()
    held = locked(value_added)
    refuse_non_lead(by, held.relationship)
    LIFECYCLE.step("convert", held)
    if not title.strip():
        raise DomainError(_("Say what is to be offered."), field="title")
    offer = add_action_item(
        held.relationship, title=title, owner=owner or held.relationship.owner, by=by,
        due_on=due_on or (at + OFFER_WITHIN).date(), detail=held.description, at=at,
    )  # fmt: skip
    return _end(held, "convert", by, at, note, offer=offer)


@transaction.atomic
def close_value_added(
    value_added: ValueAddedService, *, by: User, note: str = "", at: datetime | None = None
) -> ValueAddedService:
    """It did its part; nothing follows."""
    return _end(value_added, "close", by, at or clock.now(), note)


def ask_for_delivery(value_added: ValueAddedService, at: datetime) -> None:
    """Its days are over and nobody has recorded a delivery. Called by the sweep, with the row held."""
    save_changes(value_added, {"sweep_at": None})
    ask(value_added, at)


def _end(
    value_added: ValueAddedService, step: str, by: User, at: datetime, note: str, **values: object
) -> ValueAddedService:
    refuse_non_lead(by, value_added.relationship)
    value_added = move(
        locked(value_added), step, by=by, at=at, reason=note.strip(), ended_at=at, end_note=note.strip(), **values
    )
    close_matter(value_added.matter, by=by, at=at, reason=note.strip())
    return value_added
