"""What the timeline tells of the parties themselves: beginnings, steps, hand-overs, people who come and go, notes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.privacy import PERSONAL, PersonalData
from brm.accounts.models import User
from brm.parties.domain import happenings
from brm.parties.domain.links import contact_url
from brm.parties.enums import RelationshipType
from brm.parties.lifecycle import LIFECYCLE
from brm.parties.models import Contact, Handover, Relationship
from brm.timeline.domain import KINDS, TimelineKind, note
from brm.timeline.models import TimelineEntry
from brm.timeline.personal import erase_names

TOLD = {"tier", "type", "ladder_step"}
"""Changes that are part of the story; the rest is in the history."""


def opened(relationship: Relationship, *, by: User | None, at: datetime) -> None:
    """The relationship began."""
    note(relationship, "relationship", event="open", at=at, actor=by, owner=str(relationship.owner))


def moved(relationship: Relationship, *, step: str, by: User | None, reason: str, at: datetime) -> None:
    """One step in its life."""
    note(relationship, "relationship", event=step, at=at, actor=by, text=reason)


def changed(
    relationship: Relationship, *, changes: Mapping[str, tuple[Any, Any]], by: User | None, at: datetime
) -> None:
    """Tier, type or ladder step changed."""
    for field in sorted(TOLD & changes.keys()):
        old, new = changes[field]
        note(relationship, "relationship", event=field, at=at, actor=by, old=old, new=new)


def handed_over(handover: Handover, *, by: User | None) -> None:
    """It passed to another manager, with this note."""
    note(
        handover.relationship, "handover", at=handover.at, actor=by, text=handover.note,
        from_user=str(handover.from_user), to_user=str(handover.to_user),
    )  # fmt: skip


def arrived(contact: Contact, *, by: User | None, at: datetime, replaced: Contact | None) -> None:
    """A key person is new on the other side."""
    for pk in _relationship_ids(contact):
        note(
            pk, "contact", event="arrived", at=at, subject=contact, actor=by, name=contact.name,
            replaced=replaced.name if replaced else "",
        )  # fmt: skip


def left(contact: Contact, *, by: User | None, at: datetime, successor: Contact | None, open_work: int) -> None:
    """Somebody left the other side."""
    for pk in _relationship_ids(contact):
        note(
            pk, "contact", event="left", at=at, subject=contact, actor=by, name=contact.name,
            successor=successor.name if successor else "",
        )  # fmt: skip


def _relationship_ids(contact: Contact) -> list[int]:
    organisation = contact.organisation
    ids = [organisation.pk, *([organisation.parent_id] if organisation.parent_id else [])]
    return list(Relationship.objects.filter(organisation__in=ids).living().values_list("pk", flat=True))


def _relationship_sentence(entry: TimelineEntry) -> str:
    params = entry.params
    if entry.event == "open":
        return _("Relationship opened; %(person)s is responsible.") % {"person": params.get("owner", "")}
    if entry.event == "tier":
        return _("Tier changed from %(old)s to %(new)s.") % params
    if entry.event == "type":
        old, new = (_word(RelationshipType, params.get(side)) for side in ("old", "new"))
        return _("Type changed from “%(old)s” to “%(new)s”.") % {"old": old, "new": new}
    if entry.event == "ladder_step":
        return _("Ladder step changed from %(old)s to %(new)s.") % params
    if entry.event == "merged":
        return _("Merged with another relationship of the same company.")
    words = {
        "activate": _("The relationship was activated."),
        "suspend": _("The relationship was suspended."),
        "resume": _("The relationship was resumed."),
        "end": _("The relationship was ended."),
        "revive": _("The relationship was taken up again."),
    }
    return words.get(entry.event, str(LIFECYCLE[entry.event].label) if entry.event else "")


def _word(choices: Any, value: object) -> str:
    return str(dict(choices.choices).get(value, value or ""))


def _handover_sentence(entry: TimelineEntry) -> str:
    return _("Handed over from %(from_user)s to %(to_user)s.") % {
        "from_user": entry.params.get("from_user", ""),
        "to_user": entry.params.get("to_user", ""),
    }


def _contact_sentence(entry: TimelineEntry) -> str:
    params = {"name": entry.params.get("name", "")}
    if entry.event == "left":
        if successor := entry.params.get("successor"):
            return _("%(name)s left; %(successor)s follows.") % {**params, "successor": successor}
        return _("%(name)s left.") % params
    if replaced := entry.params.get("replaced"):
        return _("%(name)s follows %(replaced)s.") % {**params, "replaced": replaced}
    return _("%(name)s is a new key contact.") % params


def _contact_url(entry: TimelineEntry) -> str:
    return contact_url(Contact(pk=entry.subject_id)) if entry.subject_id else ""


happenings.OPENED.register("timeline", opened)
happenings.MOVED.register("timeline", moved)
happenings.CHANGED.register("timeline", changed)
happenings.HANDED_OVER.register("timeline", handed_over)
happenings.ARRIVED.register("timeline", arrived)
happenings.LEFT.register("timeline", left)

for kind in (
    TimelineKind("relationship", gettext_lazy("Relationship"), "heart-handshake", _relationship_sentence),
    TimelineKind("handover", gettext_lazy("Hand-overs"), "transfer", _handover_sentence),
    TimelineKind("contact", gettext_lazy("People"), "users", _contact_sentence, _contact_url),
    TimelineKind("note", gettext_lazy("Notes"), "note", lambda entry: _("Note")),
):
    KINDS.register(kind.name, kind)

PERSONAL.register("timeline", PersonalData("timeline", gettext_lazy("Timeline"), lambda person: None, erase_names))
