"""The editor of a draft: the words around, each question, the library."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.parties.views.base import PartyFormPage
from brm.ui.http import Request
from brm.ui.pages import Crumb, DetailPage, Page, attempt
from surveys.questionnaires.domain.completeness import missing_of
from surveys.questionnaires.domain.composing import (
    add_question,
    change_question,
    duplicate_question,
    move_question,
    put_into_library,
    remove_question,
    take_from_library,
)
from surveys.questionnaires.domain.drafting import TEXTS, change_version
from surveys.questionnaires.domain.queries import library_for, may_publish, may_write, versions_for
from surveys.questionnaires.domain.wording import condition_in_words
from surveys.questionnaires.enums import QuestionType, VersionStatus
from surveys.questionnaires.forms.writing import QuestionForm, TakeForm, WordsForm, condition_of
from surveys.questionnaires.models import Question, QuestionnaireVersion
from surveys.questionnaires.views.versions import crumbs_of, list_crumb

ICONS = {
    QuestionType.SCALE: "adjustments-horizontal", QuestionType.TEN: "gauge", QuestionType.CHOICE: "circle-check",
    QuestionType.MULTIPLE: "checkbox", QuestionType.MATRIX: "table", QuestionType.TEXT: "message",
    QuestionType.CONSENT: "check",
}  # fmt: skip


def editor_of(version: QuestionnaireVersion) -> str:
    """The address of a version's editor."""
    return reverse("questionnaires:editor", args=[version.pk])


class Editor(DetailPage):
    """A version: what it asks, in both languages, and what is missing before it can be published."""

    show = may_write
    source = versions_for
    template_name = "questionnaires/editor.html"
    object_name = "version"

    def get_title(self) -> Any:
        return _("Version %(number)s") % {"number": self.object.number}

    def get_crumbs(self) -> list[Crumb]:
        return crumbs_of(self.object)

    def get_context(self, **more: Any) -> dict[str, Any]:
        version: QuestionnaireVersion = self.object
        questions = list(version.questions.order_by("position"))
        by_code = {question.code: question for question in questions}
        is_draft = version.status == VersionStatus.DRAFT
        language = self.request.user.language
        return super().get_context(
            is_draft=is_draft, missing=missing_of(version) if is_draft else [],
            rows=[(question, ICONS[QuestionType(question.type)], condition_in_words(question, by_code, language))
                  for question in questions],
            types=[(kind.value, kind.label, ICONS[kind]) for kind in QuestionType],
            may_publish=may_publish(self.request.user), count=len(questions), around=[
                (_("Title"), version.title_en, version.title_zh),
                (_("Introduction"), version.intro_en, version.intro_zh),
                (_("Thanks"), version.thanks_en, version.thanks_zh),
            ], **more,
        )  # fmt: skip


class VersionForm(PartyFormPage):
    """A form about a version."""

    show = may_write
    source = versions_for

    def get_crumbs(self) -> list[Crumb]:
        if self.object is None:
            return [list_crumb()]
        return [
            *crumbs_of(self.object),
            (editor_of(self.object), _("Version %(number)s") % {"number": self.object.number}),
        ]

    def get_cancel_url(self) -> str:
        return editor_of(self.object)

    def get_success_url(self, result: Any) -> str:
        return editor_of(self.object)


class EditWords(VersionForm):
    """Title, introduction, thanks."""

    form_class = WordsForm
    title = _("Words around the questions")
    success = _("Saved.")

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in TEXTS}

    def save(self, form: WordsForm) -> QuestionnaireVersion:
        return change_version(self.object, by=self.request.user, expected_version=self.version, **form.cleaned_data)


class NewQuestion(VersionForm):
    """Another question of the type that was chosen."""

    form_class = QuestionForm
    form_template = "questionnaires/question_form.html"
    submit = _("Add the question")

    @property
    def type(self) -> str:
        """How it is answered: in the address."""
        asked = self.request.GET.get("type", "")
        return asked if asked in QuestionType.values else QuestionType.SCALE

    def get_title(self) -> Any:
        return QuestionType(self.type).label

    def get_form_kwargs(self) -> dict[str, Any]:
        before = list(self.object.questions.order_by("position"))
        return super().get_form_kwargs() | {"type": self.type, "before": before}

    def save(self, form: QuestionForm) -> Question:
        return add_question(self.object, by=self.request.user, type=self.type, **form.facts())


class EditQuestion(VersionForm):
    """Change a question of a draft."""

    form_class = QuestionForm
    form_template = "questionnaires/question_form.html"
    title = _("Change the question")
    success = _("Saved.")

    @property
    def question(self) -> Question:
        """The question named in the address, of this version."""
        return get_object_or_404(self.object.questions, pk=self.kwargs["question"])

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        version = get_object_or_404(versions_for(request.user), pk=kwargs["pk"])
        if version.status != VersionStatus.DRAFT:
            return HttpResponseRedirect(editor_of(version))
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        question = self.question
        before = list(self.object.questions.filter(position__lt=question.position).order_by("position"))
        kept = {field.name: getattr(question, field.name) for field in Question._meta.concrete_fields}
        initial = {"initial": {**kept, **condition_of(question)}}
        return super().get_form_kwargs() | {"type": question.type, "question": question, "before": before} | initial

    def save(self, form: QuestionForm) -> Question:
        return change_question(self.question, by=self.request.user, expected_version=self.version, **form.facts())


class QuestionPress(Page):
    """One press of a button at a question."""

    show = may_write
    verb: Any
    success: Any = ""

    def post(self, request: Request, pk: int, question: int) -> HttpResponse:
        version = get_object_or_404(versions_for(request.user), pk=pk)
        row = get_object_or_404(version.questions, pk=question)
        return attempt(request, lambda: self.act(row), success=self.success, back=editor_of(version))

    def act(self, question: Question) -> Any:
        """What the press does."""
        return type(self).verb(question, by=self.request.user)


class Duplicate(QuestionPress):
    """The same once more."""

    verb = duplicate_question
    success = _("Doubled. Change the copy.")


class Remove(QuestionPress):
    """Out of the draft."""

    verb = remove_question
    success = _("Taken out.")


class Keep(QuestionPress):
    """Into the library."""

    verb = put_into_library
    success = _("It is in the library.")


class Move(QuestionPress):
    """One place up or down."""

    def act(self, question: Question) -> Any:
        step = -1 if self.request.POST.get("way") == "up" else 1
        return move_question(question, by=self.request.user, to=max(question.position + step, 1))


class TakeFromLibrary(VersionForm):
    """Questions of the library, by factor of experience, to tick."""

    form_class = TakeForm
    form_template = "questionnaires/take_form.html"
    title = _("From the library")
    submit = _("Take over")
    success = _("Taken over.")

    def get_form_kwargs(self) -> dict[str, Any]:
        taken = list(self.object.questions.values_list("code", flat=True))
        entries = library_for(self.request.user).exclude(code__in=taken).order_by("factor", "code")
        return super().get_form_kwargs() | {"entries": entries}

    def save(self, form: TakeForm) -> QuestionnaireVersion:
        for entry in form.cleaned_data["entries"]:
            take_from_library(self.object, entry, by=self.request.user)
        return self.object
