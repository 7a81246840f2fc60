"""Two entries of one party become one: everything moves, nothing is lost, the old address leads to the new (peers 9).

What hangs on the dropped record is found through the models themselves, so parts above need not be known here; a
part with a rule of its own registers it in ``MOVERS``.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.audit.models import AuditEvent
from brm.core import clock
from brm.core.editing import locked, save_changes
from brm.core.errors import DomainError
from brm.core.registry import Registry
from brm.parties.domain import happenings
from brm.parties.domain.contacts import PERSONAL
from brm.parties.domain.organisations import FACTS, refuse_unknown
from brm.parties.domain.portal_accounts import leave_one_account
from brm.parties.domain.relationships import refresh_silence
from brm.parties.enums import EndReason, Status
from brm.parties.models import Contact, Organisation, PortalAccess, Relationship, RelationshipShare
from brm.parties.models.relationships import forget_shares
from brm.parties.text import name_key, sort_key

MOVERS: Registry[Callable[[Any, Any, "User | None"], None]] = Registry("mover of a merge")
"""Model label -> what to do with its rows, (keep, drop, by), instead of simply moving them."""

LIVELIEST = (Status.ACTIVE, Status.SUSPENDED, Status.PROSPECT, Status.ENDED)
CHOICES = FACTS - {"custom"}


@transaction.atomic
def merge_organisations(
    keep: Organisation,
    drop: Organisation,
    *,
    by: User | None,
    facts: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Organisation:
    """``drop`` becomes an alias of ``keep``; ``facts`` are values of either to go on with (empty ones are filled)."""
    at = at or clock.now()
    keep, drop = _both(keep, drop)
    refuse_unknown(dict(facts or {}), CHOICES)
    happenings.tell(happenings.MERGED, keep, drop, by=by, at=at)
    if keep.parent_id == drop.pk:
        save_changes(keep, {"parent": drop.parent})
    theirs = {row.kind: row for row in Relationship.objects.select_for_update().filter(organisation=drop)}
    ours = {row.kind: row for row in Relationship.objects.select_for_update().filter(organisation=keep)}
    for kind, row in theirs.items():
        if kind in ours:
            _merge_relationships(ours[kind], row, by=by, at=at)
        else:
            save_changes(row, {"organisation": keep, "sort_key": keep.sort_key})
            trail.record(row, "relationship.move_organisation", by=by, changes={"organisation": (drop, keep)}, at=at)
    _move_everything(keep, drop, by, leave={Relationship})
    chosen = {name: getattr(drop, name) for name in CHOICES - {"parent", "name"} if not getattr(keep, name)}
    chosen |= dict(facts or {})
    custom = {**drop.custom, **keep.custom}
    save_changes(drop, {"merged_into": keep, "archived_at": drop.archived_at or at, "code": ""})
    changes = save_changes(keep, _keyed(keep, chosen) | {"custom": custom})
    trail.record(drop, "organisation.merge_away", by=by, changes={"merged_into": (None, keep)}, at=at)
    shown = {name: pair for name, pair in changes.items() if name not in {"sort_key", "name_key"}}
    trail.record(keep, "organisation.merge", by=by, changes={"merged": (None, drop.name), **shown}, at=at)
    return keep


def _keyed(keep: Organisation, chosen: dict[str, Any]) -> dict[str, Any]:
    """With another name come its keys."""
    name = chosen.get("name") or keep.name
    if name == keep.name:
        return chosen
    Relationship.objects.filter(organisation=keep).update(sort_key=sort_key(name))
    return {**chosen, "sort_key": sort_key(name), "name_key": name_key(name)}


@transaction.atomic
def merge_contacts(
    keep: Contact, drop: Contact, *, by: User | None, facts: Mapping[str, Any] | None = None, at: datetime | None = None
) -> Contact:
    """``drop`` becomes an alias of ``keep``, with all its meetings, promises and notices."""
    at = at or clock.now()
    keep, drop = _both(keep, drop)
    if keep.user_id and drop.user_id:
        leave_one_account(keep, drop, by=by)
    happenings.tell(happenings.MERGED, keep, drop, by=by, at=at)
    _move_everything(keep, drop, by)
    names = {field.name for field in Contact._meta.concrete_fields} & (PERSONAL | _FILLED) - {"sort_key", "custom"}
    chosen: dict[str, Any] = {name: getattr(drop, name) for name in names if not getattr(keep, name)}
    chosen |= dict(facts or {})
    if "name" in chosen:
        chosen["sort_key"] = sort_key(chosen["name"])
    if drop.user_id:
        chosen["user"] = drop.user
        save_changes(drop, {"user": None})
    save_changes(drop, {"merged_into": keep, "is_key": False, "is_vip": False})
    changes = save_changes(keep, {**chosen, "custom": {**drop.custom, **keep.custom}})
    trail.record(drop, "contact.merge_away", by=by, changes={"merged_into": (None, keep)}, show="", at=at)
    trail.record(
        keep, "contact.merge", by=by, show="", at=at,
        changes={"merged": (None, drop), **{name: pair for name, pair in changes.items() if name not in PERSONAL}},
        personal={name: pair for name, pair in changes.items() if name in PERSONAL and name != "sort_key"},
    )  # fmt: skip
    return keep


_FILLED = frozenset({"grade", "time_zone", "influence", "interest", "valid_from", "is_vip", "is_key"})


def _merge_relationships(keep: Relationship, drop: Relationship, *, by: User | None, at: datetime) -> None:
    """Two relationships of one kind become one; its one manager stays, the other is let in (INV-57)."""
    happenings.tell(happenings.MERGED, keep, drop, by=by, at=at)
    owner = drop.owner
    moments = [moment for moment in (keep.last_contact_at, drop.last_contact_at) if moment]
    days = [day for day in (keep.next_contact_on, drop.next_contact_on) if day]
    values: dict[str, Any] = {
        "last_contact_at": max(moments, default=None),
        "next_contact_on": min(days, default=None),
        "custom": {**drop.custom, **keep.custom},
        "tier": min(keep.tier, drop.tier),
    }
    if LIVELIEST.index(Status(drop.status)) < LIVELIEST.index(Status(keep.status)):
        values |= {"status": drop.status, "status_since": drop.status_since, "end_reason": ""}
    keep.tags.add(*drop.tags.all())
    _move_everything(keep, drop, by)
    save_changes(
        drop,
        {
            "status": Status.ENDED, "status_since": at, "end_reason": EndReason.MERGED, "next_contact_on": None,
            "next_review_on": None,
        },
    )  # fmt: skip
    refresh_silence(drop)
    changes = save_changes(keep, values)
    refresh_silence(keep)
    if owner.pk != keep.owner_id and owner.keeps_relationships:
        RelationshipShare.objects.get_or_create(relationship=keep, user=owner, defaults={"shared_by": by})
        forget_shares(owner)
    trail.record(drop, "relationship.merge_away", by=by, changes={"merged_into": (None, keep.pk)}, at=at)
    shown = {name: pair for name, pair in changes.items() if name in {"status", "tier", "custom"}}
    trail.record(keep, "relationship.merge", by=by, changes={"merged": (None, drop.pk), **shown}, at=at)


def _both(keep: Any, drop: Any) -> tuple[Any, Any]:
    if keep.pk == drop.pk:
        raise DomainError(_("Choose two different entries."))
    first, second = sorted((keep, drop), key=lambda row: int(row.pk))
    rows = {row.pk: row for row in (locked(first), locked(second))}
    keep, drop = rows[keep.pk], rows[drop.pk]
    if keep.merged_into_id or drop.merged_into_id:
        raise DomainError(_("One of them was merged already; open it again to see where it went."))
    return keep, drop


def _move_everything(
    keep: models.Model, drop: models.Model, by: User | None, leave: set[type[models.Model]] | None = None
) -> None:
    """Let every row that points at ``drop`` point at ``keep``. A row that would be double stays where it is."""
    for relation in drop._meta.related_objects:
        model, field = relation.related_model, relation.field
        if model in (leave or ()) or relation.many_to_many:
            continue
        if mover := MOVERS.get(model._meta.label):
            mover(keep, drop, by)
        elif field.primary_key:
            _move_profile(model, keep, drop, by)
        else:
            _point(model, field.name, keep, drop)
    for own in drop._meta.many_to_many:
        named: Any = own
        _point(named.remote_field.through, named.m2m_field_name(), keep, drop)
    for relation in drop._meta.related_objects:
        if relation.many_to_many:
            other: Any = relation
            _point(other.through, other.field.m2m_reverse_field_name(), keep, drop)


def _move_profile(model: type[models.Model], keep: models.Model, drop: models.Model, by: User | None) -> None:
    """A role's own row cannot change sides; what hangs on it does."""
    mine, theirs = (model._default_manager.filter(pk=row.pk).first() for row in (keep, drop))
    if mine is not None and theirs is not None:
        _move_everything(mine, theirs, by)


