"""Responses as colleagues read them: the list, one of them, and what people wrote in their own words."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.communications.views.base import Keeping, KeepingPage, keepers
from brm.core.narrowing import ORGANISATION, narrowed
from brm.parties.domain.links import relationship_url
from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import Empty, ListPage, Preset
from brm.ui.pages import Crumb, FormPage, attempt
from surveys.answering.domain.queries import answers_of, follow_up_of, responses_for, words_for
from surveys.answering.domain.showing import told_answers
from surveys.answering.domain.tagging import pass_to_feedback, tag_answer
from surveys.answering.filters import ResponseFilter, WordsFilter
from surveys.answering.forms import TagsForm
from surveys.answering.models import Answer, Response
from surveys.answering.rules import LOW_BELOW
from surveys.feedback.models import FeedbackItem


class ResponseList(ListPage):
    """Every response by name, the latest first. Anonymous ones are in the results only."""

    show = keepers
    source = responses_for
    title = _("Responses")
    subtitle = _("Who said what. Anonymous answers stand in the results only, never one by one.")
    filterset_class = ResponseFilter
    default_sort = "-answered"
    row_template = "answering/row.html"
    template_name = "answering/list.html"
    columns = (
        Column("title", _("Who answered"), "contact.name", kind="title"),
        Column("relationship", _("Customer"), "relationship.organisation.name"),
        Column("kind", _("Answered as"), lambda row: row.get_respondent_kind_display()),
        Column("about", _("About"), lambda row: row.matter.title if row.matter else str(row.campaign or "")),
        Column("service", _("Service"), "service.name", default=False),
        Column("score", _("Satisfaction"), "score"),
        Column("nps", _("Recommends"), "nps"),
        Column("channel", _("Came by"), lambda row: row.get_channel_display(), default=False),
        Column("answered", _("Answered on"), "answered_on", sort="answered_on"),
    )
    presets = (
        Preset("low", _("Low"), "content=low"),
        Preset("users", _("Users"), "kind=user"),
        Preset("customers", _("Customers"), "kind=customer"),
    )
    empty = Empty(
        _("Nobody has answered yet"),
        _("When somebody answers a survey, it stands here at once. A low answer gets an owner and a date by itself."),
        "message-2",
    )  # fmt: skip

    def get_queryset(self) -> "QuerySet[Response]":
        return narrowed(
            super().get_queryset(), relationship=("kind",), relationship__organisation=ORGANISATION, contact=("name",),
            service=("code", "name_zh", "name_en"), matter=("number", "title"), campaign=("title",),
            follow_up=("status",),
        )  # fmt: skip

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(low=LOW_BELOW, **more)


class ResponsePage(Keeping):
    """One response: what was asked, what was said, who sees to it."""

    source = responses_for
    template_name = "answering/response.html"
    object_name = "response"

    def get_title(self) -> Any:
        response: Response = self.object
        return _("Answer of %(person)s") % {"person": response.contact.name if response.contact else "–"}

    def get_crumbs(self) -> list[Crumb]:
        return [(reverse("answering:responses"), _("Responses"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        response: Response = self.object
        return super().get_context(
            told=told_answers(answers_of(response)), follow_up=follow_up_of(response), low=LOW_BELOW,
            page_of=relationship_url(response.relationship), **more,
        )  # fmt: skip


class WordsList(ListPage):
    """What people wrote in their own words: to be searched, tagged, passed on."""

    show = keepers
    source = words_for
    title = _("In their own words")
    subtitle = _("What people wrote in surveys. Tag it, find it again, pass on what asks for an answer.")
    filterset_class = WordsFilter
    default_sort = "-answered"
    row_template = "answering/words_row.html"
    columns = (
        Column("title", _("Words"), "text", kind="title"),
        Column("tags", _("Tags"), lambda row: ", ".join(row.tags)),
        Column("contact", _("Who"), "response.contact.name"),
        Column("relationship", _("Customer"), "response.relationship.organisation.name"),
        Column("factor", _("Factor"), "factor", default=False),
        Column("answered", _("Answered on"), "response.answered_on", sort="response__answered_on"),
    )
    presets = (Preset("untagged", _("Without tags"), "untagged=true"),)
    empty = Empty(
        _("No words yet"),
        _("Answers to open questions stand here, from every survey, as soon as they are given."),
        "quote",
    )

    def get_queryset(self) -> "QuerySet[Answer]":
        return narrowed(
            super().get_queryset(), response=("answered_on",), response__relationship=("kind",),
            response__relationship__organisation=ORGANISATION, response__contact=("name",),
            question=("code", "text_en", "text_zh"),
        )  # fmt: skip


class TagAnswer(FormPage):
    """What an answer is about."""

    show = keepers
    source = words_for
    form_class = TagsForm
    title = _("Tags")
    success = _("Tagged.")
    grid = False

    def get_initial(self) -> dict[str, Any]:
        return {"tags": ", ".join(self.object.tags)}

    def get_crumbs(self) -> list[Crumb]:
        return [(reverse("answering:words"), _("In their own words"))]

    def get_cancel_url(self) -> str:
        return reverse("answering:response", args=[self.object.response_id])

    def get_success_url(self, result: Answer) -> str:
        return self.get_cancel_url()

    def save(self, form: TagsForm) -> Answer:
        return tag_answer(self.object, by=self.request.user, tags=form.cleaned_data["tags"])


class ToFeedback(KeepingPage):
    """Words that ask for something go into the inbox; pressed twice they are one item."""

    def post(self, request: Request, pk: int) -> HttpResponse:
        answer = get_object_or_404(words_for(request.user), pk=pk)
        items: list[FeedbackItem] = []
        failed = attempt(
            request, lambda: items.append(pass_to_feedback(answer, by=request.user)),
            success=_("It is in the feedback inbox now."),
            back=reverse("answering:response", args=[answer.response_id]),
        )  # fmt: skip
        return HttpResponseRedirect(items[0].get_absolute_url()) if items else failed
