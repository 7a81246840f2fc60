"""What was agreed and what we offer, in the words made for the person who reads (M-14)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.catalogue.domain.queries import audiences_of, services_shown_to
from brm.catalogue.enums import Audience
from brm.core import clock
from brm.ui.http import Request
from customers.agreements.domain.queries import agreements_open_to, present_terms
from customers.agreements.enums import IN_FORCE
from customers.portal.domain.risks import registers_for
from customers.portal.views.base import Visitor, VisitorDetail

PAYING = {Audience.SPONSOR, Audience.CUSTOMER}


class Services(Visitor):
    """Agreements first, then everything we offer to people like them."""

    template_name = "portal/services.html"
    title = _("Services")
    subtitle = _("What we agreed, and what we can do for you")

    def get(self, request: Request) -> HttpResponse:
        agreements = list(agreements_open_to(request.user).prefetch_related("services").order_by("-start_on", "-pk"))
        registers = registers_for(request.user)
        context = self.get_context(
            in_force=[row for row in agreements if row.status in IN_FORCE],
            others=[row for row in agreements if row.status not in IN_FORCE],
            views=list(services_shown_to(request.user, "")),
            registers=registers,
            undecided=sum(len(register.open) for register in registers),
            may_decide=any(register.may_decide and register.open for register in registers),
            today=clock.today(),
        )
        return render(request, self.template_name, context)


class AgreementPage(VisitorDetail):
    """One agreement: until when, what it covers, what we promised in it."""

    source = agreements_open_to
    template_name = "portal/agreement.html"
    object_name = "agreement"

    def get_title(self) -> str:
        return str(self.object.title)

    def get_crumbs(self) -> list[Any]:
        return [(reverse("portal:services"), _("Services"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        agreement = self.object
        return super().get_context(
            services=list(agreement.services.all()),
            terms=list(present_terms(agreement)),
            shows_fee=bool(PAYING & set(audiences_of(self.request.user))),
            today=clock.today(),
            **more,
        )
