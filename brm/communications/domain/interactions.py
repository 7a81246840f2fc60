"""Recording daily contact in seconds, correcting it for a week, adding to it for ever (C-03, C-09)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.communications.domain.hearing import heard, note_needs, worded
from brm.communications.domain.scope import refuse_strangers
from brm.communications.enums import Channel, Touchpoint
from brm.communications.models import Addendum, Interaction, NeedHeard
from brm.communications.rules import LOCK_AFTER
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.parties.models import Contact, Relationship
from brm.timeline.domain import note
from brm.timeline.models import TimelineEntry

SAME_PRESS = timedelta(seconds=10)
OLDEST = timedelta(days=3653)
FACTS = frozenset({"channel", "touchpoint", "summary", "perception"})


@transaction.atomic
def log_interaction(
    relationship: Relationship,
    *,
    by: User,
    summary: str,
    channel: str = Channel.PHONE,
    touchpoint: str = Touchpoint.EVERYDAY,
    perception: int | None = None,
    contacts: Iterable[Contact] = (),
    needs: Iterable[str] = (),
    happened_at: datetime | None = None,
    at: datetime | None = None,
) -> Interaction:
    """Record one contact: with whom, how, where in the service, what was heard and how it was perceived.

    Sent twice at a press (no moment named), it is one contact: the second call answers the first one's record.
    """
    is_now = at is None and happened_at is None
    at = at or clock.now()
    happened_at = happened_at or at
    _refuse_moment(happened_at, at)
    summary = summary.strip()
    if not summary:
        raise DomainError(_("Say in a few words what it was about."), field="summary")
    contacts, needs = list(contacts), list(needs)
    refuse_strangers(relationship, (), contacts)
    if is_now:
        facts = {"channel": channel, "touchpoint": touchpoint, "summary": summary, "perception": perception}
        if twin := _just_logged(relationship, by=by, at=at, contacts=contacts, needs=needs, **facts):
            return twin
    record = Interaction(
        relationship=relationship, channel=channel, touchpoint=touchpoint, summary=summary, perception=perception,
        at=happened_at, recorded_by=by, lock_at=at + LOCK_AFTER, created_at=at, updated_at=at,
    )  # fmt: skip
    save_new(record)
    if contacts:
        record.contacts.set(contacts)
    heard_needs = note_needs(relationship, needs, at=happened_at, interaction=record)
    heard(relationship, at=happened_at, contacts=contacts)
    recorded = {"channel": (None, channel), "perception": (None, perception)}
    trail.record(record, "interaction.log", by=by, changes=recorded, show="", at=at)
    note(
        relationship, "interaction", event=channel, at=happened_at, subject=record, actor=by, text=summary,
        perception=perception, touchpoint=touchpoint, needs=len(heard_needs),
        contacts=[contact.pk for contact in contacts],
    )  # fmt: skip
    return record


def _refuse_moment(happened_at: datetime, at: datetime) -> None:
    """A contact has happened, and not in another age: a year mistyped is caught here."""
    if happened_at > max(at, clock.now()):
        raise DomainError(_("A contact that lies ahead cannot be recorded yet."), field="at")
    if happened_at < at - OLDEST:
        raise DomainError(_("That is more than ten years ago. Check the year."), field="at")


def _just_logged(
    relationship: Relationship, *, by: User, at: datetime, contacts: list[Contact], needs: list[str], **facts: Any
) -> Interaction | None:
    """The same contact, recorded moments ago; one of two calls at the same time waits here for the other."""
    Relationship.objects.select_for_update(no_key=True).values_list("pk").get(pk=relationship.pk)
    recent = Interaction.objects.filter(relationship=relationship, at__gte=at - SAME_PRESS, recorded_by=by, **facts)
    for record in recent:
        people = set(record.contacts.values_list("pk", flat=True))
        heard_then = sorted(record.needs.values_list("text", flat=True))
        if people == {contact.pk for contact in contacts} and heard_then == sorted(worded(needs)):
            return record
    return None


@transaction.atomic
def change_interaction(
    record: Interaction,
    *,
    by: User,
    expected_version: int | None = None,
    contacts: Iterable[Contact] | None = None,
    happened_at: datetime | None = None,
    at: datetime | None = None,
    **facts: Any,
) -> Interaction:
    """Correct a record while it is open; whoever wrote it may, for a week. The timeline follows."""
    at = at or clock.now()
    record = locked(record)
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not a fact of a contact: {', '.join(sorted(unknown))}")
    if record.recorded_by_id != by.pk:
        raise DomainError(
            _("Only %(person)s can correct this. Add an addendum instead.") % {"person": record.recorded_by}
        )
    if at >= record.lock_at:
        raise DomainError(_("The record is locked after seven days. Add an addendum instead."))
    if happened_at is not None:
        _refuse_moment(happened_at, at)
        facts["at"] = happened_at
    if "summary" in facts:
        facts["summary"] = facts["summary"].strip()
        if not facts["summary"]:
            raise DomainError(_("Say in a few words what it was about."), field="summary")
    refuse_stale(record, expected_version, facts)
    changes = save_changes(record, facts)
    if contacts is not None:
        rows = list(contacts)
        refuse_strangers(record.relationship, (), rows)
        before, after = sorted(record.contacts.values_list("pk", flat=True)), sorted(row.pk for row in rows)
        if before != after:
            record.contacts.set(rows)
            changes["contacts"] = (before, after)
    if not changes:
        return record
    heard(record.relationship, at=record.at, contacts=record.contacts.all())
    TimelineEntry.objects.filter(
        kind="interaction", subject_type=Interaction._meta.label_lower, subject_id=record.pk
    ).update(at=record.at, text=record.summary, event=record.channel)
    trail.record(record, "interaction.change", by=by, changes=changes, show="", at=at)
    return record


@transaction.atomic
def add_addendum(record: Interaction, *, text: str, by: User, at: datetime | None = None) -> Addendum:
    """Add a later word; the record stays as it was."""
    at = at or clock.now()
    if not text.strip():
        raise DomainError(_("Write the addendum."), field="text")
    addendum = Addendum.objects.create(interaction=record, text=text.strip(), by=by, at=at)
    trail.record(record, "interaction.addendum", by=by, show="", at=at)
    return addendum


@transaction.atomic
def review_need(need: NeedHeard, *, by: User, at: datetime | None = None) -> NeedHeard:
    """Somebody has looked at a need that was heard."""
    at = at or clock.now()
    need = locked(need)
    if need.reviewed_at is None:
        need.reviewed_at, need.reviewed_by = at, by
        need.save(update_fields=["reviewed_at", "reviewed_by"])
        trail.record(need, "need.review", by=by, show=need.text, at=at)
    return need


trail.label("interaction.log", gettext_lazy("Recorded a contact"))
trail.label("interaction.change", gettext_lazy("Corrected the record of a contact"))
trail.label("interaction.addendum", gettext_lazy("Added an addendum"))
trail.label("need.review", gettext_lazy("Looked at a need"))