def _point(model: type[models.Model], field: str, keep: models.Model, drop: models.Model) -> None:
    rows = model._base_manager.filter(**{field: drop.pk})
    try:
        with transaction.atomic():
            rows.update(**{field: keep.pk})
            return
    except IntegrityError:
        pass
    for pk in list(rows.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=pk).update(**{field: keep.pk})
        except IntegrityError:
            continue


def _move_portal_accesses(keep: Any, drop: Any, by: User | None) -> None:
    """A contact keeps one open access to a relationship; the second is closed."""
    side = "relationship" if isinstance(keep, Relationship) else "contact"
    other = "contact_id" if side == "relationship" else "relationship_id"
    had = set(PortalAccess.objects.filter(**{side: keep}, revoked_at=None).values_list(other, flat=True))
    PortalAccess.objects.filter(**{side: drop}, revoked_at=None, **{f"{other}__in": had}).update(revoked_at=clock.now())
    PortalAccess.objects.filter(**{side: drop}).update(**{side: keep})


def current_organisation(organisation: Organisation) -> Organisation:
    """Where an alias leads; itself if it is none."""
    return organisation.merged_into or organisation


def current_contact(contact: Contact) -> Contact:
    """Where an alias leads; itself if it is none."""
    return contact.merged_into or contact


