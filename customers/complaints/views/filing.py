"""Writing a complaint down for a caller: one form, quick enough to fill in while they talk (INV-11)."""

import secrets
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from brm.core.numbers import whole
from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import relationships_for
from brm.parties.enums import Kind
from brm.parties.models import Relationship
from brm.parties.views.base import PartyFormPage, keepers
from brm.ui.pages import Crumb
from customers.complaints.domain.filing import file_complaint
from customers.complaints.forms.filing import FilingForm
from customers.complaints.models import Complaint
from customers.complaints.views.base import crumbs_of


class NewComplaint(PartyFormPage):
    """Who complains about what; number and clocks come with the press of the button."""

    show = keepers
    form_class = FilingForm
    form_template = "complaints/filing_form.html"
    title = _("Write a complaint down")
    subtitle = _("It gets its number at once, and its clocks start when it was received.")
    submit = _("File the complaint")
    draft = "complaint_new"

    def get_object(self) -> Any:
        self.relationship: Relationship | None = None
        text = self.request.POST.get("relationship") or self.request.GET.get("relationship") or ""
        if (number := whole(text)) is not None:
            rows = relationships_for(self.request.user, Kind.CUSTOMER)
            self.relationship = (
                rows.filter(pk=number).first() if self.request.method == "POST" else get_object_or_404(rows, pk=number)
            )
        return None

    def get_initial(self) -> dict[str, Any]:
        return {"contact": self.request.GET.get("contact"), "key": secrets.token_urlsafe(12)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "relationship": self.relationship}

    def get_crumbs(self) -> list[Crumb]:
        return crumbs_of(self.request, None)

    def save(self, form: FilingForm) -> Complaint:
        return file_complaint(form.cleaned_data["relationship"], by=self.request.user, **form.facts)

    def get_success_message(self, result: Complaint) -> str:
        return _t("Filed as %(number)s. Its clocks are running.") % {"number": result.number}

    def get_success_url(self, result: Complaint) -> str:
        return result.get_absolute_url()

    def get_cancel_url(self) -> str:
        return relationship_url(self.relationship) if self.relationship else reverse("complaints:list")
