"""Registering and keeping organisations."""

from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import BlockedError, DomainError
from brm.parties.domain import happenings
from brm.parties.domain.fields import clean_custom
from brm.parties.enums import FieldSubject, Status
from brm.parties.models import Organisation, Relationship
from brm.parties.text import name_key, sort_key

FACTS = frozenset(
    {
        "name", "short_name", "code", "parent", "trade", "region", "website", "time_zone", "calendar",
        "working_language", "culture_notes", "season_notes", "notes", "custom",
    }
)  # fmt: skip


@transaction.atomic
def register_organisation(*, name: str, by: User | None, at: datetime | None = None, **facts: Any) -> Organisation:
    """Put an organisation into the books. Look for it first: ``duplicates.duplicates_of``."""
    at = at or clock.now()
    refuse_unknown(facts, FACTS)
    name = _plain_name(name)
    refuse_wrong_zone(facts.get("time_zone", ""))
    custom = clean_custom(FieldSubject.ORGANISATION, facts.pop("custom", None) or {})
    organisation = Organisation(
        name=name,
        sort_key=sort_key(name),
        name_key=name_key(name),
        custom=custom,
        created_at=at,
        updated_at=at,
        **facts,
    )
    save_new(organisation)
    trail.record(organisation, "organisation.register", by=by, changes={"name": (None, name)}, at=at)
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation, *, by: User | None, expected_version: int | None = None, **facts: Any
) -> Organisation:
    """Change the facts of an organisation."""
    organisation = locked(organisation)
    refuse_unknown(facts, FACTS)
    if "custom" in facts:
        facts["custom"] = clean_custom(FieldSubject.ORGANISATION, facts["custom"], kept=organisation.custom)
    if "name" in facts:
        facts["name"] = _plain_name(facts["name"])
    refuse_stale(organisation, expected_version, facts)
    refuse_wrong_zone(facts.get("time_zone", ""))
    _refuse_circle(organisation, facts.get("parent"))
    if "name" in facts and facts["name"] != organisation.name:
        facts |= {"sort_key": sort_key(facts["name"]), "name_key": name_key(facts["name"])}
    changes = save_changes(organisation, facts)
    if "sort_key" in changes:
        Relationship.objects.filter(organisation=organisation).update(sort_key=organisation.sort_key)
    shown = {field: pair for field, pair in changes.items() if field not in {"sort_key", "name_key"}}
    if shown:
        trail.record(organisation, "organisation.change", by=by, changes=shown)
        happenings.tell(happenings.ORGANISATION_CHANGED, organisation, changes=shown, by=by, at=clock.now())
    return organisation


@transaction.atomic
def archive_organisation(organisation: Organisation, *, by: User | None, reason: str = "") -> Organisation:
    """Put an organisation away. Refused while a relationship with it lives."""
    organisation = locked(organisation)
    living = Relationship.objects.filter(organisation=organisation).exclude(status=Status.ENDED)
    if reasons := [
        f"{relationship.get_kind_display()}: {relationship.get_status_display()}" for relationship in living
    ]:
        raise BlockedError(_("End the relationships with this organisation first."), reasons=reasons)
    changes = save_changes(organisation, {"archived_at": clock.now()})
    trail.record(organisation, "organisation.archive", by=by, changes=changes, reason=reason)
    return organisation


@transaction.atomic
def restore_organisation(organisation: Organisation, *, by: User | None) -> Organisation:
    """Take an archived organisation out again."""
    organisation = locked(organisation)
    if organisation.merged_into_id:
        raise DomainError(_("This organisation was merged into another; go on with that one."))
    if changes := save_changes(organisation, {"archived_at": None}):
        trail.record(organisation, "organisation.restore", by=by, changes=changes)
    return organisation


def refuse_unknown(facts: dict[str, Any], known: frozenset[str]) -> None:
    """A fact that is none is a mistake of the caller, not of a person."""
    if unknown := set(facts) - known:
        raise TypeError(f"not a fact: {', '.join(sorted(unknown))}")


def refuse_wrong_zone(zone: str) -> None:
    """A time zone is one the world knows, or empty."""
    if zone and zone not in available_timezones():
        raise DomainError(
            _("“%(zone)s” is not a time zone. Write it like Asia/Shanghai.") % {"zone": zone}, field="time_zone"
        )


def _plain_name(name: str) -> str:
    plain = " ".join(name.split())
    if not plain:
        raise DomainError(_("An organisation needs a name."), field="name")
    return plain


def _refuse_circle(organisation: Organisation, parent: Organisation | None) -> None:
    seen = 0
    while parent is not None and seen < 50:
        if parent.pk == organisation.pk:
            raise DomainError(_("An organisation cannot be part of itself or of its own part."), field="parent")
        parent, seen = parent.parent, seen + 1


trail.label("organisation.register", gettext_lazy("Registered the organisation"))
trail.label("organisation.change", gettext_lazy("Changed the organisation"))
trail.label("organisation.archive", gettext_lazy("Archived the organisation"))
trail.label("organisation.restore", gettext_lazy("Restored the organisation"))
