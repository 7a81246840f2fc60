"""The list of praise, the wall everybody of ours reads, and the totals (C-19)."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import Empty, ListPage, Preset
from brm.ui.pages import Page
from customers.praise.domain.figures import totals_for
from customers.praise.domain.queries import praise_for, shown_in_lists, wall_for
from customers.praise.enums import PraiseStatus
from customers.praise.filters import PraiseFilter, WallFilter
from customers.praise.forms import PeriodForm
from customers.praise.models import Praise

YEAR = timedelta(days=364)


def praised(row: Praise) -> str:
    """Whom a row praises."""
    return ", ".join(one.user.name for one in row.praised.all()) or (row.team.name if row.team else "")


class PraiseList(ListPage):
    """All praise a person may see, the latest first."""

    source = praise_for
    title = _("Praise")
    filterset_class = PraiseFilter
    default_sort = "-received"
    row_template = "praise/row.html"
    template_name = "praise/list.html"
    columns = (
        Column("title", _("Praise"), "matter.title", kind="title"),
        Column("number", _("Number"), "matter.number", default=False),
        Column("relationship", _("Customer"), "relationship.organisation.name"),
        Column("contact", _("Who praised"), "contact.name", default=False),
        Column("praised", _("Praises"), praised),
        Column("service", _("Service"), "service.name"),
        Column("source", _("Came by"), "source", default=False),
        Column("received", _("Received"), "recorded_at", sort="recorded_at"),
        Column("state", _("State"), "status", kind="state"),
        Column("thanked", _("Thanked"), "thanked_at"),
        Column("publicity", _("Publicity"), "publicity", default=False),
    )
    presets = (
        Preset("waiting", _("To verify"), "state=waiting"),
        Preset("unthanked", _("To thank for"), "state=unthanked"),
        Preset("wall", _("On the wall"), "state=wall"),
    )
    empty = Empty(
        _("No praise yet"),
        _("When a customer says thank you, by mail, on the phone, with a pennant: write it down. It is verified, shown"
          " to colleagues, and answered within two working days."),
        "trophy", _("Record praise"), "praise:new",
    )  # fmt: skip

    def get_queryset(self) -> "QuerySet[Praise]":
        return shown_in_lists(super().get_queryset())

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(now=clock.now(), declined=PraiseStatus.DECLINED, **more)


class Wall(ListPage):
    """What customers say of us: published praise, for everybody of ours."""

    source = wall_for
    title = _("Wall of praise")
    filterset_class = WallFilter
    default_sort = "-published"
    template_name = "praise/wall.html"
    part_template = "praise/wall_cards.html"
    per_page = 24
    exportable = False
    columns = (
        Column("title", _("Praise"), "matter.title", kind="title"),
        Column("published", _("Published"), "published_at", sort="published_at"),
    )
    empty = Empty(
        _("Nothing on the wall yet"),
        _("Verified praise that is published appears here, for everybody of ours to read."),
        "trophy",
    )  # fmt: skip


class TotalsPage(Page):
    """Praise per engineer, team and service, and beside complaints, between two days."""

    title = _("Praise in figures")
    template_name = "praise/totals.html"

    def get(self, request: Request) -> HttpResponse:
        today = clock.today(request.user.time_zone)
        form = PeriodForm(request.GET or None)
        said: dict[str, date | None] = form.cleaned_data if form.is_bound and form.is_valid() else {}
        until = said.get("until") or today
        since = said.get("since") or until - YEAR
        if not form.is_bound:
            form = PeriodForm(initial={"since": since, "until": until})
        figures = totals_for(request.user, min(since, until), until)
        context = self.get_context(form=form, figures=figures, since=since, until=until)
        return render(request, self.template_name, context)
