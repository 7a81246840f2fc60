"""How customers are judged, and what they take service for."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.parties.domain.links import relationship_url
from brm.parties.enums import Persona, Tier
from brm.parties.models import Relationship
from brm.parties.views.base import PartyFormPage, keepers
from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import Empty, ListPage, Preset
from brm.ui.pages import Crumb, DetailPage, Page
from customers.insight.models.factors import half_year_name, half_year_of
from customers.verdicts.domain.facts import facts_of, half_before
from customers.verdicts.domain.grading import YEAR, cognitions_of, set_cognition, standing
from customers.verdicts.domain.judging import give_verdict
from customers.verdicts.domain.queries import customers_for, judged_customers_for, scope_ids, verdicts_of
from customers.verdicts.enums import Level, Light
from customers.verdicts.forms import CognitionForm, StandingForm, VerdictForm
from customers.verdicts.models import Verdict

TABS = (
    ("verdicts:list", _("Verdicts"), "gavel"),
    ("verdicts:levels", _("What service is to them"), "trending-up"),
    ("verdicts:needs", _("Need checks"), "message-question"),
)


class Tabbed:
    """A page with the tabs of verdicts above it."""

    request: Any

    def get_context(self, **more: Any) -> dict[str, Any]:
        here = self.request.resolver_match.view_name
        tabs = [(reverse(name), words, icon, name == here) for name, words, icon in TABS]
        return super().get_context(tabs=tabs, **more)  # type: ignore[misc]  # the page it stands before


class VerdictFilter(django_filters.FilterSet):
    """By name, verdict, level, tier."""

    q = django_filters.CharFilter(field_name="organisation__name", lookup_expr="icontains", label=_("Customer"))
    light = django_filters.ChoiceFilter(
        field_name="verdict_light", choices=[*Light.choices, ("none", _("Not judged"))], label=_("Verdict"),
        method="by_light",
    )  # fmt: skip
    level = django_filters.ChoiceFilter(
        field_name="cognition_level", choices=Level.choices, label=_("Takes service for")
    )
    tier = django_filters.ChoiceFilter(choices=Tier.choices, label=_("Tier"))

    class Meta:
        model = Relationship
        fields: tuple[str, ...] = ()

    def by_light(self, rows: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return rows.filter(verdict_light=None) if value == "none" else rows.filter(verdict_light=value)


class VerdictList(Tabbed, ListPage):
    """Every customer with its latest verdict and level."""

    show = keepers
    source = judged_customers_for
    title = _("Satisfaction verdicts")
    subtitle = _("Seven questions once a half-year: income, major events, penalties.")
    filterset_class = VerdictFilter
    template_name = "verdicts/list.html"
    row_template = "verdicts/row.html"
    default_sort = "name"
    columns = (
        Column("name", _("Customer"), "organisation.name", kind="title", sort="sort_key"),
        Column("light", _("Verdict"), lambda row: Light(row.verdict_light).label if row.verdict_light else "",
               kind="state"),
        Column("of", _("Half-year"), lambda row: half_year_name(row.verdict_of) if row.verdict_of else ""),
        Column("level", _("Takes service for"),
               lambda row: Level(row.cognition_level).label if row.cognition_level else ""),
        Column("owner", _("Manager"), "owner.name"),
    )  # fmt: skip
    presets = (Preset("red", _("Red"), "light=red"), Preset("open", _("Not judged"), "light=none"))
    empty = Empty(_("No customers yet"), _("Once there are customers, judge each once a half-year."), icon="gavel")

    def get_queryset(self) -> "QuerySet[Any]":
        return super().get_queryset().select_related("organisation", "owner")

    def prepare(self, rows: list[Any]) -> None:
        for row in rows:
            row.light_label = Light(row.verdict_light).label if row.verdict_light else ""
            row.half = half_year_name(row.verdict_of) if row.verdict_of else ""
            row.level_label = Level(row.cognition_level).label if row.cognition_level else ""


def crumbs(relationship: Relationship) -> list[Crumb]:
    """The way from the customer's page."""
    return [(relationship_url(relationship), str(relationship))]


