"""Where the knowledge about customers plugs in: hand-over, leaving, personal data, history, the brief of a meeting."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.leaving import OPEN_WORK, OpenWork
from brm.accounts.domain.privacy import PERSONAL, PersonalData
from brm.accounts.models import User
from brm.audit import words
from brm.parties.domain import happenings
from brm.parties.models import Contact, Handover, Relationship
from customers.insight import calls, story
from customers.insight.domain import difficulties, events, keeping, queries, signals
from customers.insight.domain.channels import refresh_channel_alert

PLUGGED_IN = (calls, story)


def handed_over(handover: Handover, *, by: User | None) -> None:
    """What the old manager had in hand with this customer goes along (INV-57)."""
    old, new, relationship = handover.from_user, handover.to_user, handover.relationship
    difficulties.pass_on_difficulties(old, new, by, relationship=relationship)
    events.pass_on_events(old, new, by, relationship=relationship)
    keeping.pass_on_engagements(old, new, by, relationship=relationship)
    signals.show_signals(only=relationship.pk)
    refresh_channel_alert(relationship)


def relationship_moved(relationship: Relationship, *, step: str, by: User | None, reason: str, at: datetime) -> None:
    """With the relationship rests what it asked for here."""
    signals.show_signals(at=at, only=relationship.pk)
    refresh_channel_alert(relationship, at=at)


def contact_gone(contact: Contact, *, by: User | None, at: datetime, **facts: Mapping[str, Any]) -> None:
    """Whoever left needs no place to complain."""
    for relationship in keeping.engaged_with(contact):
        refresh_channel_alert(relationship, at=at)


def merged(keep: models.Model, drop: models.Model, *, by: User | None, at: datetime) -> None:
    """Of two plans for one person, and two groups of one customer, the kept one's stays."""
    keeping.drop_doubles(keep, drop)


happenings.HANDED_OVER.register("insight", handed_over)
happenings.MOVED.register("insight", relationship_moved)
happenings.LEFT.register("insight", contact_gone)
happenings.MERGED.register("insight", merged)
OPEN_WORK.register(
    "difficulties",
    OpenWork(
        "difficulties", _("Difficulties with customers"), lambda user: difficulties.open_difficulties(user).count(),
        difficulties.pass_on_difficulties,
    ),
)  # fmt: skip
OPEN_WORK.register(
    "major_events",
    OpenWork(
        "major_events", _("Major events in hand"), lambda user: events.open_events_of(user).count(),
        events.pass_on_events,
    ),
)  # fmt: skip
OPEN_WORK.register(
    "engagements",
    OpenWork("engagements", _("Stakeholders to keep in touch with"), keeping.count_kept, keeping.pass_on_engagements),
)
PERSONAL.register(
    "insight", PersonalData("insight", _("Stakeholder plans"), keeping.collect_person, keeping.erase_person)
)
words.readable("insight.expectation", queries.expectations_for)
words.readable("insight.difficulty", queries.difficulties_for)
words.readable("insight.majorevent", queries.major_events_for)
words.readable("insight.objective", queries.objectives_for)
