"""People of the other side from a file."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.imports.enums import Outcome
from brm.imports.kinds import Context, Draft, Effect, ImportField, ImportKind
from brm.imports.parties.fields import CONTACT, CONTACT_FACTS, custom_fields, custom_of, differences
from brm.imports.parties.finding import find
from brm.imports.parties.organisations import changed
from brm.parties.domain.bulk import add_contacts_in_bulk, change_contacts_in_bulk
from brm.parties.domain.queries import worked_organisations_for
from brm.parties.enums import ContactKind, FieldSubject
from brm.parties.models import Contact
from brm.parties.text import name_key


class Contacts(ImportKind):
    """Who signs, who uses, who pays; how to reach them."""

    name = "contact"
    label = _("Contacts")
    icon = "users"
    see = "parties:contacts"
    help = _("People of organisations that are there already, recognised by e-mail address, else by name.")

    def fields(self) -> Sequence[ImportField]:
        return [*CONTACT, *custom_fields(FieldSubject.CONTACT)]

    def key(self, values: Mapping[str, Any]) -> str:
        if "organisation" not in values or "name" not in values:
            return ""
        return f"{name_key(values['organisation'])}:{(values.get('email') or values['name']).casefold()}"

    def title(self, values: Mapping[str, Any]) -> str:
        return " · ".join(str(values[key]) for key in ("name", "organisation") if key in values)

    def match(self, drafts: Sequence[Draft], context: Context) -> None:
        texts = {draft.values["organisation"] for draft in drafts}
        directory = find(texts, texts, by=context.by, scope=worked_organisations_for(context.by))
        for draft in drafts:
            text = draft.values["organisation"]
            found = directory.choose(draft, "organisation", directory.by_either(text))
            if found is not None:
                draft.extra["organisation"] = found.pk
            elif draft.outcome != Outcome.ERROR:
                draft.wrong("organisation", "organisation_unknown", value=text)
        known = {draft.extra["organisation"] for draft in drafts if "organisation" in draft.extra}
        people: dict[tuple[int, str], list[Contact]] = {}
        for contact in Contact.objects.filter(organisation__in=known, merged_into=None, erased_at=None):
            for word in {contact.email.casefold(), contact.name.casefold()} - {""}:
                people.setdefault((contact.organisation_id, word), []).append(contact)
        for draft in drafts:
            if draft.outcome != Outcome.ERROR:
                self._match(draft, people)

    def _match(self, draft: Draft, people: Mapping[tuple[int, str], list[Contact]]) -> None:
        organisation, values = draft.extra["organisation"], draft.values
        email = values.get("email", "").casefold()
        found = people.get((organisation, email), []) if email else []
        if not found:
            same_name = people.get((organisation, values["name"].casefold()), [])
            found = [contact for contact in same_name if not email or not contact.email]
        if not found:
            return
        if len(found) > 1:
            draft.wrong("name", "ambiguous")
            return
        (contact,) = found
        if contact.has_left:
            draft.wrong("name", "has_left")
            return
        changes = differences(contact, values, CONTACT_FACTS)
        if contact.email.casefold() == email:
            changes.pop("email", None)
        draft.found(contact.pk, changes)

    def apply(self, drafts: Sequence[Draft], context: Context) -> list[Effect]:
        new = [draft for draft in drafts if draft.outcome == Outcome.NEW]
        ids = add_contacts_in_bulk(
            [self._contact(draft) for draft in new], by=context.by, at=context.at, reason=context.reason
        )
        effects = [Effect(draft.number, "parties.contact", pk) for draft, pk in zip(new, ids, strict=True)]
        old = [draft for draft in drafts if draft.outcome == Outcome.CHANGED and draft.object_id is not None]
        change_contacts_in_bulk(
            [(draft.object_id, draft.changes) for draft in old if draft.object_id is not None],
            by=context.by,
            reason=context.reason,
        )
        return effects + [
            changed(draft.number, "parties.contact", draft.object_id, "", draft.changes)
            for draft in old
            if draft.object_id is not None
        ]

    def _contact(self, draft: Draft) -> dict[str, Any]:
        values = draft.values
        return {
            "organisation_id": draft.extra["organisation"],
            "kind": ContactKind.CUSTOMER,
            "custom": custom_of(values),
            **{name: values[name] for name in CONTACT_FACTS if name in values},
        }
