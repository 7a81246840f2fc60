"""What every page of the portal shares: who may open it, and who the person is on the customer's side."""

from typing import Any

from django.utils.functional import cached_property

from brm.parties.models import Relationship
from brm.ui.http import Request
from brm.ui.pages import DetailPage, FormPage, Page
from customers.portal.domain.access import Entry, contact_of, entries_for
from customers.portal.places import contacts_only


class Visitor(Page):
    """A page for the customers' own people; for everybody else there is nothing here."""

    show = contacts_only

    @cached_property
    def entries(self) -> list[Entry]:
        """What is open to the person."""
        return entries_for(self.request.user)

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(
            entries=self.entries, me=contact_of(self.request.user), several=len(self.entries) > 1, **more
        )


class VisitorDetail(Visitor, DetailPage):
    """One record that is open to the person."""


class VisitorForm(Visitor, FormPage):
    """Something a person tells us. What they typed is kept in their browser until we have it."""

    template_name = "portal/form_page.html"
    grid = False

    def get_relationship(self, form: Any) -> Relationship:
        """For which of the customers they speak; most people have one."""
        chosen: Relationship = form.cleaned_data["relationship"]
        return chosen


def asked_for(request: Request, name: str) -> str:
    """A short text of the address."""
    return request.GET.get(name, "")[:200]
