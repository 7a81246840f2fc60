"""Pages of the catalogue: what we offer, in the view of each audience, with its risks and constraints (M-14, M-15)."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.catalogue.domain.keeping import archive_service, restore_service, save_service
from brm.catalogue.domain.notes import add_note, change_note, withdraw_note
from brm.catalogue.domain.queries import catalogue_for, may_keep_catalogue, notes_for, notes_of, with_views
from brm.catalogue.filters import ServiceFilter
from brm.catalogue.forms import NoteForm, ServiceForm, shown_values
from brm.catalogue.models import Service, ServiceNote
from brm.catalogue.panels import SERVICE_PANELS
from brm.parties.views.base import PartyFormPage
from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import Empty, ListPage, Preset
from brm.ui.pages import Crumb, DetailPage, Page, attempt, insiders_only

CATALOGUE = _("Service catalogue")


def shown_to(service: Service) -> str:
    """The audiences of a service, in words."""
    return ", ".join(str(view.get_audience_display()) for view in service.views.all())


class ServiceList(ListPage):
    """Every service, with who is shown it."""

    show = insiders_only
    source = catalogue_for
    title = CATALOGUE
    filterset_class = ServiceFilter
    columns = (
        Column("name", _("Service"), kind="title"),
        Column("code", _("Code"), sort="code"),
        Column("category", _("Category"), "category.name"),
        Column(
            "audiences", _("Shown to"), lambda row: ", ".join(str(v.get_audience_display()) for v in row.views.all())
        ),
        Column("notes", _("Risks and constraints"), "note_count", kind="num"),
        Column("owner", _("Service owner"), "owner.name"),
        Column("archived", _("No longer offered since"), "archived_at", default=False),
    )
    default_sort = "code"
    row_template = "catalogue/service_row.html"
    template_name = "catalogue/service_list.html"
    presets = (Preset("offered", _("Offered"), "standing=offered"),)
    empty = Empty(
        _("The catalogue is empty"),
        _("Write down what you offer: agreements, complaints and praise name services from here."),
        icon="book",
    )

    def get_queryset(self) -> "QuerySet[Service]":
        return with_views(super().get_queryset())

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(may_keep=may_keep_catalogue(self.request.user), **more)


class ServicePage(DetailPage):
    """One service: what each audience sees, what is risky about it, who has it."""

    show = insiders_only
    source = catalogue_for
    template_name = "catalogue/service.html"
    object_name = "service"

    def get_crumbs(self) -> list[Crumb]:
        return [(reverse("catalogue:services"), CATALOGUE)]

    def get_context(self, **more: Any) -> dict[str, Any]:
        service: Service = self.object
        panels = [(panel.template, panel.context(self.request.user, service)) for panel in SERVICE_PANELS]
        return super().get_context(
            views=list(service.views.all()), notes=list(notes_of(service)), panels=panels,
            may_keep=may_keep_catalogue(self.request.user), **more,
        )  # fmt: skip


class CatalogueForm(PartyFormPage):
    """A form of those who keep the catalogue."""

    show = may_keep_catalogue

    def get_cancel_url(self) -> str:
        return str(self.object.get_absolute_url()) if self.object is not None else reverse("catalogue:services")

    def get_crumbs(self) -> list[Crumb]:
        crumbs: list[Crumb] = [(reverse("catalogue:services"), CATALOGUE)]
        if isinstance(self.object, Service):
            crumbs.append((self.object.get_absolute_url(), str(self.object)))
        return crumbs


class NewService(CatalogueForm):
    """Put a service into the catalogue."""

    form_class = ServiceForm
    form_template = "catalogue/service_form.html"
    title = _("New service")
    success = _("It is in the catalogue.")
    grid = False
    draft = "service"

    def get_initial(self) -> dict[str, Any]:
        return {"customer_shown": True, "user_shown": True}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def save(self, form: ServiceForm) -> Service:
        return save_service(None, by=self.request.user, **form.facts)


class EditService(NewService):
    """Change a service and what audiences see of it."""

    source = catalogue_for
    title = _("Change the service")
    success = _("Saved.")
    draft = ""

    def get_initial(self) -> dict[str, Any]:
        return shown_values(self.object)

    def save(self, form: ServiceForm) -> Service:
        return save_service(self.object, by=self.request.user, expected_version=self.version, **form.facts)


class NewNote(CatalogueForm):
    """Make a risk or constraint known."""

    source = catalogue_for
    form_class = NoteForm
    title = _("New risk or constraint")
    success = _("Known from now on. Customers that have the service can decide about it.")

    def save(self, form: NoteForm) -> ServiceNote:
        return add_note(self.object, by=self.request.user, **form.cleaned_data)

    def get_success_url(self, result: ServiceNote) -> str:
        return result.service.get_absolute_url()


class EditNote(CatalogueForm):
    """Say a risk or constraint better."""

    source = notes_for
    form_class = NoteForm
    title = _("Change the risk or constraint")
    success = _("Saved.")

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in NoteForm.base_fields}

    def get_cancel_url(self) -> str:
        return str(self.object.service.get_absolute_url())

    def save(self, form: NoteForm) -> ServiceNote:
        return change_note(self.object, by=self.request.user, expected_version=self.version, **form.cleaned_data)

    def get_success_url(self, result: ServiceNote) -> str:
        return result.service.get_absolute_url()


class KeeperPress(Page):
    """One press of a button by those who keep the catalogue."""

    show = may_keep_catalogue


class ArchiveService(KeeperPress):
    """No longer offered."""

    def post(self, request: Request, pk: int) -> HttpResponse:
        service = get_object_or_404(catalogue_for(request.user), pk=pk)
        return attempt(
            request, lambda: archive_service(service, by=request.user), success=_("No longer offered."),
            back=service.get_absolute_url(),
        )  # fmt: skip


class RestoreService(KeeperPress):
    """Offered again."""

    def post(self, request: Request, pk: int) -> HttpResponse:
        service = get_object_or_404(catalogue_for(request.user), pk=pk)
        return attempt(
            request, lambda: restore_service(service, by=request.user), success=_("Offered again."),
            back=service.get_absolute_url(),
        )  # fmt: skip


class WithdrawNote(KeeperPress):
    """It is no longer so."""

    def post(self, request: Request, pk: int) -> HttpResponse:
        note = get_object_or_404(notes_for(request.user), pk=pk)
        return attempt(
            request, lambda: withdraw_note(note, by=request.user), success=_("Withdrawn."),
            back=note.service.get_absolute_url(),
        )  # fmt: skip
