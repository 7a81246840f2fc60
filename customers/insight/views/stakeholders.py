"""The stakeholder map: to look at, to drag on, to move on by arrow keys, and without scripts form by form (G-42)."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from brm.communications.domain.queries import meetings_for
from brm.communications.views.base import back_to
from brm.core.errors import DomainError
from brm.parties.domain.queries import people_of
from brm.parties.models import Contact, Relationship
from brm.parties.views.base import keepers
from brm.ui.boards import Board
from brm.ui.http import Request
from brm.ui.pages import Page, toast
from customers.insight.domain.channels import has_user_channel
from customers.insight.domain.concerns import address_concern, checklists, mark_concerns
from customers.insight.domain.queries import customers_for
from customers.insight.domain.stakeholders import (
    Stakeholder,
    neglected,
    place_stakeholder,
    plan_engagement,
    stakeholders_of,
)
from customers.insight.enums import CONCERNS, Quadrant
from customers.insight.forms.stakeholders import EngagementForm, PlaceForm, stakeholder_board
from customers.insight.rules import EVERY_DAYS
from customers.insight.views.base import CustomerForm, CustomerPage

ADVICE = {
    Quadrant.CLOSELY: _("Involve them in decisions, speak with them often, know their goals."),
    Quadrant.SATISFIED: _("Little time of theirs, well used: results, no surprises."),
    Quadrant.INFORMED: _("They use and recommend us: news, help, a channel of their own."),
    Quadrant.MONITOR: _("Little effort; notice when they move."),
}


def map_context(user: Any, relationship: Relationship) -> dict[str, Any]:
    """The map with everything told beside it."""
    people = stakeholders_of(relationship)
    board: Board = stakeholder_board()
    placed = [one for one in people if one.quadrant]
    for one in sorted(placed, key=lambda each: each.contact.sort_key):
        board.put(one.contact.influence or 0, one.contact.interest or 0, one)
    groups: dict[str, list[Stakeholder]] = defaultdict(list)
    for one in placed:
        groups[one.quadrant or ""].append(one)
    return {
        "relationship": relationship, "board": board, "people": people,
        "unplaced": [one for one in people if not one.quadrant],
        "quadrants": [
            (quadrant, ADVICE[quadrant], EVERY_DAYS[quadrant], groups[quadrant])
            for quadrant in (Quadrant.CLOSELY, Quadrant.SATISFIED, Quadrant.INFORMED, Quadrant.MONITOR)
        ],
        "without_channel": [one for one in placed if one.complaint_point is None],
        "neglected": neglected(placed),
        "user_channel": has_user_channel(relationship),
        "has_users": any(one.is_user for one in people),
    }  # fmt: skip


class StakeholderMap(CustomerPage):
    """Who can move much and who cares, and what follows for how we keep in touch (G-42, G-44)."""

    title = _("Stakeholder map")
    template_name = "insight/map.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(**(more | map_context(self.request.user, self.object)))


class OfStakeholder(Page):
    """Something about one person of one customer."""

    show = keepers

    def find(self, request: Request, pk: int, contact: int) -> tuple[Relationship, Contact]:
        relationship = get_object_or_404(customers_for(request.user), pk=pk)
        return relationship, get_object_or_404(people_of(relationship).filter(left_on=None), pk=contact)


class PlaceStakeholder(OfStakeholder):
    """Somebody was moved on the map: by the mouse, a finger or the arrow keys."""

    def post(self, request: Request, pk: int, contact: int) -> HttpResponse:
        relationship, person = self.find(request, pk, contact)
        form, refused = PlaceForm(request.POST), ""
        if form.is_valid():
            data = form.cleaned_data
            try:
                place_stakeholder(
                    relationship, person, influence=data["influence"], interest=data["interest"], by=request.user
                )
            except DomainError as refusal:
                refused = str(refusal)
        else:
            refused = _t("Influence and interest are from 1 to 5.")
        if not request.htmx:
            if refused:
                messages.error(request, refused)
            return HttpResponseRedirect(reverse("insight:stakeholders", args=[relationship.pk]))
        response = render(request, "insight/map_part.html", map_context(request.user, relationship))
        return toast(response, refused, "error") if refused else response


class StakeholderPage(CustomerForm):
    """One person: where they stand, how we keep in touch, what they want to talk about."""

    form_class = EngagementForm
    form_template = "ui/board_form.html"
    template_name = "insight/stakeholder.html"
    board_css = "is-quadrants"
    back_name = "insight:stakeholders"
    success = _("Saved.")
    grid = False

    def get_object(self) -> Any:
        relationship = super().get_object()
        everybody = {one.contact.pk: one for one in stakeholders_of(relationship)}
        if (found := everybody.get(self.kwargs["contact"])) is None:
            raise Http404
        self.stakeholder = found
        return relationship

    def get_title(self) -> Any:
        return str(self.stakeholder.contact)

    def get_crumbs(self) -> list[Any]:
        page = reverse("insight:stakeholders", args=[self.object.pk])
        return [*super().get_crumbs(), (page, _("Stakeholder map"))]

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs["instance"] = self.stakeholder.engagement
        return kwargs | {"user": self.request.user, "relationship": self.object, "stakeholder": self.stakeholder}

    def get_context(self, **more: Any) -> dict[str, Any]:
        contact = self.stakeholder.contact
        return super().get_context(
            stakeholder=self.stakeholder, contact=contact, relationship=self.object,
            checklist=next(iter(checklists(self.object, [contact])), None),
            **(more | {"version": self.version_of(self.stakeholder.engagement, more)}),
        )  # fmt: skip

    def save(self, form: EngagementForm) -> Any:
        contact, user = self.stakeholder.contact, self.request.user
        if (place := form.chosen_place) is not None and place != (contact.influence, contact.interest):
            place_stakeholder(self.object, contact, influence=place[0], interest=place[1], by=user)
        return plan_engagement(self.object, contact, by=user, expected_version=self.version, **form.facts())


class AddressConcern(OfStakeholder):
    """A concern of somebody was spoken about, between meetings (C-31)."""

    def post(self, request: Request, pk: int, contact: int) -> HttpResponse:
        relationship, person = self.find(request, pk, contact)
        try:
            address_concern(
                relationship, person, request.POST.get("concern", ""), by=request.user,
                note=request.POST.get("note", ""),
            )  # fmt: skip
            messages.success(request, _t("Marked."))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return back_to(request, reverse("insight:stakeholder", args=[relationship.pk, person.pk]))


class MarkConcerns(Page):
    """The checklist of a meeting: what was spoken about with whom (C-31)."""

    show = keepers

    def post(self, request: Request, pk: int) -> HttpResponse:
        meeting = get_object_or_404(meetings_for(request.user), pk=pk)
        people = {str(one.pk): one for one in people_of(meeting.relationship) if one.persona in CONCERNS}
        asked = [people[pk] for pk in request.POST.getlist("among") if pk in people]
        ticked = [text.partition(":") for text in request.POST.getlist("concern")]
        chosen = [(people[pk], concern) for pk, _sign, concern in ticked if pk in people]
        try:
            mark_concerns(meeting, chosen, by=request.user, among=asked)
            messages.success(request, _t("Marked."))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(f"{meeting.get_absolute_url()}#concerns")
