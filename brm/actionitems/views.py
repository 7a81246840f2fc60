"""Pages of promises."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from brm.actionitems.domain import (
    action_items_for,
    add_action_item,
    change_action_item,
    finish_action_items,
    move_action_item,
)
from brm.actionitems.filters import ActionItemFilter
from brm.actionitems.forms import ActionItemForm, DropForm, NewActionItemForm
from brm.actionitems.lifecycle import LIFECYCLE
from brm.actionitems.models import OPEN, ActionItem
from brm.core import clock
from brm.core.errors import TransitionError
from brm.core.numbers import whole
from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import relationships_for
from brm.parties.views.base import PartyFormPage
from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import BulkAction, Empty, ListPage, Preset
from brm.ui.pages import DetailPage, Page, attempt, insiders_only


class ActionItemList(ListPage):
    """Every promise a person may see; what is due first stands first."""

    source = action_items_for
    title = _("Action items")
    filterset_class = ActionItemFilter
    default_sort = "due"
    row_template = "actionitems/row.html"
    template_name = "actionitems/list.html"
    columns = (
        Column("title", _("What"), kind="title"),
        Column("relationship", _("With"), "relationship.organisation.name"),
        Column("owner", _("Owner"), "owner.name"),
        Column("due", _("Due"), "due_on", sort="due_on"),
        Column("state", _("State"), "status", kind="state"),
        Column("side", _("Who promised"), "side"),
        Column("priority", _("Priority"), "priority"),
        Column("counterpart", _("Their person"), "counterpart.name", default=False),
        Column("done_at", _("Done"), "done_at", default=False),
    )
    presets = (
        Preset("mine", _("Mine"), "whose=mine&state=open"),
        Preset("late", _("Late"), "state=late"),
        Preset("theirs", _("They promised"), "side=theirs&state=open"),
    )
    bulk_actions = (BulkAction(_("Done"), "actionitems:bulk_finish", "check"),)
    empty = Empty(
        _("No promises yet"),
        _("What is promised in meetings becomes action items by itself; add what was promised elsewhere."),
        "checkbox", _("Add an action item"), "actionitems:new", drawer=True,
    )  # fmt: skip

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(today=clock.today(), open_states=OPEN, **more)


class ActionItemPage(DetailPage):
    """One promise, its steps, its history."""

    source = action_items_for
    template_name = "actionitems/detail.html"
    object_name = "item"

    def get_queryset(self) -> Any:
        return action_items_for(self.request.user).select_related("created_by")

    def get_crumbs(self) -> list[Any]:
        return [(reverse("actionitems:list"), _("Action items"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        item: ActionItem = self.object
        seen = relationships_for(self.request.user).filter(pk=item.relationship_id).exists()
        return super().get_context(
            steps=[step for step in LIFECYCLE.available(item) if step.name != "drop"],
            may_drop=item.status in OPEN,
            is_late=item.status in OPEN and item.due_on < clock.today(),
            page_of=relationship_url(item.relationship) if seen else "",
            **more,
        )


class NewActionItem(PartyFormPage):
    """A promise, quickly written down; ``?relationship=`` says with whom."""

    form_class = NewActionItemForm
    title = _("Add an action item")
    submit = _("Add")
    draft = "actionitem"
    success = _("Added.")

    def get_object(self) -> Any:
        number = whole(self.request.POST.get("relationship") or self.request.GET.get("relationship", ""))
        rows = relationships_for(self.request.user)
        self.relationship = rows.filter(pk=number).first() if number is not None else None
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "relationship": self.relationship}

    def save(self, form: NewActionItemForm) -> ActionItem:
        return add_action_item(form.cleaned_data["relationship"], by=self.request.user, **form.facts())

    def get_success_url(self, result: ActionItem) -> str:
        if self.request.GET.get("relationship"):
            return f"{relationship_url(result.relationship)}?tab=actions"
        return reverse("actionitems:detail", args=[result.pk])

    def get_cancel_url(self) -> str:
        return relationship_url(self.relationship) if self.relationship else reverse("actionitems:list")


class EditActionItem(PartyFormPage):
    """Change what was promised."""

    show = insiders_only
    source = action_items_for
    form_class = ActionItemForm
    title = _("Change the action item")
    success = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "relationship": self.object.relationship}

    def save(self, form: ActionItemForm) -> ActionItem:
        return change_action_item(self.object, by=self.request.user, expected_version=self.version, **form.facts())

    def get_success_url(self, result: ActionItem) -> str:
        return reverse("actionitems:detail", args=[result.pk])

    def get_cancel_url(self) -> str:
        return reverse("actionitems:detail", args=[self.object.pk])


class MoveActionItem(Page):
    """One step; dropping has a form of its own."""

    def post(self, request: Request, pk: int, step: str) -> HttpResponse:
        item = get_object_or_404(action_items_for(request.user), pk=pk)
        try:
            LIFECYCLE[step]
        except TransitionError as unknown:
            raise Http404 from unknown
        return attempt(
            request,
            lambda: move_action_item(item, step, by=request.user, reason=request.POST.get("reason", "")),
            success=_("Saved."),
            back=back_to(request, reverse("actionitems:detail", args=[pk])),
        )


class DropActionItem(PartyFormPage):
    """A promise that will not be kept, and why."""

    show = insiders_only
    source = action_items_for
    form_class = DropForm
    title = _("Drop the action item")
    submit = _("Drop")
    grid = False

    def save(self, form: DropForm) -> ActionItem:
        return move_action_item(self.object, "drop", by=self.request.user, reason=form.cleaned_data["reason"])

    def get_success_url(self, result: ActionItem) -> str:
        return reverse("actionitems:detail", args=[result.pk])

    def get_cancel_url(self) -> str:
        return reverse("actionitems:detail", args=[self.object.pk])


class BulkFinish(Page):
    """Many at once."""

    def post(self, request: Request) -> HttpResponse:
        done = finish_action_items(ActionItemList.chosen(request)[:1000], by=request.user)
        said = ngettext("%(n)d action item done.", "%(n)d action items done.", done) % {"n": done}
        messages.success(request, said)
        return HttpResponseRedirect(back_to(request, reverse("actionitems:list")))


def back_to(request: Request, otherwise: str) -> str:
    """The page the person pressed the button on, if it is ours."""
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if ours and target.startswith("/") else otherwise
