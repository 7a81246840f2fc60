"""The verbs of the parties for thousands at once, set-based, with the same history (ruling 7). For imports.

What is handed in has been checked row by row; what must never be false is still refused by the constraints. Nothing
here notifies anybody: what comes from a file is past (ruling 24).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction

from brm.accounts.models import Membership, User
from brm.audit.bulk import Line, record_many
from brm.core import clock
from brm.core.copying import copy_in, next_ids, patch
from brm.core.registry import Registry
from brm.parties.domain import targets
from brm.parties.domain.contacts import PERSONAL
from brm.parties.domain.relationships import PROFILES
from brm.parties.enums import ContactKind, Status, Tier
from brm.parties.models import Contact, Organisation, Relationship
from brm.parties.text import name_key, sort_key

Facts = Mapping[str, Any]
Changes = Mapping[str, tuple[Any, Any]]

PROFILES_IN_BULK: Registry[Callable[[Sequence[int], datetime], Any]] = Registry("relationship profiles in bulk")
"""Kind -> the function that makes the role's own rows for many new relationships."""


def plain_profiles(model: type[models.Model]) -> Callable[[Sequence[int], datetime], Any]:
    """Profiles that begin with nothing of their own: for ``PROFILES_IN_BULK``."""
    return lambda ids, at: copy_in(model, ({"relationship_id": pk, "created_at": at, "updated_at": at} for pk in ids))


OPENED_IN_BULK: Registry[Callable[..., Any]] = Registry("receiver of relationships opened in bulk")
"""(rows, *, by, at): what is known of each relationship by attribute name, with ``owner_name`` beside."""


@transaction.atomic
def register_organisations_in_bulk(
    facts: Sequence[Facts], *, by: User | None, at: datetime | None = None, reason: str = ""
) -> list[int]:
    """Put many organisations into the books; answers their ids in the order given."""
    at = at or clock.now()
    ids = next_ids(Organisation, len(facts))
    copy_in(
        Organisation,
        (
            {
                **fact,
                "id": pk,
                "sort_key": sort_key(fact["name"]),
                "name_key": name_key(fact["name"]),
                "created_at": at,
                "updated_at": at,
            }
            for pk, fact in zip(ids, facts, strict=True)
        ),
    )
    lines = [
        Line(pk, fact.get("short_name") or fact["name"], changes={"name": (None, fact["name"])})
        for pk, fact in zip(ids, facts, strict=True)
    ]
    record_many("parties.organisation", lines, "organisation.register", by=by, reason=reason, at=at)
    return ids


@transaction.atomic
def change_organisations_in_bulk(changes: Sequence[tuple[int, Changes]], *, by: User | None, reason: str = "") -> None:
    """Change the facts of many organisations: (id, {field: (old, new)})."""
    renamed: list[tuple[int, dict[str, Any]]] = []

    def values(pk: int, change: Changes) -> dict[str, Any]:
        new = {_attname(Organisation, name): pair[1] for name, pair in change.items()}
        if "name" in new:
            new |= {"sort_key": sort_key(new["name"]), "name_key": name_key(new["name"])}
            renamed.append((pk, {"sort_key": new["sort_key"]}))
        return new

    patch(Organisation, [(pk, values(pk, change)) for pk, change in changes], at=clock.now())
    keys = {pk: value["sort_key"] for pk, value in renamed}
    stale = Relationship.objects.filter(organisation__in=keys).values_list("pk", "organisation_id")
    patch(Relationship, [(pk, {"sort_key": keys[organisation]}) for pk, organisation in stale])
    _record_changes(Organisation, changes, "organisation.change", by=by, reason=reason)


@transaction.atomic
def open_relationships_in_bulk(
    rows: Sequence[Facts], *, by: User | None, at: datetime | None = None, reason: str = ""
) -> list[int]:
    """Begin many relationships: each row names organisation, kind, owner and what else is known of it (C-01, INV-57).

    ``status`` may be active at once: what comes from a file lives already.
    """
    at = at or clock.now()
    ids = next_ids(Relationship, len(rows))
    people = User.objects.in_bulk({row["owner_id"] for row in rows})
    teams = _teams_of(people)
    organisations = _names({row["organisation_id"] for row in rows})
    opened: list[dict[str, Any]] = []
    scratch = Relationship()
    for pk, row in zip(ids, rows, strict=True):
        given = {"status": Status.PROSPECT, "tier": Tier.C, "team_id": teams.get(row["owner_id"]), **row}
        for name in ("status", "tier"):
            setattr(scratch, name, given[name])
        scratch.contact_target_days, scratch.status_since = given.get("contact_target_days"), at
        opened.append(
            {
                **given,
                "id": pk,
                "sort_key": organisations[row["organisation_id"]][1],
                "status_since": at,
                "silent_from": targets.silent_from(scratch),
                "created_at": at,
                "updated_at": at,
            }
        )
    copy_in(Relationship, opened)
    for kind in dict.fromkeys(each["kind"] for each in opened):
        _profiles(kind, [each["id"] for each in opened if each["kind"] == kind], at)
    lines = [
        Line(
            each["id"],
            organisations[each["organisation_id"]][0],
            each["id"],
            {"status": (None, each["status"]), "owner": (None, each["owner_id"]), "tier": (None, each["tier"])},
        )
        for each in opened
    ]
    record_many("parties.relationship", lines, "relationship.open", by=by, reason=reason, at=at)
    for each in opened:
        each["owner_name"] = str(people[each["owner_id"]])
    for receiver in OPENED_IN_BULK:
        receiver(opened, by=by, at=at)
    return ids


