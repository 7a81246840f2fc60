"""Where communications plug in: calendars, the life of relationships, hand-over, leaving, history, personal data."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.leaving import OPEN_WORK, OpenWork
from brm.accounts.domain.privacy import PERSONAL, PersonalData
from brm.accounts.models import User
from brm.audit import words
from brm.calendars.registry import days_changed
from brm.communications import calls, notices, overview, story
from brm.communications.domain import (
    attendees,
    feeds,
    holding,
    interactions,
    leaving,
    meetings,
    plans,
    queries,
    replacing,
    silence,
    steps,
    templates,
    visits,
)
from brm.parties.domain import contacts, happenings
from brm.parties.enums import Status
from brm.parties.models import Organisation, Relationship

PLUGGED_IN = (
    calls,
    notices,
    overview,
    story,
    attendees,
    feeds,
    holding,
    interactions,
    meetings,
    plans,
    steps,
    templates,
    visits,
)


def relationship_moved(relationship: Relationship, *, step: str, by: User | None, reason: str, at: datetime) -> None:
    """Plans rest, go on and end with their relationship."""
    if relationship.status == Status.ENDED:
        steps.end_plans_of(relationship, by=by, reason=reason, at=at)
    elif relationship.status == Status.SUSPENDED:
        steps.suspend_plans_of(relationship, by=by, reason=reason, at=at)
    elif step == "resume":
        steps.resume_plans_of(relationship, by=by, at=at)


def relationship_changed(
    relationship: Relationship, *, changes: Mapping[str, tuple[Any, Any]], by: User | None, at: datetime
) -> None:
    """Another calendar or zone places what is still ahead anew; Today follows another contact target."""
    if changes.keys() & {"calendar", "time_zone"}:
        replacing.relationship_moved(relationship)
    if changes.keys() & {"tier", "contact_target_days"}:
        silence.show_silence(only=relationship.pk)


def organisation_changed(
    organisation: Organisation, *, changes: Mapping[str, tuple[Any, Any]], by: User | None, at: datetime
) -> None:
    """Its relationships reckon in its calendar and zone unless they have their own."""
    if changes.keys() & {"calendar", "time_zone"}:
        for relationship in Relationship.objects.filter(organisation=organisation):
            replacing.relationship_moved(relationship)


def merged(keep: models.Model, drop: models.Model, *, by: User | None, at: datetime) -> None:
    """Of two plans given by the same template one is enough."""
    if isinstance(keep, Relationship) and isinstance(drop, Relationship):
        steps.end_doubled_plans(keep, drop, by=by, at=at)


days_changed.register("communications", replacing.days_changed)
happenings.MOVED.register("communications", relationship_moved)
happenings.CHANGED.register("communications", relationship_changed)
happenings.ORGANISATION_CHANGED.register("communications", organisation_changed)
happenings.MERGED.register("communications", merged)
happenings.HANDED_OVER.register("communications", leaving.handed_over)
contacts.OPEN_WORK.register(
    "communications",
    contacts.OpenWork("communications", _("Communication plans"), leaving.plans_with, leaving.pass_on_contact),
)
OPEN_WORK.register(
    "visits", OpenWork("visits", _("Executive visits under way"), leaving.open_visits, leaving.pass_on_visits)
)
PERSONAL.register(
    "communications",
    PersonalData("communications", _("Meetings and contacts"), leaving.collect_person, leaving.erase_person),
)
words.word("day", _("Day"))
words.names("communications.executivevisit", queries.visit_names)
words.readable("communications.plan", queries.plans_for)
words.readable("communications.occurrence", queries.occurrences_for)
words.readable("communications.interaction", queries.interactions_for)
words.readable("communications.executivevisit", queries.visits_for)
