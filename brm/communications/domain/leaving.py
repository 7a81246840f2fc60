"""When somebody on either side leaves or a relationship changes hands: what names them goes on (INV-57, INV-58)."""

from typing import Any

from django.db import models

from brm.accounts.models import User
from brm.audit import trail
from brm.communications.enums import PlanStatus
from brm.communications.models import (
    ExecutiveVisit,
    FeedToken,
    Interaction,
    Occurrence,
    OccurrenceAttendee,
    Plan,
    VisitAttendee,
)
from brm.communications.models.occurrences import UNDONE
from brm.communications.models.visits import OPEN_VISIT
from brm.core import clock
from brm.core.editing import save_changes
from brm.parties.models import Contact, Handover


def handed_over(handover: Handover, *, by: User | None) -> None:
    """The new manager takes over the visits, and comes to the meetings that are still ahead."""
    visits = ExecutiveVisit.objects.filter(
        relationship=handover.relationship, owner=handover.from_user, status__in=OPEN_VISIT
    )
    _give_visits(visits, handover.to_user, by)
    ahead = Occurrence.objects.filter(relationship=handover.relationship, status__in=UNDONE)
    rows = OccurrenceAttendee.objects.filter(occurrence__in=ahead, user=handover.from_user)
    known = OccurrenceAttendee.objects.filter(occurrence__in=ahead, user=handover.to_user).values("occurrence")
    rows.exclude(occurrence__in=known).update(user=handover.to_user, updated_at=clock.now())


def open_visits(user: User) -> int:
    """Visits a person is responsible for."""
    return ExecutiveVisit.objects.filter(owner=user, status__in=OPEN_VISIT).count()


def pass_on_visits(from_user: User, to_user: User, by: User | None) -> int:
    """All of them go to another person."""
    return _give_visits(ExecutiveVisit.objects.filter(owner=from_user, status__in=OPEN_VISIT), to_user, by)


def _give_visits(rows: "models.QuerySet[ExecutiveVisit]", to_user: User, by: User | None) -> int:
    visits = list(rows.select_for_update(of=("self",)))
    for visit in visits:
        trail.record(visit, "visit.prepare", by=by, changes=save_changes(visit, {"owner": to_user}))
    return len(visits)


def plans_with(contact: Contact) -> int:
    """Living plans that count on a contact to come."""
    return Plan.objects.filter(theirs=contact).exclude(status=PlanStatus.ENDED).count()


def pass_on_contact(contact: Contact, successor: Contact, by: User | None) -> int:
    """The successor comes instead, to what is still ahead."""
    plans = list(Plan.objects.filter(theirs=contact).exclude(status=PlanStatus.ENDED))
    for plan in plans:
        plan.theirs.remove(contact)
        plan.theirs.add(successor)
        trail.record(plan, "plan.change", by=by, changes={"theirs": ([contact.pk], [successor.pk])})
    ahead = Occurrence.objects.filter(status__in=UNDONE, attendees__contact=contact)
    known = OccurrenceAttendee.objects.filter(occurrence__in=ahead, contact=successor).values("occurrence")
    rows = OccurrenceAttendee.objects.filter(occurrence__in=ahead.values("pk"), contact=contact)
    rows.exclude(occurrence__in=known).update(contact=successor, updated_at=clock.now())
    return len(plans)


def collect_person(person: models.Model) -> dict[str, Any]:
    """What is known of one person here: meetings they were at, contacts they made or had, visits."""
    if isinstance(person, User):
        return _some(
            meetings=[str(row.occurrence_id) for row in OccurrenceAttendee.objects.filter(user=person)],
            contacts_made=list(Interaction.objects.filter(recorded_by=person).values("at", "channel", "summary")),
            visits=[str(row.visit_id) for row in VisitAttendee.objects.filter(user=person)],
        )
    if isinstance(person, Contact):
        return _some(
            meetings=list(OccurrenceAttendee.objects.filter(contact=person).values("occurrence__starts_at", "answer")),
            contacts=list(Interaction.objects.filter(contacts=person).values("at", "channel", "summary")),
            visits=list(VisitAttendee.objects.filter(contact=person).values("visit__starts_at", "answer")),
        )
    return {}


def erase_person(person: models.Model) -> None:
    """Names given as free text go; rows that point at the person stay, the person itself is blanked below."""
    if isinstance(person, User):
        FeedToken.objects.filter(user=person).delete()
    if isinstance(person, Contact) and person.name:
        Occurrence.objects.filter(relationship__organisation=person.organisation_id, agreed_with=person.name).update(
            agreed_with="-"
        )


def _some(**found: Any) -> dict[str, Any]:
    return {name: rows for name, rows in found.items() if rows}
