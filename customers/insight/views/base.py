"""What these pages share: the customer they are about, and the way back to its page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.communications.views.base import asked_relationship
from brm.parties.domain.links import relationship_url
from brm.parties.models import Relationship
from brm.parties.views.base import PartyFormPage, keepers
from brm.ui.http import Request
from brm.ui.pages import Crumb, DetailPage, Page, attempt
from customers.insight.domain.queries import customers_for

LISTS = (
    ("insight:hub", _("At a glance"), "layout-dashboard"),
    ("insight:events", _("Major events"), "alert-octagon"),
    ("insight:difficulties", _("Difficulties"), "slash"),
    ("insight:expectations", _("Expectations"), "target-arrow"),
    ("insight:signals", _("Changed needs"), "ear"),
    ("insight:enquiries", _("Enquiries"), "message-question"),
)
"""The lists over all customers, as tabs above each of them."""


def tab_url(relationship: Relationship) -> str:
    """What is known of one customer, on its page."""
    return f"{relationship_url(relationship)}?tab=insight"


def customer_crumbs(relationship: Relationship) -> list[Crumb]:
    """The way from the customer's page."""
    return [(relationship_url(relationship), str(relationship)), (tab_url(relationship), _("Knowing them"))]


class CustomerPage(DetailPage):
    """A page about one customer."""

    show = keepers
    source = customers_for
    object_name = "relationship"

    def get_crumbs(self) -> list[Crumb]:
        return customer_crumbs(self.object)

    def get_title(self) -> Any:
        return self.title


class CustomerForm(PartyFormPage):
    """A form about one customer, whose number stands in the address; afterwards a page of theirs."""

    source = customers_for
    back_name = ""

    def get_crumbs(self) -> list[Crumb]:
        return customer_crumbs(self.object)

    def get_success_url(self, result: Any) -> str:
        return reverse(self.back_name, args=[self.object.pk]) if self.back_name else tab_url(self.object)

    def get_cancel_url(self) -> str:
        return self.get_success_url(None)

    def version_of(self, row: Any, context: dict[str, Any]) -> int | None:
        """The version of what is changed here, which is not the customer: as read, and the present one once told."""
        if row is None:
            return None
        return int(row.version) if context.get("stale") or self.version is None else self.version


class RecordForm(PartyFormPage):
    """A form about one record of a customer; afterwards the record's page."""

    def get_relationship(self) -> Relationship:
        found: Relationship = self.object.relationship
        return found

    def get_crumbs(self) -> list[Crumb]:
        return [*customer_crumbs(self.get_relationship()), (self.object.get_absolute_url(), str(self.object))]

    def get_success_url(self, result: Any) -> str:
        return str(self.object.get_absolute_url())


class NewRecord(PartyFormPage):
    """Something new about a customer that the address or the form names."""

    list_name = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "user": self.request.user,
            "relationship": asked_relationship(self.request),
        }

    def get_crumbs(self) -> list[Crumb]:
        relationship = asked_relationship(self.request)
        return customer_crumbs(relationship) if relationship else []

    def get_cancel_url(self) -> str:
        relationship = asked_relationship(self.request)
        return tab_url(relationship) if relationship else reverse(self.list_name)


class RecordPage(DetailPage):
    """One record of a customer."""

    show = keepers

    def get_relationship(self) -> Relationship:
        found: Relationship = self.object.relationship
        return found

    def get_crumbs(self) -> list[Crumb]:
        return customer_crumbs(self.get_relationship())


class PressStep(Page):
    """One press of a button on a record: its verb, what came of it, back to the record."""

    show = keepers
    source: Any  # a plain function of the person that answers a queryset
    verb: Any  # a plain function of the domain: (record, *, by)
    success: Any = _("Saved.")

    def post(self, request: Request, pk: int) -> HttpResponse:
        page = type(self)
        record = get_object_or_404(page.source(request.user), pk=pk)
        return attempt(
            request, lambda: page.verb(record, by=request.user), success=self.success,
            back=str(record.get_absolute_url()),
        )  # fmt: skip
