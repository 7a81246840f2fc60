"""The call list, who calls, one call with its script, what came of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.parties.places import keepers
from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import Empty, ListPage
from brm.ui.pages import FormPage, Page, attempt, insiders_only
from surveys.asking.domain.calling import ask_by_phone, give_call, give_calls, record_call
from surveys.asking.domain.queries import (
    calls_for,
    invitations_for,
    keeps_customer_of,
    script_of,
    to_give_for,
    tries_of,
)
from surveys.asking.forms import CallerForm, CallForm
from surveys.asking.models import CallTry, Invitation
from surveys.asking.views.base import Tabbed

MOST_GIVEN = 1000


class CallList(Tabbed, ListPage):
    """Whom to call, the longest waiting first; who keeps no customers sees whom they were named for."""

    show = insiders_only
    source = calls_for
    title = _("Call list")
    default_sort = "waiting"
    row_template = "asking/call_row.html"
    template_name = "asking/list.html"
    columns = (
        Column("contact", _("Person"), "contact.name", kind="title"),
        Column("phone", _("Phone"), "contact.phone"),
        Column("about", _("About"), "matter.title"),
        Column("relationship", _("Customer"), "relationship.organisation.name"),
        Column("waiting", _("Call from"), "send_at", sort="send_at"),
        Column("until", _("Open until"), "expires_at"),
        Column("caller", _("Who calls"), "caller.name"),
        Column("calls", _("Tries"), kind="num"),
    )
    empty = Empty(
        _("Nobody to call"),
        _("People without an e-mail address are called instead of written to. Whoever is to be called appears here, "
          "with a script and the questions."),
        "phone-call",
    )  # fmt: skip


class ByPhone(Page):
    """Call them instead."""

    show = keepers

    def post(self, request: Request, pk: int) -> HttpResponse:
        row = get_object_or_404(invitations_for(request.user), pk=pk)
        return attempt(
            request, lambda: ask_by_phone(row, by=request.user), success=_("On the call list."),
            back=row.get_absolute_url(),
        )  # fmt: skip


class GiveCall(FormPage):
    """Name who calls them."""

    show = keepers
    source = to_give_for
    form_class: Any = CallerForm
    title = _("Who calls them?")
    submit = _("Give the call")
    success = _("Named. They find it on Today.")
    grid = False

    def get_form_kwargs(self) -> dict[str, Any]:
        about = {"user": self.request.user, "campaign": self.object.campaign_id is not None}
        return super().get_form_kwargs() | about

    def get_initial(self) -> dict[str, Any]:
        return {"to": self.object.caller_id or self.object.relationship.owner_id}

    def get_title(self) -> Any:
        return _("Who calls %(person)s?") % {"person": self.object.contact}

    def get_crumbs(self) -> list[Any]:
        return [(reverse("asking:calls"), _("Call list"))]

    def save(self, form: Any) -> Invitation:
        to, by = form.cleaned_data["to"], self.request.user
        if form.cleaned_data.get("whole"):
            others = to_give_for(by).filter(campaign=self.object.campaign_id, caller=None).exclude(pk=self.object.pk)
            give_calls(others[:MOST_GIVEN], to=to, by=by)
        return give_call(self.object, to=to, by=by)

    def get_success_url(self, result: Any) -> str:
        return reverse("asking:calls")


class CallPage(FormPage):
    """The script of one call, and what came of it."""

    show = insiders_only
    source = calls_for
    form_class: Any = CallForm
    template_name = "asking/call.html"
    success = _("Written down.")
    grid = False

    def get_title(self) -> Any:
        return _("Call %(person)s") % {"person": self.object.contact}

    def get_crumbs(self) -> list[Any]:
        return [(reverse("asking:calls"), _("Call list"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(
            invitation=self.object, tries=list(tries_of(self.object)), script=script_of(self.object),
            provider_name=self.request.user.name, keeps=keeps_customer_of(self.request.user, self.object), **more,
        )  # fmt: skip

    def save(self, form: Any) -> CallTry:
        return record_call(self.object, by=self.request.user, **form.cleaned_data)

    def get_success_url(self, result: Any) -> str:
        return reverse("asking:calls")

    def get_cancel_url(self) -> str:
        return reverse("asking:calls")
