"""A new customer, supplier or third party: register and open in one step, after a look for doubles."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.parties.domain.links import relationship_url
from brm.parties.domain.organisations import register_organisation
from brm.parties.domain.queries import relationships_for
from brm.parties.domain.relationships import open_relationship
from brm.parties.domain.tags import set_tags
from brm.parties.enums import Kind
from brm.parties.forms.relationships import NewRelationshipForm
from brm.parties.models import Relationship
from brm.parties.views.base import LookAlikesFirst


class NewRelationship(LookAlikesFirst):
    """Of a kind that the role names."""

    kind: str = Kind.CUSTOMER
    list_url_name = ""
    form_class = NewRelationshipForm
    template_name = "parties/relationship_form.html"
    form_template = "parties/relationship_form_part.html"
    draft = "relationship"
    success = _("Opened. Add the people you deal with, and a plan for the contacts to come.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "kind": self.kind}

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.request.GET.get("name", ""), "organisation": self.request.GET.get("organisation")}

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(kind=self.kind, **more)

    @transaction.atomic
    def save(self, form: NewRelationshipForm) -> Relationship:
        data, by = form.cleaned_data, self.request.user
        organisation = data["organisation"] or register_organisation(
            name=data["name"], by=by, **form.organisation_facts()
        )
        relationship = open_relationship(
            organisation, kind=self.kind, owner=data["owner"], by=by, tier=data["tier"], type=data["type"],
            custom=form.custom_data(),
        )  # fmt: skip
        set_tags(relationship, data["tags"], by=by)
        return relationship

    def get_success_url(self, result: Relationship) -> str:
        if relationships_for(self.request.user).filter(pk=result.pk).exists():
            return relationship_url(result)
        return reverse(self.list_url_name)

    def get_cancel_url(self) -> str:
        return reverse(self.list_url_name)