class CustomerVerdicts(DetailPage):
    """One customer: the verdicts of its half-years, and the levels of account and personas."""

    show = keepers
    source = customers_for
    object_name = "relationship"
    title = _("Satisfaction verdict")
    template_name = "verdicts/customer.html"

    def get_crumbs(self) -> list[Crumb]:
        return crumbs(self.object)

    def get_title(self) -> Any:
        return self.title

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(**summary_of(self.object), **more)


def summary_of(relationship: Relationship) -> dict[str, Any]:
    """What page and tab show of a customer whose reader has been checked."""
    verdicts = verdicts_of(relationship)
    found = cognitions_of(relationship)
    names = {"": _("The account as a whole"), **dict(Persona.choices)}
    start = half_year_of(clock.today())
    return {
        "verdicts": verdicts, "latest": verdicts[0] if verdicts else None, "now": half_year_name(start),
        "is_current": bool(verdicts) and verdicts[0].period_start == start,
        "levels": [
            (names[name], rows[0] if rows else None, rows[1] if len(rows) > 1 else None) for name, rows in found.items()
        ],
        "steps": list(Level),
    }  # fmt: skip


class CustomerForm(PartyFormPage):
    """A form about one customer; afterwards its verdicts."""

    source = customers_for
    grid = False

    def get_crumbs(self) -> list[Crumb]:
        return [*crumbs(self.object), (self.get_cancel_url(), _("Satisfaction verdict"))]

    def get_success_url(self, result: Any) -> str:
        return reverse("verdicts:customer", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url(None)


class GiveVerdict(CustomerForm):
    """Answer the seven questions for the present half-year, or for the one before while it is fresh."""

    form_class = VerdictForm
    form_template = "verdicts/give_part.html"
    success = _("Judged.")

    @property
    def start(self) -> date:
        """Which half-year: the present one unless the one before is asked for."""
        now = half_year_of(clock.today())
        asked = self.request.POST.get("half") or self.request.GET.get("half")
        return half_before(now) if asked == "before" else now

    def get_title(self) -> Any:
        return _("Verdict %(half)s") % {"half": half_year_name(self.start)}

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = verdicts_of(self.object)
        self.verdict: Verdict | None = next((row for row in rows if row.period_start == self.start), None)
        known = facts_of(self.object, self.start)
        return super().get_form_kwargs() | {"known": known, "verdict": self.verdict}

    def get_context(self, **more: Any) -> dict[str, Any]:
        if self.verdict is not None and (more.get("stale") or self.version is None):
            more["version"] = self.verdict.version
        elif self.verdict is None:
            more["version"] = None
        half = "before" if self.start != half_year_of(clock.today()) else ""
        return super().get_context(half=half, **more)

    def save(self, form: Any) -> Verdict:
        return give_verdict(
            self.object, answers=form.answers(), comment=form.cleaned_data["comment"], period=self.start,
            by=self.request.user, expected_version=self.version if self.verdict else None,
        )  # fmt: skip


class SetLevel(CustomerForm):
    """What they take service for."""

    form_class = CognitionForm
    title = _("What service is to them")
    success = _("Saved.")

    def save(self, form: Any) -> Any:
        data = form.cleaned_data
        return set_cognition(
            self.object, level=data["level"], persona=data["persona"], note_text=data["note"], by=self.request.user
        )


class LevelsPage(Tabbed, Page):
    """How many customers stand at which level, now and a year ago; who rose and who fell (Q-11)."""

    show = keepers
    title = _("What service is to them")
    subtitle = _("From solving problems to creating value: the share of customers at each level, now and a year ago.")
    template_name = "verdicts/levels.html"

    def get(self, request: Request) -> HttpResponse:
        form = StandingForm(request.GET or None)
        persona = form.cleaned_data["persona"] if form.is_bound and form.is_valid() else ""
        found = standing(scope_ids(request.user), since=clock.now() - YEAR, persona=persona)
        bars = [
            {
                "label": level.label, "width": 0 if share is None else round(100 * share, 2), "thin": share is None,
                "text": f"{now} ({before})", "url": f"{reverse('verdicts:list')}?level={level.value}",
            }
            for level, now, before, share in found.lines
        ]  # fmt: skip
        return render(request, self.template_name, self.get_context(form=form, found=found, bars=bars))
