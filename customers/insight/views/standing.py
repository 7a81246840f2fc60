"""Success factors, objectives, contact points and enquiries, the group of a customer, and the figures over all."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.parties.views.base import keepers
from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import Empty, ListPage, Preset
from brm.ui.pages import Page, attempt
from customers.insight.domain.channels import (
    answer_enquiry,
    change_point,
    has_user_channel,
    open_point,
    record_enquiry,
    withdraw_point,
)
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
    enquiries_for,
    major_events_for,
    objectives_for,
    own_contact_points_for,
    points_of,
    profile_of,
    reviews_of,
)
from customers.insight.domain.seasons import seasons_for
from customers.insight.domain.waiting import answer_record_of
from customers.insight.enums import Goal
from customers.insight.filters import EnquiryFilter
from customers.insight.forms.standing import (
    AnswerForm,
    EnquiryForm,
    FactorsForm,
    GroupForm,
    ObjectiveForm,
    ObjectiveReviewForm,
    PointForm,
)
from customers.insight.models import ContactPoint, Enquiry, FactorScoring, Objective, Profile
from customers.insight.models.factors import half_year_name, half_year_of
from customers.insight.views.base import LISTS, CustomerForm, CustomerPage, RecordForm, customer_crumbs
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


class PointsPage(CustomerPage):
    """How this customer reaches us, and how well we answer (C-28, C-35)."""

    title = _("Contact points")
    template_name = "insight/points.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        points = list(points_of(self.object))
        record = answer_record_of(self.object)
        return super().get_context(
            points=[(point, record.get(point.pk)) for point in points], user_channel=has_user_channel(self.object),
            **more,
        )  # fmt: skip


class NewPoint(CustomerForm):
    """Publish a way to reach us."""

    form_class = PointForm
    title = _("Add a contact point")
    success = _("Added.")
    back_name = "insight:points"

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs

    def save(self, form: PointForm) -> ContactPoint:
        return open_point(self.object, by=self.request.user, **form.facts())


class EditPoint(RecordForm):
    """Change a contact point of one customer."""

    source = own_contact_points_for
    form_class = PointForm
    template_name = "insight/point.html"
    title = _("Change the contact point")
    success = _("Saved.")

    def get_crumbs(self) -> list[Any]:
        return [
            *customer_crumbs(self.object.relationship),
            (reverse("insight:points", args=[self.object.relationship_id]), _("Contact points")),
        ]

    def get_success_url(self, result: Any) -> str:
        return reverse("insight:points", args=[self.object.relationship_id])

    def get_cancel_url(self) -> str:
        return self.get_success_url(None)

    def save(self, form: PointForm) -> ContactPoint:
        return change_point(self.object, by=self.request.user, expected_version=self.version, **form.facts())


class WithdrawPoint(Page):
    """It is no longer offered."""

    show = keepers

    def post(self, request: Request, pk: int) -> HttpResponse:
        point = get_object_or_404(own_contact_points_for(request.user), pk=pk)
        return attempt(
            request, lambda: withdraw_point(point, by=request.user), success=_("Withdrawn."),
            back=reverse("insight:points", args=[point.relationship_id]),
        )  # fmt: skip


class EnquiryList(ListPage):
    """What came in at contact points, and whether it was answered in time (C-35)."""

    show = keepers
    source = enquiries_for
    title = _("Enquiries")
    filterset_class = EnquiryFilter
    default_sort = "-pk"
    row_template = "insight/enquiry_row.html"
    template_name = "insight/list.html"
    columns = (
        Column("subject", _("About what"), lambda row: row.subject or row.point.name, kind="title"),
        Column("relationship", _("Customer"), "relationship.organisation.name"),
        Column("point", _("Contact point"), "point.name"),
        Column("contact", _("Who"), "contact.name"),
        Column("received_at", _("Received")),
        Column("due_at", _("Answer due")),
        Column("answered_at", _("Answered")),
        Column("missed_at", _("State"), lambda row: state_of(row), kind="state"),
    )
    presets = (
        Preset("waiting", _("Waiting for an answer"), "state=waiting"),
        Preset("missed", _("Missed"), "state=missed"),
    )
    empty = Empty(
        _("No enquiries recorded"),
        _("A contact point that does not answer in time harms us: record what comes in, and misses are counted."),
        "message-question",
    )  # fmt: skip

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(lists=LISTS, here="insight:enquiries", **more)


def state_of(enquiry: Enquiry) -> Any:
    """Waiting, missed, or answered in time."""
    if enquiry.missed_at:
        return _("Missed")
    return _("Answered in time") if enquiry.answered_at else _("Waiting for an answer")


class NewEnquiry(CustomerForm):
    """Somebody turned to us."""

    form_class = EnquiryForm
    title = _("Record an enquiry")
    success = _("Recorded.")
    back_name = "insight:points"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"relationship": self.object}

    def save(self, form: EnquiryForm) -> Enquiry:
        data = dict(form.cleaned_data)
        return record_enquiry(data.pop("point"), relationship=self.object, by=self.request.user, **data)


class AnswerEnquiry(RecordForm):
    """The answer went out."""

    source = enquiries_for
    form_class = AnswerForm
    title = _("The enquiry was answered")
    success = _("Recorded.")
    grid = False

    def get_crumbs(self) -> list[Any]:
        return [*customer_crumbs(self.object.relationship), (reverse("insight:enquiries"), _("Enquiries"))]

    def get_success_url(self, result: Any) -> str:
        return reverse("insight:points", args=[self.object.relationship_id])

    def get_cancel_url(self) -> str:
        return self.get_success_url(None)

    def save(self, form: AnswerForm) -> Enquiry:
        return answer_enquiry(self.object, by=self.request.user, **form.cleaned_data)


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
