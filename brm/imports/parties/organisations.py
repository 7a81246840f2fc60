"""Organisations from a file."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.core.copying import patch
from brm.imports.enums import Outcome
from brm.imports.kinds import Context, Draft, Effect, ImportField, ImportKind
from brm.imports.parties.fields import (
    CODE,
    FACT_NAMES,
    FACTS,
    NAME,
    NOTES,
    PARENT,
    custom_fields,
    custom_of,
    differences,
)
from brm.imports.parties.finding import Directory, code_or_name, find
from brm.parties.domain.bulk import change_organisations_in_bulk, register_organisations_in_bulk
from brm.parties.enums import FieldSubject
from brm.parties.models import Organisation
from brm.parties.text import name_key


def facts_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says of a new organisation."""
    facts = {name: values[name] for name in FACT_NAMES if name in values}
    custom = custom_of(values)
    return {"name": values["name"], **facts, **({"custom": custom} if custom else {})}


class Organisations(ImportKind):
    """Companies, authorities, sites: the facts, whatever relationships we have with them."""

    name = "organisation"
    label = _("Organisations")
    icon = "building-community"
    see = "parties:organisations"
    help = _("Names and facts. To open relationships at once, choose “Customers, suppliers, third parties”.")

    def fields(self) -> Sequence[ImportField]:
        return [NAME, CODE, *FACTS, PARENT, NOTES, *custom_fields(FieldSubject.ORGANISATION)]

    def key(self, values: Mapping[str, Any]) -> str:
        return code_or_name(values.get("code", ""), values["name"]) if "name" in values else ""

    def title(self, values: Mapping[str, Any]) -> str:
        return str(values.get("name", ""))

    def match(self, drafts: Sequence[Draft], context: Context) -> None:
        parents = {draft.values["parent"] for draft in drafts if "parent" in draft.values}
        names = {draft.values["name"] for draft in drafts}
        codes = {draft.values.get("code", "") for draft in drafts}
        directory = find(names | parents, codes | parents, by=context.by)
        in_file: set[str] = context.kept.setdefault("names", set())
        in_file.update(name_key(name) for name in names)
        in_file.update(code for code in codes if code)
        for draft in drafts:
            self._match(draft, directory, in_file)

    def _match(self, draft: Draft, directory: Directory, in_file: set[str]) -> None:
        values = draft.values
        found = directory.choose(draft, "name", directory.candidates(values["name"], values.get("code", "")))
        parent = self._parent(draft, directory, in_file)
        if draft.outcome == Outcome.ERROR:
            return
        if found is None:
            return
        names = FACT_NAMES if found.name_key == name_key(values["name"]) else ("name", *FACT_NAMES)
        changes = differences(found, values, names)
        if "parent" in values and (parent is None or parent.pk != found.parent_id):
            if parent is not None and parent.pk == found.pk:
                draft.wrong("parent", "own_parent")
                return
            changes["parent"] = (str(found.parent) if found.parent_id else "", values["parent"])
            draft.extra["old_parent"] = found.parent_id
        draft.found(found.pk, changes)

    def _parent(self, draft: Draft, directory: Directory, in_file: set[str]) -> Organisation | None:
        text = draft.values.get("parent")
        if not text:
            return None
        found = directory.choose(draft, "parent", directory.by_either(text))
        if found is None and draft.outcome != Outcome.ERROR:
            if name_key(text) not in in_file and text not in in_file:
                draft.wrong("parent", "organisation_unknown", value=text)
            elif name_key(text) == name_key(draft.values["name"]):
                draft.wrong("parent", "own_parent")
        return found

    def apply(self, drafts: Sequence[Draft], context: Context) -> list[Effect]:
        new = [draft for draft in drafts if draft.outcome == Outcome.NEW]
        ids = register_organisations_in_bulk(
            [facts_of(draft.values) for draft in new], by=context.by, at=context.at, reason=context.reason
        )
        effects = [
            Effect(draft.number, "parties.organisation", pk, draft.values["name"])
            for draft, pk in zip(new, ids, strict=True)
        ]
        parents = self._parents_by_text(drafts, context)
        patch(
            Organisation,
            [
                (pk, {"parent_id": parents[draft.values["parent"]]})
                for draft, pk in zip(new, ids, strict=True)
                if draft.values.get("parent") in parents
            ],
        )
        return effects + self._change([draft for draft in drafts if draft.outcome == Outcome.CHANGED], parents, context)

    def _change(self, drafts: Sequence[Draft], parents: Mapping[str, int], context: Context) -> list[Effect]:
        changes: list[tuple[int, dict[str, tuple[Any, Any]]]] = []
        effects = []
        for draft in drafts:
            if draft.object_id is None:
                continue
            change = dict(draft.changes)
            if "parent" in change:
                change["parent"] = (draft.extra["old_parent"], parents.get(draft.values["parent"]))
            changes.append((draft.object_id, change))
            effects.append(changed(draft.number, "parties.organisation", draft.object_id, draft.title, change))
        change_organisations_in_bulk(changes, by=context.by, reason=context.reason)
        return effects

    def _parents_by_text(self, drafts: Sequence[Draft], context: Context) -> dict[str, int]:
        texts = {draft.values["parent"] for draft in drafts if draft.values.get("parent")}
        directory = find(texts, texts, by=context.by) if texts else Directory()
        return {text: rows[0].pk for text in texts if (rows := directory.by_either(text))}


def changed(
    number: int, subject_type: str, subject_id: int, label: str, changes: Mapping[str, tuple[Any, Any]]
) -> Effect:
    """The effect of changing a record."""
    return Effect(
        number,
        subject_type,
        subject_id,
        label,
        created=False,
        before={name: old for name, (old, _new) in changes.items()},
        after={name: new for name, (_old, new) in changes.items()},
    )
