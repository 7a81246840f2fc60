"""The results: both kinds side by side, over time, by customer, service and factor, and what moved them."""

import pickle
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.parties.places import keepers
from brm.printing.answers import pdf_answer
from brm.printing.pdf import typeset
from brm.ui.exports import file_of
from brm.ui.http import Request
from brm.ui.kept import SECONDS, kept
from brm.ui.pages import Page
from surveys.asking.enums import RespondentKind
from surveys.results.domain.coverage import coverage_of
from surveys.results.domain.figures import Line, Results, results_of, scope_for
from surveys.results.domain.gaps import gap_limit
from surveys.results.domain.moving import Moved, Mover, moved, movers
from surveys.results.forms import ResultsForm
from surveys.results.showing import (
    COLUMNS,
    chart_of,
    heat_shown,
    lines_of,
    rows_of,
    sections_of,
    sides_of,
    sides_of_website,
)

TABS = (
    ("results:results", _("Results"), "chart-bar"),
    ("results:coverage", _("Coverage"), "users-group"),
    ("results:periods", _("Closed periods"), "lock"),
    ("results:gap", _("Users and customers apart"), "scale"),
)


class Tabbed:
    """A page with the tabs of results above it."""

    request: Any

    def get_context(self, **more: Any) -> dict[str, Any]:
        here = self.request.resolver_match.view_name
        tabs = [(reverse(name), words, icon, name == here) for name, words, icon in TABS]
        return super().get_context(tabs=tabs, **more)  # type: ignore[misc]  # the page it stands before


class Chosen(Tabbed, Page):
    """A page about a period, a service, a customer."""

    show = keepers
    form: ResultsForm

    def choose(self, request: Request) -> dict[str, Any]:
        """What the form asks for."""
        self.form = ResultsForm(request.GET or None, user=request.user)
        return self.form.chosen

    def results(self, request: Request) -> tuple[Results, dict[str, Any]]:
        """The figures asked for, and what was asked."""
        chosen = self.choose(request)
        scope = scope_for(request.user, relationship=chosen["relationship"], service=chosen["service"])
        return results_of(chosen["period"], scope), chosen


