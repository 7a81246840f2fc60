"""Contact points, and the enquiries that came in there (C-28, C-35)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

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
from customers.insight.domain.queries import (
    enquiries_for,
    own_contact_points_for,
    points_of,
)
from customers.insight.domain.waiting import answer_record_of
from customers.insight.filters import EnquiryFilter
from customers.insight.forms.standing import (
    AnswerForm,
    EnquiryForm,
    PointForm,
)
from customers.insight.models import ContactPoint, Enquiry
from customers.insight.views.base import LISTS, CustomerForm, CustomerPage, RecordForm, customer_crumbs


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
