"""Customers, suppliers and third parties from a file: the organisation, if it is new, and the relationship with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.imports.enums import Outcome
from brm.imports.kinds import Context, Draft, Effect, ImportField, ImportKind
from brm.imports.parties.fields import (
    ATTRIBUTES,
    CODE,
    FACT_NAMES,
    FACTS,
    NAME,
    RELATIONSHIP,
    custom_fields,
    custom_of,
    differences,
)
from brm.imports.parties.finding import code_or_name, find
from brm.imports.parties.organisations import changed, facts_of
from brm.parties.domain.bulk import (
    change_organisations_in_bulk,
    change_relationships_in_bulk,
    open_relationships_in_bulk,
    register_organisations_in_bulk,
)
from brm.parties.enums import EndReason, FieldSubject, Status
from brm.parties.models import Organisation, Relationship

PREFIX = "organisation."
"""Marks a change of the organisation's facts among the changes of a relationship."""


class Relationships(ImportKind):
    """Whom we deal with, as what, in whose care."""

    name = "relationship"
    label = _("Customers, suppliers, third parties")
    icon = "heart-handshake"
    see = "customers:list"
    help = _("One row, one relationship; an organisation that is not there yet is registered along with it.")

    def fields(self) -> Sequence[ImportField]:
        return [NAME, CODE, *RELATIONSHIP, *FACTS, *custom_fields(FieldSubject.CUSTOMER)]

    def key(self, values: Mapping[str, Any]) -> str:
        if "name" not in values:
            return ""
        return f"{values.get('kind', '')}:{code_or_name(values.get('code', ''), values['name'])}"

    def title(self, values: Mapping[str, Any]) -> str:
        return str(values.get("name", ""))

    def match(self, drafts: Sequence[Draft], context: Context) -> None:
        directory = find(
            {draft.values["name"] for draft in drafts},
            {draft.values.get("code", "") for draft in drafts},
            by=context.by,
        )
        meant: list[tuple[Draft, Organisation]] = []
        for draft in drafts:
            candidates = directory.candidates(draft.values["name"], draft.values.get("code", ""))
            found = directory.choose(draft, "name", candidates)
            if found is not None:
                meant.append((draft, found))
        rows = Relationship.objects.filter(organisation__in={found.pk for _, found in meant}).exclude(
            end_reason=EndReason.MERGED
        )
        there = {(row.organisation_id, row.kind): row for row in rows.select_related("owner")}
        visible = set(
            Relationship.objects.visible_to(context.by)
            .filter(pk__in=[row.pk for row in there.values()])
            .order_by()
            .values_list("pk", flat=True)
        )
        for draft, organisation in meant:
            self._match(draft, organisation, there.get((organisation.pk, draft.values["kind"])), visible)

    def _match(
        self, draft: Draft, organisation: Organisation, relationship: Relationship | None, visible: set[int]
    ) -> None:
        draft.extra["organisation"] = organisation.pk
        if relationship is not None and relationship.pk not in visible:
            draft.wrong("name", "belongs_to_other", owner=str(relationship.owner))
            return
        facts = {name: value for name, value in draft.values.items() if not name.startswith("custom_")}
        changes = {f"{PREFIX}{name}": pair for name, pair in differences(organisation, facts, FACT_NAMES).items()}
        if relationship is None:
            draft.changes = changes
            return
        changes |= differences(relationship, draft.values, ATTRIBUTES)
        draft.found(relationship.pk, changes)

    def apply(self, drafts: Sequence[Draft], context: Context) -> list[Effect]:
        effects = self._register([draft for draft in drafts if "organisation" not in draft.extra], context)
        effects += self._change_organisations(drafts, context)
        new = [draft for draft in drafts if draft.outcome == Outcome.NEW]
        ids = open_relationships_in_bulk(
            [self._relationship(draft, context) for draft in new], by=context.by, at=context.at, reason=context.reason
        )
        effects += [
            Effect(draft.number, "parties.relationship", pk, draft.title) for draft, pk in zip(new, ids, strict=True)
        ]
        return effects + self._change_relationships(drafts, context)

    def _register(self, drafts: Sequence[Draft], context: Context) -> list[Effect]:
        """Register each organisation once, also where a file names it as customer and as supplier."""
        first: dict[str, Draft] = {}
        for draft in drafts:
            first.setdefault(code_or_name(draft.values.get("code", ""), draft.values["name"]), draft)
        facts = [
            facts_of({name: value for name, value in draft.values.items() if not name.startswith("custom_")})
            for draft in first.values()
        ]
        ids = register_organisations_in_bulk(facts, by=context.by, at=context.at, reason=context.reason)
        made = dict(zip(first, ids, strict=True))
        for draft in drafts:
            draft.extra["organisation"] = made[code_or_name(draft.values.get("code", ""), draft.values["name"])]
        return [Effect(draft.number, "parties.organisation", made[key], draft.title) for key, draft in first.items()]

    def _relationship(self, draft: Draft, context: Context) -> dict[str, Any]:
        values = draft.values
        return {
            "organisation_id": draft.extra["organisation"],
            "kind": values["kind"],
            "owner_id": values.get("owner", context.by.pk),
            "status": values.get("status", Status.PROSPECT),
            "end_reason": EndReason.FINISHED if values.get("status") == Status.ENDED else "",
            "custom": custom_of(values),
            **{name: values[name] for name in ATTRIBUTES if name in values},
        }

    def _change_organisations(self, drafts: Sequence[Draft], context: Context) -> list[Effect]:
        changes: list[tuple[int, dict[str, tuple[Any, Any]]]] = []
        effects = []
        for draft in drafts:
            own = {name.removeprefix(PREFIX): pair for name, pair in draft.changes.items() if name.startswith(PREFIX)}
            if own:
                pk = draft.extra["organisation"]
                changes.append((pk, own))
                effects.append(changed(draft.number, "parties.organisation", pk, draft.title, own))
        change_organisations_in_bulk(changes, by=context.by, reason=context.reason)
        return effects

    def _change_relationships(self, drafts: Sequence[Draft], context: Context) -> list[Effect]:
        changes: list[tuple[int, dict[str, tuple[Any, Any]]]] = []
        effects = []
        for draft in drafts:
            own = {name: pair for name, pair in draft.changes.items() if not name.startswith(PREFIX)}
            if own and draft.object_id is not None:
                changes.append((draft.object_id, own))
                effects.append(changed(draft.number, "parties.relationship", draft.object_id, draft.title, own))
        change_relationships_in_bulk(changes, by=context.by, reason=context.reason)
        return effects
