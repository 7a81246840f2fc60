"""Pages of organisations."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from brm.parties.domain.asking import ask_to_share
from brm.parties.domain.duplicates import look_alikes_for
from brm.parties.domain.links import organisation_url
from brm.parties.domain.merging import current_organisation
from brm.parties.domain.organisations import (
    archive_organisation,
    change_organisation,
    register_organisation,
    restore_organisation,
)
from brm.parties.domain.queries import (
    contacts_for,
    fields_of,
    may_archive,
    merged_organisations,
    organisations_for,
    relationships_for,
    worked_organisations_for,
)
from brm.parties.enums import FieldSubject
from brm.parties.forms.organisations import OrganisationForm
from brm.parties.models import Organisation
from brm.parties.views.base import LookAlikesFirst, PartyFormPage, keepers
from brm.ui.http import Request
from brm.ui.pages import DetailPage, Page, attempt

PEOPLE_SHOWN = 20
SITES_AT_MOST = 1000


class OrganisationPage(DetailPage):
    """The facts, the tree, the relationships of every kind, the people."""

    show = keepers
    source = organisations_for
    template_name = "parties/organisation.html"
    object_name = "organisation"

    def get_queryset(self) -> Any:
        return organisations_for(self.request.user).select_related("parent__parent", "calendar")

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            alias = merged_organisations().filter(pk=kwargs["pk"]).select_related("merged_into").first()
            if alias and organisations_for(request.user).filter(pk=alias.merged_into_id or 0).exists():
                return HttpResponseRedirect(organisation_url(current_organisation(alias)))
            raise

    def get_title(self) -> Any:
        return self.object.name

    def get_crumbs(self) -> list[Any]:
        return [(reverse("parties:organisations"), _("Organisations"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        user, organisation = self.request.user, self.object
        seen = organisations_for(user)
        ancestors = [row for row in (organisation.parent and organisation.parent.parent, organisation.parent) if row]
        visible = (
            set(seen.filter(pk__in=[row.pk for row in ancestors]).values_list("pk", flat=True)) if ancestors else ()
        )
        most = SITES_AT_MOST if self.request.GET.get("sites") == "all" else PEOPLE_SHOWN
        children = list(seen.filter(parent=organisation).order_by("sort_key", "id")[: most + 1])
        people = list(
            contacts_for(user)
            .filter(organisation=organisation)
            .order_by("left_on", "sort_key", "id")[: PEOPLE_SHOWN + 1]
        )
        custom = [(field, organisation.custom.get(field.name)) for field in fields_of(FieldSubject.ORGANISATION)]
        return super().get_context(
            ancestors=[row for row in ancestors if row.pk in visible],
            children=children[:most],
            more_children=len(children) > most,
            people=people[:PEOPLE_SHOWN],
            more_people=len(people) > PEOPLE_SHOWN,
            relationships=list(relationships_for(user).filter(organisation=organisation).order_by("kind")),
            custom=custom,
            **more,
        )


class OrganisationFormPage(PartyFormPage):
    """Registering and changing, with a word before a second entry of one company is made."""

    form_class = OrganisationForm
    template_name = "parties/organisation_form.html"
    form_template = "parties/organisation_form_part.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_success_url(self, result: Organisation) -> str:
        return organisation_url(result)


class NewOrganisation(OrganisationFormPage, LookAlikesFirst):
    """An organisation nobody has a relationship with yet."""

    title = _("Register an organisation")
    draft = "organisation"

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.request.GET.get("name", ""), "parent": self.request.GET.get("parent")}

    def save(self, form: OrganisationForm) -> Organisation:
        facts = form.facts()
        return register_organisation(name=facts.pop("name"), by=self.request.user, **facts)

    def get_cancel_url(self) -> str:
        return reverse("parties:organisations")


class EditOrganisation(OrganisationFormPage):
    """Change the facts."""

    source = worked_organisations_for
    title = _("Change the organisation")
    success = _("Saved.")

    def save(self, form: OrganisationForm) -> Organisation:
        return change_organisation(self.object, by=self.request.user, expected_version=self.version, **form.facts())

    def get_cancel_url(self) -> str:
        return organisation_url(self.object)


class ArchiveOrganisation(Page):
    """Put an organisation away, or take it out again (``restore``)."""

    show = keepers
    restore = False

    def post(self, request: Request, pk: int) -> HttpResponse:
        organisation = get_object_or_404(worked_organisations_for(request.user), pk=pk)
        if not may_archive(request.user, organisation):
            messages.error(request, _now("Others work with this organisation too; ask them first."))
            return HttpResponseRedirect(organisation_url(organisation))
        verb = restore_organisation if self.restore else archive_organisation
        return attempt(
            request,
            lambda: verb(organisation, by=request.user),
            success=_("Restored.") if self.restore else _("Archived."),
            back=organisation_url(organisation),
        )


class LookAlikes(Page):
    """Asked while a name is typed: do we have them already?"""

    show = keepers

    def get(self, request: Request) -> HttpResponse:
        name, code = request.GET.get("name", "")[:200], request.GET.get("code", "")[:60]
        found = look_alikes_for(request.user, name=name, code=code)
        kind = request.GET.get("kind", "")
        return render(
            request, "parties/look_alikes.html", {"look_alikes": found, "name": name, "code": code, "kind": kind}
        )


class AskToShare(Page):
    """Ask those who keep a look-alike to share it. Who they are is found again here, never taken from the page."""

    show = keepers

    def post(self, request: Request) -> HttpResponse:
        name, code = request.POST.get("name", "")[:200], request.POST.get("code", "")[:60]
        back = request.POST.get("next", "")
        return attempt(
            request,
            lambda: ask_to_share(name=name, code=code, by=request.user),
            success=_("They were asked, and will share it or tell you."),
            back=back if back.startswith("/") and not back.startswith("//") else "parties:organisations",
        )
