"""What the pages of complaints share."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import relationships_for
from brm.parties.views.base import PartyFormPage, keepers
from brm.ui.http import Request
from brm.ui.pages import Crumb, Page, Words, attempt, insiders_only
from customers.complaints.domain.queries import complaints_for
from customers.complaints.models import Complaint

__all__ = ["ComplaintForm", "Press", "VerbForm", "crumbs_of", "insiders_only", "keepers"]


def crumbs_of(request: Request, complaint: Complaint | None) -> list[Crumb]:
    """The way here: the desk, then the complaint."""
    crumbs: list[Crumb] = [(reverse("complaints:list"), _("Complaints"))]
    if complaint is not None:
        crumbs.append((complaint.get_absolute_url(), complaint.number))
    return crumbs


def customer_url(request: Request, complaint: Complaint) -> str:
    """The customer's page, where the reader may see it: whoever only investigates may not."""
    seen = relationships_for(request.user).filter(pk=complaint.relationship_id).exists()
    return relationship_url(complaint.relationship) if seen else ""


class ComplaintForm(PartyFormPage):
    """A form about one complaint; afterwards its page."""

    show = insiders_only
    source = complaints_for
    grid = False

    def get_crumbs(self) -> list[Crumb]:
        return crumbs_of(self.request, self.object)

    @property
    def subtitle(self) -> Words:  # type: ignore[override]  # which complaint the form is about
        return str(self.object.matter) if self.object is not None else ""

    def get_success_url(self, result: Any) -> str:
        return str(self.object.get_absolute_url())

    def get_cancel_url(self) -> str:
        return str(self.object.get_absolute_url())


class VerbForm(ComplaintForm):
    """A form whose answers are what one verb of the domain wants to know."""

    verb: Any  # a plain function: (complaint, *, by, **answers)
    renamed: dict[str, str] = {}  # fields of the form that the verb calls otherwise

    def get_answers(self, form: Any) -> dict[str, Any]:
        page = type(self)
        return {page.renamed.get(name, name): value for name, value in form.cleaned_data.items()}

    def save(self, form: Any) -> Any:
        return type(self).verb(self.object, by=self.request.user, **self.get_answers(form))


class OfferingPage(VerbForm):
    """A form that offers people or services to whoever fills it in."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}


class Press(Page):
    """One press of a button on a complaint: its verb, what came of it, back to it."""

    show = insiders_only
    verb: Any  # a plain function: (complaint, *, by)
    success: Words = ""

    def post(self, request: Request, pk: int) -> HttpResponse:
        page = type(self)
        complaint = get_object_or_404(complaints_for(request.user), pk=pk)
        return attempt(
            request, lambda: page.verb(complaint, by=request.user), success=self.success,
            back=complaint.get_absolute_url(),
        )  # fmt: skip