def current_relationship(relationship: Relationship) -> Relationship:
    """The relationship a merged one lives on in; itself if it was not merged."""
    if relationship.end_reason != EndReason.MERGED:
        return relationship
    organisation = current_organisation(relationship.organisation)
    return Relationship.objects.filter(organisation=organisation, kind=relationship.kind).first() or relationship


def history_of_relationship(relationship: Relationship) -> models.QuerySet[AuditEvent]:
    """All lines about a relationship and what hangs on it, those of merged ones too, newest first."""
    merged = Relationship.objects.filter(
        organisation__merged_into=relationship.organisation_id, kind=relationship.kind, end_reason=EndReason.MERGED
    )
    ids = [relationship.pk, *merged.values_list("pk", flat=True)]
    return AuditEvent.objects.filter(relationship_id__in=ids).select_related("actor").prefetch_related("personal")


MOVERS.register(PortalAccess._meta.label, _move_portal_accesses)
trail.label("organisation.merge", gettext_lazy("Merged another entry into this one"))
trail.label("organisation.merge_away", gettext_lazy("Merged into another entry"))
trail.label("contact.merge", gettext_lazy("Merged another contact into this one"))
trail.label("contact.merge_away", gettext_lazy("Merged into another contact"))
trail.label("relationship.merge", gettext_lazy("Merged another relationship into this one"))
trail.label("relationship.merge_away", gettext_lazy("Merged into another relationship"))
trail.label("relationship.move_organisation", gettext_lazy("Went with a merged organisation"))
