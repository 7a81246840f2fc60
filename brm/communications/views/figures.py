"""Were plans kept, and who has heard nothing: adherence with trend and n, and the silence radar."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from brm.communications.domain.adherence import (
    adherence,
    adherence_by_manager,
    adherence_by_relationship,
    monthly,
)
from brm.communications.domain.queries import occurrences_for
from brm.communications.domain.silence import contact_gap, silent_for
from brm.communications.forms.fields import DayField
from brm.communications.views.base import KeepingPage, WordsFilter, keepers
from brm.core import clock
from brm.parties.enums import Kind, Tier
from brm.ui.http import Request
from brm.ui.lists import Column, Empty, ListPage, Preset


class StretchForm(forms.Form):
    """From which day to which."""

    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("“Until” cannot be before “from”."))
        if since and until and (until - since).days > 1100:
            self.add_error("since", _("Choose at most three years."))
        return cleaned


def year_back(day: date) -> date:
    """The first day of the same month a year ago."""
    return day.replace(year=day.year - 1, day=1)


class AdherencePage(KeepingPage):
    """Adherence per manager and relationship, with the months before, and always how many (K-09)."""

    title = _("Plan adherence")
    subtitle = _("Meetings held in their period, out of all that were due; cancelled by consent left out.")
    template_name = "communications/adherence.html"

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        form = StretchForm(request.GET or None)
        chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
        until = chosen.get("until") or clock.today()
        since = chosen.get("since") or year_back(until)
        rows = occurrences_for(request.user)
        months = monthly(rows, since, until)
        context = self.get_context(
            form=form, since=since, until=until, figures=adherence(rows, since, until),
            months=months, trend=[one.share for _month, one in months],
            managers=adherence_by_manager(request.user, since, until),
            relationships=adherence_by_relationship(request.user, since, until, limit=100),
        )  # fmt: skip
        return render(request, self.template_name, context)


class SilenceFilter(WordsFilter):
    """By kind and tier, and words."""

    organisation_path = "organisation"
    kind = django_filters.ChoiceFilter(choices=Kind.choices, label=_("Kind"))
    tier = django_filters.ChoiceFilter(choices=Tier.choices, label=_("Tier"))


class SilencePage(ListPage):
    """The silence radar: who has heard nothing, how long, how bad, and a contact one press away (K-10)."""

    show = keepers
    source = silent_for
    title = _("Silence radar")
    subtitle = _("Relationships past their contact target, the longest silent first.")
    filterset_class = SilenceFilter
    columns = (
        Column("name", _("Relationship"), "organisation.name", kind="title"),
        Column("tier", _("Tier"), sort=("tier", "silent_from")),
        Column("silent_from", _("Past the target since"), sort="silent_from", nullable=False),
        Column("gap", _("Days silent"), lambda row: contact_gap(row).days, kind="num"),
        Column("target", _("Target"), lambda row: contact_gap(row).target, kind="num"),
        Column("next_contact_on", _("Next contact")),
        Column("owner", _("Manager"), "owner.name"),
        Column("log", _("Log"), lambda row: "", kind="fit", export=False),
    )
    default_sort = "silent_from"
    row_template = "communications/silence_row.html"
    presets = (
        Preset("a", _("Tier A"), "tier=A"),
        Preset("tiers", _("By tier"), "sort=tier"),
    )
    empty = Empty(_("Nobody is silent"), _("Every relationship was heard from in time."), icon="messages")

    def prepare(self, rows: list[Any]) -> None:
        for row in rows:
            row.gap = contact_gap(row)
