"""What one does with many relationships at once: choose them in the list, say what, done."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from brm.core.errors import DomainError
from brm.parties.domain.handover import hand_over_many
from brm.parties.domain.queries import steered_by
from brm.parties.domain.relationships import change_tiers
from brm.parties.domain.tags import add_tag, create_tag
from brm.parties.forms.relationships import HandOverForm, TagForm, TierForm
from brm.parties.views.base import keepers
from brm.parties.views.lists import chosen_relationships
from brm.ui.http import Request
from brm.ui.pages import Page, refuse

MOST = 5000


class BulkPage(Page):
    """First press: the form, with what was chosen carried along. Second press: done."""

    show = keepers
    template_name = "parties/bulk.html"
    form_class: Any = None
    submit: Any = _("Go on")
    text: Any = ""

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = self.permitted(chosen_relationships(request))
        chosen = list(rows[: MOST + 1])
        if not chosen:
            messages.warning(request, str(_("Choose at least one row you may do this with.")))
            return HttpResponseRedirect(self.back())
        if len(chosen) > MOST:
            messages.warning(request, str(_("That is more than 5,000 at once. Narrow the list with a filter.")))
            return HttpResponseRedirect(self.back())
        if request.POST.get("go") != "1":
            return self.answer(self.make_form(None), chosen)
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.answer(form, chosen, status=422)
        try:
            done = self.act(form, chosen)
        except DomainError as refusal:
            refuse(form, refusal)
            return self.answer(form, chosen, status=422)
        messages.success(request, str(self.said(done)))
        return HttpResponseRedirect(self.back())

    def permitted(self, rows: Any) -> Any:
        """Those of the chosen rows with which the person may do this."""
        return rows

    def make_form(self, data: Any) -> Any:
        return self.form_class(data, user=self.request.user)

    def act(self, form: Any, chosen: list[Any]) -> int:
        raise NotImplementedError

    def said(self, done: int) -> str:
        return ngettext("%(n)d relationship changed.", "%(n)d relationships changed.", done) % {"n": done}

    def back(self) -> str:
        """The list the person came from."""
        target = self.request.POST.get("next", "")
        ours = url_has_allowed_host_and_scheme(target, {self.request.get_host()}, self.request.is_secure())
        return target if ours and target.startswith("/") else reverse("parties:organisations")

    def answer(self, form: Any, chosen: list[Any], status: int = 200) -> HttpResponse:
        carried = [
            (name, value) for name in ("id", "all", "query", "next") for value in self.request.POST.getlist(name)
        ]
        context = self.get_context(form=form, chosen=chosen[:10], count=len(chosen), carried=carried, page=self)
        return render(self.request, self.template_name, context, status=status)


class BulkHandOver(BulkPage):
    """Many to one new manager, with one note."""

    form_class = HandOverForm
    title = _("Hand over")
    submit = _("Hand over")
    text = _("Each of them gets the note on its timeline, and the new manager a task to make contact.")

    def permitted(self, rows: Any) -> Any:
        return rows.filter(pk__in=steered_by(self.request.user).order_by().values("pk"))

    def act(self, form: HandOverForm, chosen: list[Any]) -> int:
        return hand_over_many(chosen, to=form.cleaned_data["to"], note=form.cleaned_data["note"], by=self.request.user)

    def said(self, done: int) -> str:
        return ngettext("%(n)d relationship handed over.", "%(n)d relationships handed over.", done) % {"n": done}


class BulkTag(BulkPage):
    """A tag on many."""

    form_class = TagForm
    title = _("Add a tag")
    submit = _("Add the tag")

    def act(self, form: TagForm, chosen: list[Any]) -> int:
        tag = form.cleaned_data["tag"] or create_tag(form.cleaned_data["new"], by=self.request.user)
        return add_tag(chosen, tag, by=self.request.user)


class BulkTier(BulkPage):
    """A tier for many."""

    form_class = TierForm
    title = _("Set the tier")
    submit = _("Set the tier")

    def make_form(self, data: Any) -> Any:
        return TierForm(data)

    def act(self, form: TierForm, chosen: list[Any]) -> int:
        return change_tiers(chosen, tier=form.cleaned_data["tier"], by=self.request.user)
