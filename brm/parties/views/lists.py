"""The lists: relationships of a kind, organisations, contacts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from brm.parties.domain.queries import contacts_for, organisations_for, relationships_for, shown_in_lists, with_tags
from brm.parties.enums import FieldSubject, Kind, Standing, Status
from brm.parties.filters import ContactFilter, OrganisationFilter, kept_fields, relationship_filter
from brm.parties.models import Relationship
from brm.parties.panels import BULK, BulkEntry, of_kind
from brm.parties.views.base import keepers
from brm.parties.views.columns import BASE_COLUMNS, custom_column
from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import BulkAction, Empty, ListPage, Preset
from brm.ui.pages import Words


@dataclass(frozen=True)
class KindAction(BulkAction):
    """A bulk action that knows which kind of relationship was chosen from."""

    kind: str = ""

    @property
    def url(self) -> str:
        return f"{reverse(self.url_name)}?kind={self.kind}"


class RelationshipList(ListPage):
    """All relationships of a kind that a person may see. The roles name the kind and the words."""

    show = keepers
    kind: str = Kind.CUSTOMER
    default_sort = "name"
    template_name = "parties/relationship_list.html"
    new_url_name = ""
    new_label: Words = _("New")
    import_kind = ""

    @cached_property
    def columns(self) -> Sequence[Column]:
        return (
            *BASE_COLUMNS,
            *(custom_column(field.name, field.label) for field in kept_fields(self.request, self.kind)),
        )

    def get_queryset(self) -> QuerySet[Relationship]:
        return with_tags(shown_in_lists(relationships_for(self.request.user, self.kind)))

    @property
    def presets(self) -> Sequence[Preset]:
        mine = Preset("mine", _("Mine"), f"owner={self.request.user.pk}")
        return (
            mine,
            Preset("silent", _("Silent"), "silent=now&sort=last_contact"),
            Preset("risk", _("At risk"), f"health={Standing.POOR}&sort=health"),
            Preset("active", _("Active"), f"status={Status.ACTIVE}"),
        )

    @property
    def bulk_actions(self) -> Sequence[BulkAction]:
        return [bulk_action(entry, self.kind) for entry in of_kind(BULK, self.kind)]

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(new_url_name=self.new_url_name, new_label=self.new_label, **more)


def bulk_action(entry: BulkEntry, kind: str) -> BulkAction:
    """A registered bulk action as the list shows it for a kind."""
    return KindAction(entry.label, entry.url_name, entry.icon, kind=kind)


def chosen_relationships(request: Request) -> QuerySet[Relationship]:
    """The relationships a bulk action was pressed for, among those the person may see; ``?kind=`` names the list."""
    kind = request.GET.get("kind", "")
    if kind not in Kind.values:
        kind = Kind.CUSTOMER
    return RelationshipList.chosen(request, kind=kind, filterset_class=relationship_filter(kind))


class OrganisationList(ListPage):
    """All organisations a person may see."""

    show = keepers
    source = organisations_for
    title = _("Organisations")
    filterset_class = OrganisationFilter
    default_sort = "name"
    row_template = "parties/organisation_row.html"
    template_name = "parties/organisation_list.html"
    empty = Empty(
        _("No organisations yet"),
        _("An organisation holds the facts once, whether it is a customer, a supplier, a third party or all three."),
        "building", _("Register an organisation"), "parties:organisation_new",
    )  # fmt: skip

    @cached_property
    def columns(self) -> Sequence[Column]:
        fields = kept_fields(self.request, FieldSubject.ORGANISATION)
        return (
            Column("name", _("Name"), kind="title", sort="sort_key"),
            Column("short_name", _("Short name"), default=False),
            Column("code", _("Code")),
            Column("relationships", _("Relationships"), lambda row: [r.get_kind_display() for r in row.shown]),
            Column("parent", _("Part of"), "parent.name"),
            Column("trade", _("Trade")),
            Column("region", _("Region")),
            Column("website", _("Website"), default=False),
            *(custom_column(field.name, field.label) for field in fields),
        )

    def get_queryset(self) -> QuerySet[Any]:
        rows = organisations_for(self.request.user).select_related("parent")
        return rows if self.request.GET.get("archived") else rows.filter(archived_at=None)

    def prepare(self, rows: list[Any]) -> None:
        """The relationships the reader may see with each of the rows."""
        found: dict[int, list[Relationship]] = {}
        mine = relationships_for(self.request.user).filter(organisation__in=[row.pk for row in rows])
        for relationship in mine.order_by("kind"):
            found.setdefault(relationship.organisation_id, []).append(relationship)
        for row in rows:
            row.shown = found.get(row.pk, [])


class ContactList(ListPage):
    """All contacts of all organisations a person works with."""

    show = keepers
    source = contacts_for
    title = _("Contacts")
    filterset_class = ContactFilter
    default_sort = "name"
    row_template = "parties/contact_row.html"
    template_name = "parties/contact_list.html"
    empty = Empty(
        _("No contacts yet"),
        _("Contacts are added on the page of a customer, supplier or third party: who signs, who uses, who pays."),
        "users",
    )  # fmt: skip
    presets = (
        Preset("key", _("Key contacts"), "important=key&left=0"),
        Preset("vip", _("VIPs"), "important=vip&left=0"),
        Preset("left", _("Left"), "left=1"),
    )

    @cached_property
    def columns(self) -> Sequence[Column]:
        return (
            Column("name", _("Name"), kind="title", sort="sort_key"),
            Column("organisation", _("Organisation"), "organisation.name"),
            Column("job_title", _("Job title")),
            Column("kind", _("Kind")),
            Column("persona", _("Persona")),
            Column("phone", _("Phone")),
            Column("email", _("E-mail")),
            Column("grade", _("Grade"), kind="fit", default=False),
            Column("influence", _("Influence"), kind="num", default=False),
            Column("interest", _("Interest"), kind="num", default=False),
            Column("language", _("Language"), default=False),
            Column("left_on", _("Left on"), default=False),
            Column("department", _("Department"), default=False),
            *(custom_column(field.name, field.label) for field in kept_fields(self.request, FieldSubject.CONTACT)),
        )
