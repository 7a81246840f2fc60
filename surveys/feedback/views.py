"""The inbox of feedback, one item, and what is done with it (Q-05, Q-06, INV-34)."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from brm.communications.views.base import Keeping, NewForChosen, VerbForm
from brm.core import clock
from brm.core.errors import DomainError
from brm.documents.domain import documents_of
from brm.matters.domain import thread_for
from brm.parties.domain.links import relationship_url
from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import Empty, ListPage, Preset
from brm.ui.pages import Crumb, Page, attempt, insiders_only
from surveys.feedback.domain.acting import act_on_feedback, may_act_on
from surveys.feedback.domain.judging import (
    CONVERTERS,
    answer_feedback,
    classify_feedback,
    convert_feedback,
    give_feedback_to,
)
from surveys.feedback.domain.queries import WITH, counts_for, feedback_for, shown_in_lists, with_words
from surveys.feedback.domain.receiving import confirm_feedback, receive_feedback
from surveys.feedback.enums import ANSWERABLE, GOES_ON, OPEN_FEEDBACK, FeedbackKind
from surveys.feedback.filters import FeedbackFilter
from surveys.feedback.forms import BY_HAND, ActForm, AnswerForm, FeedbackForm, GiveForm
from surveys.feedback.models import FeedbackItem

ICONS = {
    FeedbackKind.COMPLAINT: "message-report", FeedbackKind.PRAISE: "trophy", FeedbackKind.SUGGESTION: "bulb",
    FeedbackKind.QUESTION: "help-circle",
}  # fmt: skip


def who_told(row: FeedbackItem) -> str:
    """Who told us, as a list shows it."""
    return row.contact.name if row.contact else row.teller


class Inbox(ListPage):
    """Everything customers told us, by whatever way, the latest first."""

    show = insiders_only
    source = feedback_for
    title = _("Feedback")
    filterset_class = FeedbackFilter
    default_sort = "-number"
    row_template = "feedback/row.html"
    template_name = "feedback/list.html"
    columns = (
        Column("title", _("What they told us"), "matter.title", kind="title"),
        Column("number", _("Number"), "matter.number", sort="matter_id"),
        Column("relationship", _("Customer"), "relationship.organisation.name"),
        Column("teller", _("Who told us"), who_told),
        Column("kind", _("Kind"), "kind"),
        Column("channel", _("Came by"), "channel", default=False),
        Column("received", _("Received"), "received_at"),
        Column("state", _("State"), "status", kind="state"),
        Column("due", _("To be answered by"), "due_at"),
        Column("owner", _("Who sees to it"), "owner.name", default=False),
        Column("service", _("Service"), "service.name", default=False),
        Column("confirmed", _("Confirmed"), "confirmed_at", default=False),
    )
    presets = (
        Preset("open", _("Open"), "state=open"),
        Preset("unjudged", _("To be judged"), "state=received"),
        Preset("unanswered", _("To be answered"), "state=classified"),
        Preset("late", _("Late"), "state=late"),
    )
    empty = Empty(
        _("Nobody told us anything yet"),
        _("Mails, calls, the portal, survey answers: what customers tell us comes together here. Each gets a number and"
          " a confirmation, and ends as a complaint, as praise, or with an answer."),
        "message-2", _("Write feedback down"), "feedback:new",
    )  # fmt: skip

    def get_queryset(self) -> "QuerySet[FeedbackItem]":
        return shown_in_lists(super().get_queryset())

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(
            now=clock.now(), counts=counts_for(self.request.user), open_states=OPEN_FEEDBACK, **more
        )


class ItemPage(Keeping):
    """One piece of feedback: the words, what it is, what became of it."""

    show = insiders_only
    source = feedback_for
    template_name = "feedback/item.html"
    object_name = "item"

    def get_queryset(self) -> "QuerySet[FeedbackItem]":
        return with_words(feedback_for(self.request.user)).select_related(*WITH, "action_item__owner")

    def get_title(self) -> Any:
        return self.object.matter.title

    def get_crumbs(self) -> list[Crumb]:
        return [(reverse("feedback:list"), _("Feedback"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        item: FeedbackItem = self.object
        linked, hidden = thread_for(self.request.user, item.matter)
        others = [matter for matter in linked if matter.pk != item.matter_id]
        pages = {converter.kind: converter.page for converter in CONVERTERS}
        became = next((one for one in others if one.kind == item.kind), None)
        is_open = item.status in OPEN_FEEDBACK
        return super().get_context(
            is_open=is_open, is_late=is_open and item.due_at is not None and item.due_at <= clock.now(), linked=others,
            hidden=hidden, may_act=may_act_on(item), became=became,
            became_url=pages[item.kind](became) if became and item.kind in pages else "",
            kinds=[(kind, kind.label, ICONS[kind]) for kind in ICONS if kind in ANSWERABLE or kind in CONVERTERS],
            form=AnswerForm(initial={"kind": item.kind}, by_hand=not reachable(item))
            if is_open and item.kind in ANSWERABLE else None,
            by_hand=BY_HAND, page_of=relationship_url(item.relationship), documents=list(documents_of(item)), **more,
        )  # fmt: skip


def reachable(item: FeedbackItem) -> bool:
    """Whether the teller has an account or an address we can write to."""
    contact = item.contact
    if contact is None or contact.left_on is not None:
        return False
    return contact.user_id is not None or bool(contact.email and not contact.mail_wrong)


class NewFeedback(NewForChosen):
    """Write down what somebody told us; without a customer, choose it first."""

    list_url_name = "feedback:list"
    form_class = FeedbackForm
    title = _("Write feedback down")
    submit = _("Write it down")
    success = _("Kept under its number. Now say what it is.")
    draft = "feedback"
    grid = False

    def get_initial(self) -> dict[str, Any]:
        return {"key": uuid.uuid4().hex, "contact": self.request.GET.get("contact")}

    def save(self, form: FeedbackForm) -> FeedbackItem:
        if form.relationship is None:
            raise ValueError("feedback comes from somebody")
        return receive_feedback(form.relationship, by=self.request.user, **form.cleaned_data)


class Classify(Page):
    """One press says what it is; complaints and praise go on at once, under numbers of their own."""

    def post(self, request: Request, pk: int) -> HttpResponse:
        item = get_object_or_404(feedback_for(request.user), pk=pk)
        kind, back = request.POST.get("kind", ""), item.get_absolute_url()
        if kind not in GOES_ON:
            return attempt(
                request, lambda: classify_feedback(item, by=request.user, kind=kind), success=_("Now answer it."),
                back=f"{back}#answer",
            )  # fmt: skip
        try:
            _item, became = convert_feedback(item, by=request.user, kind=kind)
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(back)
        messages.success(request, _t("It goes on as %(number)s.") % {"number": became.number})
        return HttpResponseRedirect(CONVERTERS[kind].page(became) or back)


class Answer(VerbForm):
    """Our answer to a suggestion or question."""

    show = insiders_only
    source = feedback_for
    verb = answer_feedback
    form_class = AnswerForm
    title = _("Answer")
    submit = _("Send the answer")
    success = _("Answered.")
    draft = "feedback-answer"
    grid = False

    def get_initial(self) -> dict[str, Any]:
        return {"kind": self.object.kind or FeedbackKind.QUESTION}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"by_hand": not reachable(self.object)}


class Act(VerbForm):
    """Make a suggestion an action item."""

    show = insiders_only
    source = feedback_for
    verb = act_on_feedback
    form_class = ActForm
    title = _("Make it an action item")
    subtitle = _("Somebody does it until a day, and it stands on their list. The suggestion is answered all the same.")
    submit = _("Add the action item")
    success = _("Added. Now tell them, by the answer, what comes of it.")
    grid = False

    def get_initial(self) -> dict[str, Any]:
        return {"title": self.object.matter.title, "owner": self.request.user.pk}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_success_url(self, result: Any) -> str:
        return str(self.object.get_absolute_url())


class Give(VerbForm):
    """Somebody else sees to it."""

    show = insiders_only
    source = feedback_for
    verb = give_feedback_to
    form_class = GiveForm
    title = _("Give it to somebody else")
    submit = _("Give it")
    success = _("Given. They have been told.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def save(self, form: GiveForm) -> FeedbackItem:
        return give_feedback_to(self.object, form.cleaned_data["owner"], by=self.request.user)

    def get_success_url(self, result: FeedbackItem) -> str:
        seen = feedback_for(self.request.user).filter(pk=result.pk).exists()
        return result.get_absolute_url() if seen else reverse("feedback:list")


class Confirm(Page):
    """They were told, on the phone or in person, that it arrived."""

    def post(self, request: Request, pk: int) -> HttpResponse:
        item = get_object_or_404(feedback_for(request.user), pk=pk)
        how = request.POST.get("how", "")
        return attempt(
            request, lambda: confirm_feedback(item, by=request.user, how=how), success=_("Kept as confirmed."),
            back=item.get_absolute_url(),
        )  # fmt: skip
