"""What complaints tell: volume by which way, timeliness, age, recovery, and the warning of C-15."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from brm.accounts.domain.queries import teams_for
from brm.catalogue.domain.queries import services_for
from brm.communications.views.figures import StretchForm, year_back
from brm.core import clock
from brm.parties.domain.queries import relationships_for
from brm.parties.enums import Kind
from brm.parties.forms.fields import PickField, PickMixin
from brm.ui.http import Request
from brm.ui.kept import kept
from brm.ui.pages import Crumb, Page
from customers.complaints.domain.analysis import AGES, Analysis, Bar, analyse
from customers.complaints.domain.queries import complaints_for
from customers.complaints.enums import Channel, ClockKind, ComplainantKind, Severity
from customers.complaints.forms.filing import CUSTOMERS
from customers.complaints.models import Complaint
from customers.complaints.views.base import keepers


class AnalysisForm(PickMixin, StretchForm):
    """Over which days, and of which complaints."""

    kind = forms.ChoiceField(label=_("Complainant"), choices=[("", ""), *ComplainantKind.choices], required=False)
    severity = forms.ChoiceField(label=_("Severity"), choices=[("", ""), *Severity.choices], required=False)
    service: forms.Field = forms.ModelChoiceField(None, label=_("Service"), required=False, empty_label="")
    team: forms.Field = forms.ModelChoiceField(None, label=_("Team"), required=False, empty_label="")
    relationship = PickField(search=CUSTOMERS, label=_("Customer"), required=False)
    field_order = ("since", "until", "relationship", "service", "severity", "kind", "team")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        services = fields["service"].queryset = (
            services_for(user).select_related(None).only("code", "name_zh", "name_en")
        )
        self.services = {row.pk: str(row) for row in services}
        fields["service"].choices = [("", ""), *self.services.items()]
        fields["team"].queryset = teams_for(user)
        fields["relationship"].queryset = relationships_for(user, Kind.CUSTOMER)
        self.settle_picks()


class AnalysisPage(Page):
    """Direct and relayed side by side, always: fewer direct complaints are no proof of better service (C-15)."""

    show = keepers
    title = _("Analysis of complaints")
    subtitle = _("Direct and relayed side by side, by the day they were received. Duplicates count once.")
    template_name = "complaints/analysis.html"

    def get_crumbs(self) -> list[Crumb]:
        return [(reverse("complaints:list"), _("Complaints"))]

    def get(self, request: Request) -> HttpResponse:
        today = clock.today()
        usual = {"since": year_back(today), "until": today}
        form = AnalysisForm(request.GET or None, user=request.user, initial=usual)
        chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
        until: date = chosen.get("until") or today
        since: date = chosen.get("since") or year_back(until)
        asked = [(name, getattr(value, "pk", value)) for name, value in sorted(chosen.items())]
        told = kept(
            "complaints", request.user.pk, get_current_timezone_name(), since, until, *asked,
            count=lambda: analyse(narrowed(complaints_for(request.user), chosen), since, until),
            rows=lambda figures: figures.total, again="again" in request.GET,
        )  # fmt: skip
        figures, again = told.figures, request.GET.copy()
        again["again"] = "1"
        context = self.get_context(
            form=form, figures=figures, since=since, until=until, told=told, again_url=f"?{again.urlencode()}",
            **drawn(figures, request, since, until, services=form.services),
        )  # fmt: skip
        return render(request, self.template_name, context)


def narrowed(rows: "QuerySet[Complaint]", chosen: Mapping[str, Any]) -> "QuerySet[Complaint]":
    """Only the complaints the form asks for."""
    for name in ("kind", "severity", "service", "relationship"):
        if value := chosen.get(name):
            rows = rows.filter(**{name: value})
    return rows.filter(relationship__team=chosen["team"]) if chosen.get("team") else rows


def drawn(
    figures: Analysis, request: Request, since: date, until: date, *, services: Mapping[int, str]
) -> dict[str, Any]:
    """The figures in words and bars, each with the way to the complaints behind it."""
    every = {"received_after": since.isoformat(), "received_before": until.isoformat()}
    ranked = relationships_for(request.user).filter(pk__in=[bar.key for bar in figures.customers])
    names = ranked.values_list("pk", "organisation__short_name", "organisation__name")
    customers = {pk: short or name for pk, short, name in names}
    points = figures.recovery.points
    return {
        "points": "" if points is None else f"{points:+.1f}",
        "chart": {
            "kind": "bar", "stacked": True, "labels": [f"{bar.key:%Y-%m}" for bar in figures.months],
            "series": [
                {"name": _t("Direct"), "data": [bar.direct for bar in figures.months], "tone": "blue"},
                {"name": _t("Relayed"), "data": [bar.relayed for bar in figures.months], "tone": "purple"},
            ],
        },
        "timely": [
            {"label": ClockKind(kind).label, "share": figures.timely[name]}
            for kind, name in (("acknowledge", "acknowledged"), ("answer", "answered"), ("resolve", "resolved"))
        ],
        "severities": _lines(figures.severities, lambda key: Severity(key).label, every, "severity"),
        "kinds": _lines(figures.kinds, lambda key: ComplainantKind(key).label, every, "kind"),
        "channels": _lines(figures.channels, lambda key: Channel(key).label, every, "channel"),
        "services": _lines(figures.services, lambda key: services.get(key, "–"), every, "service"),
        "subjects": _lines(figures.subjects, str, {}, ""),
        "customers": _lines(figures.customers, lambda key: customers.get(key, "–"), every, "relationship"),
        "ages": _lines(figures.ages, _age, {}, ""),
        "levels": _lines(figures.levels, _level, {}, ""),
    }  # fmt: skip


def _lines(
    bars: Iterable[Bar], words: Callable[[Any], Any], query: Mapping[str, str], name: str
) -> list[dict[str, Any]]:
    bars = list(bars)
    most = max((bar.total for bar in bars), default=0) or 1
    return [
        {
            "label": words(bar.key), "width": round(100 * bar.direct / most, 2),
            "second": round(100 * bar.relayed / most, 2), "text": f"{bar.direct} + {bar.relayed}",
            "url": f"{reverse('complaints:all')}?{urlencode({**query, name: bar.key})}" if name else "",
        }
        for bar in bars
    ]  # fmt: skip


def _age(index: int) -> str:
    if index == 0:
        return _t("under a day")
    low = AGES[index - 1]
    if index == len(AGES):
        return ngettext("%(n)d day and more", "%(n)d days and more", low) % {"n": low}
    return _t("%(low)d to %(high)d days") % {"low": low, "high": AGES[index]}


def _level(level: int) -> str:
    return _t("Level %(n)d") % {"n": level} if level else _t("not escalated")
