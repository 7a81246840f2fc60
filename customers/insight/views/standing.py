"""Success factors, objectives, the group of a customer, and the figures over all."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.parties.views.base import keepers
from brm.ui.http import Request
from brm.ui.pages import Page
from customers.insight.domain.difficulties import frequent
from customers.insight.domain.factors import score_factors, standing_of
from customers.insight.domain.figures import event_figures, hearts
from customers.insight.domain.objectives import (
    change_objective,
    group_customer,
    objectives_of,
    review_objective,
    set_objective,
)
from customers.insight.domain.queries import (
    customers_for,
    difficulties_for,
    major_events_for,
    objectives_for,
    profile_of,
    reviews_of,
)
from customers.insight.domain.seasons import seasons_for
from customers.insight.enums import Goal
from customers.insight.forms.standing import (
    FactorsForm,
    GroupForm,
    ObjectiveForm,
    ObjectiveReviewForm,
)
from customers.insight.models import FactorScoring, Objective, Profile
from customers.insight.models.factors import half_year_name, half_year_of
from customers.insight.views.base import LISTS, CustomerForm, CustomerPage, RecordForm
from customers.insight.views.events import chart_of


class Hub(Page):
    """What is known of all customers at a glance: hearts won, events, difficulties, seasons (C-29, C-32, K-24)."""

    show = keepers
    title = _("Knowing customers")

    def get(self, request: Request) -> HttpResponse:
        user = request.user
        events = event_figures(major_events_for(user))
        context = self.get_context(
            lists=LISTS, here="insight:hub", hearts=hearts(customers_for(user)), events=events,
            chart=chart_of(events), frequent=frequent(difficulties_for(user)), seasons=seasons_for(user),
        )  # fmt: skip
        return render(request, "insight/hub.html", context)


class FactorsPage(CustomerPage):
    """The eight success factors over the half-years (C-23)."""

    title = _("Success factors")
    template_name = "insight/factors.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        standing = standing_of(self.object)
        return super().get_context(standing=standing, now=half_year_name(half_year_of(clock.today())), **more)


class ScoreFactors(CustomerForm):
    """Score the present half-year."""

    form_class = FactorsForm
    form_template = "insight/factors_part.html"
    title = _("Score the success factors")
    success = _("Scored.")
    back_name = "insight:factors"
    grid = False

    def get_form_kwargs(self) -> dict[str, Any]:
        self.standing = standing_of(self.object)
        return super().get_form_kwargs() | {"standing": self.standing}

    def get_context(self, **more: Any) -> dict[str, Any]:
        current = self.standing.scorings[-1] if self.standing.is_current else None
        return super().get_context(**(more | {"version": self.version_of(current, more)}))

    def save(self, form: FactorsForm) -> FactorScoring:
        return score_factors(
            self.object, scores=form.scores(), comment=form.cleaned_data["comment"], by=self.request.user,
            expected_version=self.version if self.standing.is_current else None,
        )  # fmt: skip


class ObjectivesPage(CustomerPage):
    """What is to be reached, under the three goals (C-02)."""

    title = _("Objectives")
    template_name = "insight/objectives.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        rows = list(objectives_of(self.object))
        goals = [(goal, [row for row in rows if row.goal == goal]) for goal in Goal]
        return super().get_context(goals=goals, has_any=bool(rows), **more)


class NewObjective(CustomerForm):
    """Say what is to be reached."""

    form_class = ObjectiveForm
    title = _("Set an objective")
    success = _("Set.")
    back_name = "insight:objectives"
    grid = False

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs

    def save(self, form: ObjectiveForm) -> Objective:
        return set_objective(self.object, by=self.request.user, **form.facts())


class EditObjective(RecordForm):
    """Better words, another day."""

    source = objectives_for
    form_class = ObjectiveForm
    title = _("Change the objective")
    success = _("Saved.")
    grid = False

    def save(self, form: ObjectiveForm) -> Objective:
        return change_objective(self.object, by=self.request.user, expected_version=self.version, **form.facts())


class ReviewObjective(RecordForm):
    """How it stands."""

    source = objectives_for
    form_class = ObjectiveReviewForm
    template_name = "insight/objective_review.html"
    title = _("Review the objective")
    success = _("Reviewed.")
    grid = False

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"objective": self.object}

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(objective=self.object, reviews=list(reviews_of(self.object)[:10]), **more)

    def save(self, form: ObjectiveReviewForm) -> Any:
        return review_objective(self.object, by=self.request.user, **form.cleaned_data)


class GroupCustomer(CustomerForm):
    """Which group the customer belongs to (C-29, C-38)."""

    form_class = GroupForm
    title = _("Group and seasons")
    success = _("Saved.")
    grid = False

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs["instance"] = self.profile = profile_of(self.object)
        return kwargs | {"user": self.request.user}

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(**(more | {"version": self.version_of(self.profile, more)}))

    def save(self, form: GroupForm) -> Profile:
        return group_customer(self.object, by=self.request.user, expected_version=self.version, **form.facts())