class ResultsPage(Chosen):
    """How content they are, with n and how sure it is; users and customers never as one (Q-07, INV-33)."""

    title = _("Survey results")
    subtitle = _("Users and customers side by side. Fewer than five answers show their number only.")
    template_name = "results/results.html"

    def get(self, request: Request) -> HttpResponseBase:
        kind = request.GET.get("export", "")
        if kind in {"csv", "xlsx"}:
            results = self.results(request)[0]
            return file_of(kind, f"{_t('Survey results')} {results.period}", COLUMNS, [rows_of(results)])
        chosen = self.choose(request)
        drawing, counted_at = self.drawn(chosen)
        again = request.GET.copy()
        again["again"] = "1"
        context = self.get_context(
            form=self.form, drawing=drawing, counted_at=counted_at, again_url=f"?{again.urlencode()}",
            query=request.GET.urlencode(),
        )  # fmt: skip
        return render(request, self.template_name, context)

    def drawn(self, chosen: dict[str, Any]) -> tuple[SafeString, datetime | None]:
        """The figures as they are read, and when they were counted if not just now; kept ones are drawn once."""
        request, again, limit = self.request, "again" in self.request.GET, gap_limit()
        person, asked = request.user, sorted((name, value) for name, value in request.GET.items() if name != "again")
        key = repr((person.pk, person.time_zone, get_language(), asked, limit))
        name = f"survey-results:{sha256(key.encode()).hexdigest()}"
        if not again and (found := cache.get(name)) is not None:
            return SafeString(found[0]), found[1]
        told = kept(
            "survey-results", request.user.pk, get_language(), *[getattr(one, "pk", one) for one in chosen.values()],
            count=lambda: self.figures(chosen), again=again,
            rows=lambda figures: sum(pair.n for _period, pair in figures[0].trend),
        )  # fmt: skip
        if not told.is_kept:
            cache.delete(name)
            return self.drawn_once(told.figures, chosen, limit), None
        drawing = self.draw(told.figures, chosen, limit)
        cache.set(name, (str(drawing), told.at), SECONDS - (clock.now() - told.at).seconds)
        return drawing, told.at

    def drawn_once(self, figures: Any, chosen: dict[str, Any], limit: int) -> SafeString:
        """Figures that are counted each time are mostly the same as the last time, and so is what they look like."""
        request = self.request
        shown = (request.user.pk, request.user.time_zone, get_language(), request.GET.urlencode(), limit, figures)
        name = f"survey-drawing:{sha256(pickle.dumps(shown)).hexdigest()}"
        found = cache.get(name)
        if found is None:
            found = str(self.draw(figures, chosen, limit))
            cache.set(name, found, SECONDS)
        return SafeString(found)

    def draw(self, figures: Any, chosen: dict[str, Any], limit: int) -> SafeString:
        """The figures in words, tables and charts."""
        request = self.request
        (results, changes), by_customer = figures, chosen["relationship"] is None
        link(request, results.customers, "relationship")
        link(request, results.services, "service")
        context = {
            "results": results, "chosen": chosen, "sides": sides_of(results, chosen["kind"]), "gap": results.now.gap,
            "limit": limit, "chart": chart_of(results), "website": sides_of_website(results),
            "customers": lines_of(results.customers) if by_customer else [], "services": lines_of(results.services),
            "heat": heat_shown(results.by_customer if by_customer else results.by_service, chosen["kind"]),
            "factor_lines": lines_of(list(results.factors.values())), "by_customer": by_customer,
            "changes": [(RespondentKind(each).label, change, answers) for each, change, answers in changes],
            "has_any": results.has_website or any(
                pair.n or pair.user.invited or pair.customer.invited for _period, pair in results.trend
            ),
        }  # fmt: skip
        return render_to_string("results/told.html", context, request)

    def figures(self, chosen: dict[str, Any]) -> tuple[Results, list[tuple[str, Moved | None, list[Mover]]]]:
        """What is counted anew at most once a minute where there are very many answers."""
        scope = scope_for(self.request.user, relationship=chosen["relationship"], service=chosen["service"])
        results = results_of(chosen["period"], scope)
        lines = results.customers if chosen["relationship"] is None else results.services
        kinds = [chosen["kind"]] if chosen["kind"] else RespondentKind.values
        return results, [(each, moved(results, each, lines), movers(results, each)) for each in kinds]


def link(request: Request, lines: Iterable[Line], name: str) -> None:
    """Each line leads to its own results."""
    for line in lines:
        if line.pk:
            query = request.GET.copy()
            query[name] = str(line.pk)
            line.url = f"?{query.urlencode()}"


class PrintedResults(Chosen):
    """The same on paper."""

    title = _("Survey results")

    def get(self, request: Request) -> HttpResponse:
        results, chosen = self.results(request)
        about = [str(chosen[name]) for name in ("relationship", "service") if chosen[name]]
        name = f"{_t('Survey results')} {results.period}.pdf"
        data = {
            "title": _t("Survey results"), "subtitle": " · ".join([str(results.period), *about]),
            "note": _t("Users and customers are shown side by side. Fewer than five answers show their number only."),
            "sections": sections_of(results),
        }  # fmt: skip
        return pdf_answer(typeset("report", data), name)


class CoveragePage(Chosen):
    """Who was spoken with and asked, per grade and kind; nobody of a grade is a warning (C-27, Q-09)."""

    title = _("Coverage")
    subtitle = _("Lower grades must not be forgotten: contacts and surveys per grade, users and customers apart.")
    template_name = "results/coverage.html"

    def get(self, request: Request) -> HttpResponse:
        chosen = self.choose(request)
        del self.form.fields["kind"], self.form.fields["service"]
        scope = scope_for(request.user, relationship=chosen["relationship"])
        rows = coverage_of(chosen["period"], scope)
        kinds = [
            (RespondentKind(kind).label, [row for row in rows if row.kind == kind]) for kind in RespondentKind.values
        ]
        context = self.get_context(
            form=self.form, chosen=chosen, kinds=kinds, rows=rows, forgotten=[row for row in rows if row.is_forgotten]
        )
        return render(request, self.template_name, context)
