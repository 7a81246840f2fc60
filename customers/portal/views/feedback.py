"""Ideas and questions as the customers' own people give them: told in a minute, numbered, answered."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import Empty
from customers.portal.forms.feedback import FeedbackForm
from customers.portal.views.base import VisitorDetail, VisitorForm
from customers.portal.views.together import VisitorList
from surveys.feedback.domain.judging import classify_feedback
from surveys.feedback.domain.queries import feedback_open_to, with_words
from surveys.feedback.domain.receiving import receive_feedback
from surveys.feedback.enums import FeedbackChannel, FeedbackStatus
from surveys.feedback.models import FeedbackItem


class NewFeedback(VisitorForm):
    """An idea or a question: it gets a number at once, and an answer."""

    form_class = FeedbackForm
    form_template = "portal/feedback_form.html"
    title = _("An idea or a question")
    submit = _("Send")
    draft = "portal-feedback"

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().get(request, *args, **kwargs) if self.entries else redirect("portal:home")

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().post(request, *args, **kwargs) if self.entries else redirect("portal:home")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def save(self, form: FeedbackForm) -> FeedbackItem:
        data, entry = form.cleaned_data, form.entry
        key = f"portal-{self.request.user.pk}-{data['key']}" if data["key"] else ""
        item = receive_feedback(
            entry.relationship, by=self.request.user, text=data["text"], channel=FeedbackChannel.PORTAL,
            contact=entry.contact, service=data["service"], key=key,
        )  # fmt: skip
        if item.status == FeedbackStatus.RECEIVED:
            item = classify_feedback(item, by=self.request.user, kind=data["kind"])
        return item

    def get_success_message(self, result: FeedbackItem) -> Any:
        said = _t("We have it, under the number %(number)s.") % {"number": result.matter.number}
        messages.success(self.request, said, extra_tags=self.draft)
        return ""

    def get_success_url(self, result: FeedbackItem) -> str:
        return reverse("portal:feedback", args=[result.pk])

    def get_cancel_url(self) -> str:
        return reverse("portal:home")


class Feedbacks(VisitorList):
    """What they suggested and asked."""

    source = feedback_open_to
    title = _("Ideas and questions")
    subtitle = _("What you suggested and asked")
    template_name = "portal/feedbacks.html"
    default_sort = "-number"
    row_template = "portal/feedback_card.html"
    columns = (
        Column("number", _("Number"), "matter.number", sort="matter_id"),
        Column("title", _("What they told us"), "matter.title", kind="title"),
        Column("contact", _("Told by")),
        Column("received_at", _("Told on")),
    )
    empty = Empty(
        _("Nothing asked or suggested yet"), _("An idea, a wish, a question: we read each and answer it."), "bulb",
        _("Tell us"), "portal:feedback_new",
    )  # fmt: skip


class FeedbackPage(VisitorDetail):
    """What they told us, and what we answered."""

    source = feedback_open_to
    template_name = "portal/feedback.html"
    object_name = "item"

    def get_queryset(self) -> "QuerySet[FeedbackItem]":
        return with_words(feedback_open_to(self.request.user))

    def get_title(self) -> str:
        return str(self.object.matter.title)

    def get_crumbs(self) -> list[Any]:
        return [(reverse("portal:feedbacks"), _("Ideas and questions"))]