@transaction.atomic
def change_relationships_in_bulk(changes: Sequence[tuple[int, Changes]], *, by: User | None, reason: str = "") -> None:
    """Change the attributes of many relationships. Owner and state have verbs of their own."""
    patch(
        Relationship,
        [(pk, {_attname(Relationship, name): pair[1] for name, pair in change.items()}) for pk, change in changes],
        at=clock.now(),
    )
    retimed = [pk for pk, change in changes if change.keys() & {"tier", "contact_target_days"}]
    moved = list(Relationship.objects.filter(pk__in=retimed))
    patch(Relationship, [(each.pk, {"silent_from": targets.silent_from(each)}) for each in moved])
    _record_changes(Relationship, changes, "relationship.change", by=by, reason=reason)


@transaction.atomic
def add_contacts_in_bulk(
    rows: Sequence[Facts], *, by: User | None, at: datetime | None = None, reason: str = ""
) -> list[int]:
    """Add many people of the other side, each of a stated kind (C-25)."""
    at = at or clock.now()
    ids = next_ids(Contact, len(rows))
    copy_in(
        Contact,
        (
            {**row, "id": pk, "sort_key": sort_key(row["name"])[:160], "created_at": at, "updated_at": at}
            for pk, row in zip(ids, rows, strict=True)
        ),
    )
    lines = [
        Line(
            pk,
            changes={"kind": (None, row.get("kind", ContactKind.CUSTOMER))},
            personal={name: ("", row[name]) for name in ("name",)},
        )
        for pk, row in zip(ids, rows, strict=True)
    ]
    record_many("parties.contact", lines, "contact.add", by=by, reason=reason, at=at)
    return ids


@transaction.atomic
def change_contacts_in_bulk(changes: Sequence[tuple[int, Changes]], *, by: User | None, reason: str = "") -> None:
    """Change what we know of many people; a new address is believed until it bounces."""

    def values(change: Changes) -> dict[str, Any]:
        new = {_attname(Contact, name): pair[1] for name, pair in change.items()}
        if "name" in new:
            new["sort_key"] = sort_key(new["name"])[:160]
        return new | ({"mail_wrong": False} if "email" in new else {})

    patch(Contact, [(pk, values(change)) for pk, change in changes], at=clock.now())
    _record_changes(Contact, changes, "contact.change", by=by, reason=reason, personal=PERSONAL)


def _record_changes(
    model: type[models.Model],
    changes: Sequence[tuple[int, Changes]],
    action: str,
    *,
    by: User | None,
    reason: str,
    personal: frozenset[str] = frozenset(),
) -> None:
    labels: dict[int, str] = {}
    ids = [pk for pk, _ in changes]
    if model is Organisation:
        labels = {pk: name for pk, (name, _) in _names(set(ids)).items()}
    elif model is Relationship:
        owners = dict(Relationship.objects.filter(pk__in=ids).values_list("pk", "organisation_id"))
        names = _names(set(owners.values()))
        labels = {pk: names[organisation][0] for pk, organisation in owners.items()}
    lines = [
        Line(
            pk,
            labels.get(pk, ""),
            pk if model is Relationship else None,
            {name: pair for name, pair in change.items() if name not in personal},
            {name: pair for name, pair in change.items() if name in personal},
        )
        for pk, change in changes
    ]
    record_many(model._meta.label_lower, lines, action, by=by, reason=reason)


def _profiles(kind: str, ids: Sequence[int], at: datetime) -> None:
    if in_bulk := PROFILES_IN_BULK.get(kind):
        in_bulk(ids, at)
    elif profile := PROFILES.get(kind):
        for relationship in Relationship.objects.filter(pk__in=ids):
            profile(relationship)


def _teams_of(people: Mapping[int, User]) -> dict[int, int]:
    """The first living team of each person: where new relationships belong."""
    rows = Membership.objects.filter(user__in=people, team__dissolved_at=None).order_by("-pk")
    return dict(rows.values_list("user_id", "team_id"))


def _names(organisation_ids: set[int]) -> dict[int, tuple[str, str]]:
    rows = Organisation.objects.filter(pk__in=organisation_ids).values_list("pk", "name", "short_name", "sort_key")
    return {pk: (short or name, key) for pk, name, short, key in rows}


def _attname(model: type[models.Model], name: str) -> str:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)  # noqa: S101 - changes name columns of the model itself
    return field.attname
