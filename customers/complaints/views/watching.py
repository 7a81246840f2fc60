"""The watch list: what escalated is followed, with its next step and day, until it is solved (C-17)."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.matters.models import MatterKind
from brm.parties.domain.finding import named
from brm.parties.views.base import PartyFormPage, keepers
from brm.ui.http import Request
from brm.ui.lists import Column, Empty, ListPage, Preset
from brm.ui.pages import Crumb, Page, attempt
from customers.complaints.domain.watching import plan_next_step, take_off_watch_list, watch_list_for
from customers.complaints.forms.parts import NextStepForm
from customers.complaints.models import WatchEntry

STATES = (("open", _("Not solved yet")), ("late", _("Next step overdue")), ("none", _("No next step")),
          ("solved", _("Solved")))  # fmt: skip
LIST = "complaints:watched"


class WatchFilter(django_filters.FilterSet):
    """By state, kind, and words."""

    q = django_filters.CharFilter(label=_("Title, or with whom"), method="by_text")
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state")
    kind = django_filters.ChoiceFilter(label=_("Kind"), field_name="matter__kind", choices=MatterKind.choices)

    class Meta:
        model = WatchEntry
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        return rows.filter(matter__title__icontains=text) | named(rows, text, "relationship__organisation")

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "solved":
            return rows.exclude(solved_at=None)
        rows = rows.filter(solved_at=None)
        if value == "late":
            return rows.filter(next_on__lt=clock.today())
        return rows.filter(next_step="") if value == "none" else rows


class WatchList(ListPage):
    """What is followed until it is solved, the nearest next step first."""

    show = keepers
    source = watch_list_for
    title = _("Watch list")
    subtitle = _("What escalated stays here until it is solved.")
    filterset_class = WatchFilter
    columns = (
        Column("title", _("What"), "matter.title", kind="title"),
        Column("relationship", _("Customer"), "relationship.organisation.name"),
        Column("next_step", _("Next step")),
        Column("next_on", _("On"), sort="next_on"),
        Column("state", _("State"), lambda row: _("Solved") if row.solved_at else _("Open"), kind="state"),
        Column("kind", _("Kind"), "matter.kind", default=False),
        Column("number", _("Number"), "matter.number", default=False),
        Column("owner", _("Manager"), "relationship.owner.name"),
        Column("added_at", _("Since"), default=False),
        Column("act", _("Act"), lambda row: "", kind="fit", export=False),
    )
    default_sort = "next_on"
    row_template = "complaints/watch_row.html"
    presets = (
        Preset("open", _("Not solved yet"), "state=open"),
        Preset("late", _("Next step overdue"), "state=late"),
        Preset("solved", _("Solved"), "state=solved"),
    )
    empty = Empty(
        _("Nothing is followed"),
        _("Complaints that escalate come here by themselves; put others here from their page, with their next step."),
        icon="eye",
    )  # fmt: skip

    def get_crumbs(self) -> list[Crumb]:
        return [(reverse("complaints:list"), _("Complaints"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(today=clock.today(), **more)


class PlanNext(PartyFormPage):
    """What happens next, and when."""

    source = watch_list_for
    form_class = NextStepForm
    title = _("Next step")
    success = _("Saved.")
    grid = False

    def get_initial(self) -> dict[str, Any]:
        return {"next_step": self.object.next_step, "next_on": self.object.next_on}

    def save(self, form: Any) -> WatchEntry:
        return plan_next_step(self.object, by=self.request.user, expected_version=self.version, **form.cleaned_data)

    def get_success_url(self, result: Any) -> str:
        return reverse(LIST)

    def get_cancel_url(self) -> str:
        return reverse(LIST)


class TakeOff(Page):
    """A solved matter leaves the list."""

    show = keepers

    def post(self, request: Request, pk: int) -> HttpResponse:
        entry = get_object_or_404(watch_list_for(request.user), pk=pk)
        return attempt(
            request, lambda: take_off_watch_list(entry, by=request.user), success=_("Taken off the list."), back=LIST
        )
