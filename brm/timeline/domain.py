"""Writing and reading the timeline. Kinds are registered by those who know them."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.audit.trail import plain
from brm.core import clock
from brm.core.errors import DomainError
from brm.core.narrowing import PERSON, narrowed
from brm.core.prepared import Prepared
from brm.core.registry import Registry
from brm.parties.models import Relationship
from brm.timeline.models import TimelineEntry


@dataclass(frozen=True)
class TimelineKind:
    """How entries of a kind are shown: label for the filter, icon, tone, the sentence in the reader's language."""

    name: str
    label: object
    icon: str
    sentence: Callable[[TimelineEntry], str]
    url: Callable[[TimelineEntry], str] = lambda entry: ""
    tone: Callable[[TimelineEntry], str] = lambda entry: ""


KINDS: Registry[TimelineKind] = Registry("timeline kind")


def note(
    relationship: Relationship | int,
    kind: str,
    *,
    at: datetime,
    subject: models.Model | None = None,
    event: str = "",
    text: str = "",
    actor: User | None = None,
    **params: Any,
) -> TimelineEntry:
    """Write one entry, in the transaction of what it tells (ruling 6). ``text`` is what people wrote themselves."""
    written = entry(relationship, kind, at=at, subject=subject, event=event, text=text, actor=actor, **params)
    written.save(force_insert=True)
    return written


def entry(
    relationship: Relationship | int,
    kind: str,
    *,
    at: datetime,
    subject: models.Model | None = None,
    event: str = "",
    text: str = "",
    actor: User | None = None,
    **params: Any,
) -> TimelineEntry:
    """The entry ``note`` would write, for those who insert it with rows of their own."""
    return TimelineEntry(
        relationship_id=relationship if isinstance(relationship, int) else relationship.pk,
        at=at,
        kind=kind,
        event=event,
        text=text,
        params=plain(params),
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        actor_id=actor.pk if actor else None,
    )


@transaction.atomic
def add_note(relationship: Relationship, *, text: str, by: User, at: datetime | None = None) -> TimelineEntry:
    """Write a note of one's own on a relationship."""
    text = text.strip()
    if not text:
        raise DomainError(_("Write something first."), field="text")
    at = at or clock.now()
    entry = note(relationship, "note", at=at, actor=by, text=text[:5000])
    trail.record(relationship, "relationship.note", by=by, at=at)
    return entry


def entries_of(relationship: Relationship) -> models.QuerySet[TimelineEntry]:
    """The entries of one relationship, newest first; its reader has been checked."""
    return _entries(relationship.pk)


def _entries(pk: int) -> models.QuerySet[TimelineEntry]:
    return narrowed(TimelineEntry.objects.filter(relationship=pk), actor=PERSON).order_by("-at", "-id")


@functools.cache
def _last(count: int) -> Prepared[TimelineEntry]:
    return Prepared(lambda pk: _entries(pk)[:count])


def last_entries_of(relationship: Relationship, count: int) -> list[TimelineEntry]:
    """The newest of them, read by a statement that is composed once: every first page shows some."""
    return _last(count)(relationship.pk)


def timeline_for(user: User, relationship: Relationship | None = None) -> models.QuerySet[TimelineEntry]:
    """The entries a person may read, newest first; of one relationship or of all."""
    readable = Relationship.objects.visible_to(user)
    entries = TimelineEntry.objects.select_related("actor").order_by("-at", "-id")
    if relationship is not None:
        if not readable.filter(pk=relationship.pk).exists():
            return entries.none()
        return entries.filter(relationship=relationship)
    return entries.filter(relationship__in=readable)


trail.label("relationship.note", gettext_lazy("Wrote a note"))
