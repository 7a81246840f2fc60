"""The list of questionnaires, a new one, one from a file, the library of questions."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.parties.views.base import PartyFormPage
from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import Empty, ListPage
from brm.ui.pages import Crumb, Page, attempt
from surveys.questionnaires.domain.composing import archive_library_question
from surveys.questionnaires.domain.drafting import create_questionnaire
from surveys.questionnaires.domain.exchange import import_questionnaire
from surveys.questionnaires.domain.queries import library_for, may_write, questionnaires_for, with_figures
from surveys.questionnaires.enums import ExperienceFactor, Purpose, QuestionType
from surveys.questionnaires.forms.writing import ImportForm, QuestionnaireForm
from surveys.questionnaires.models import LibraryQuestion, Questionnaire, QuestionnaireVersion


class QuestionnaireFilter(django_filters.FilterSet):
    """By name, purpose, whether it is asked now."""

    q = django_filters.CharFilter(label=_("Name"), field_name="name", lookup_expr="icontains")
    purpose = django_filters.ChoiceFilter(label=_("Purpose"), choices=Purpose.choices)
    state = django_filters.ChoiceFilter(
        label=_("State"), method="by_state",
        choices=[("asked", _("Asked now")), ("draft", _("With a draft")), ("retired", _("Retired"))],
    )  # fmt: skip

    class Meta:
        model = Questionnaire
        fields: tuple[str, ...] = ()

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "retired":
            return rows.exclude(archived_at=None)
        return rows.filter(versions__status="draft" if value == "draft" else "published")


class Questionnaires(ListPage):
    """What we ask customers."""

    show = may_write
    source = questionnaires_for
    title = _("Questionnaires")
    filterset_class = QuestionnaireFilter
    default_sort = "name"
    row_template = "questionnaires/row.html"
    template_name = "questionnaires/list.html"
    columns = (
        Column("name", _("Questionnaire"), "name", kind="title", sort="name"),
        Column("purpose", _("Purpose"), "purpose"),
        Column("questions", _("Questions"), "questions"),
        Column("published", _("Published"), "published_at"),
        Column("draft", _("Draft"), "draft_number"),
    )
    empty = Empty(
        _("No questionnaires yet"),
        _("Draft one, or take one over from a file. It is asked once every word stands in both languages."),
        "clipboard-list", _("New questionnaire"), "questionnaires:new",
    )  # fmt: skip

    def get_queryset(self) -> "QuerySet[Questionnaire]":
        return with_figures(super().get_queryset())


class LibraryFilter(django_filters.FilterSet):
    """By words, factor, type of answer."""

    q = django_filters.CharFilter(label=_("Words"), method="by_text")
    factor = django_filters.ChoiceFilter(label=_("Factor of experience"), choices=ExperienceFactor.choices)
    type = django_filters.ChoiceFilter(label=_("Type of answer"), choices=QuestionType.choices)

    class Meta:
        model = LibraryQuestion
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(Q(text_en__icontains=value) | Q(text_zh__icontains=value) | Q(code__icontains=value))


class Library(ListPage):
    """Good questions, by the eight factors of experience (Q-12)."""

    show = may_write
    source = library_for
    title = _("Question library")
    filterset_class = LibraryFilter
    default_sort = "factor"
    row_template = "questionnaires/library_row.html"
    template_name = "questionnaires/library.html"
    columns = (
        Column("question", _("Question"), str, kind="title"),
        Column("factor", _("Factor of experience"), "factor", sort="factor"),
        Column("type", _("Type of answer"), "type"),
        Column("code", _("Code"), "code", sort="code"),
    )
    empty = Empty(
        _("The library is empty"), _("In a draft, put a question worth asking again into the library."),
        "clipboard-list",
    )  # fmt: skip


class ArchiveLibraryQuestion(Page):
    """Offer a question no more."""

    show = may_write

    def post(self, request: Request, pk: int) -> HttpResponse:
        entry = get_object_or_404(library_for(request.user), pk=pk)
        return attempt(
            request, lambda: archive_library_question(entry, by=request.user), success=_("Taken out of the library."),
            back="questionnaires:library",
        )  # fmt: skip


class Beginning(PartyFormPage):
    """A form that makes a questionnaire; afterwards its draft."""

    show = may_write
    grid = False

    def get_crumbs(self) -> list[Crumb]:
        return [(reverse("questionnaires:list"), _("Questionnaires"))]

    def get_cancel_url(self) -> str:
        return reverse("questionnaires:list")

    def get_success_url(self, result: QuestionnaireVersion) -> str:
        return reverse("questionnaires:editor", args=[result.pk])


class NewQuestionnaire(Beginning):
    """An empty questionnaire."""

    form_class = QuestionnaireForm
    title = _("New questionnaire")
    submit = _("Begin the draft")

    def get_initial(self) -> dict[str, Any]:
        return {"purpose": Purpose.CASE}

    def save(self, form: QuestionnaireForm) -> QuestionnaireVersion:
        return create_questionnaire(by=self.request.user, **form.cleaned_data)


class ImportQuestionnaire(Beginning):
    """A questionnaire from a file."""

    form_class = ImportForm
    title = _("Take over from a file")
    submit = _("Take over")
    success = _("Taken over as a draft.")

    def save(self, form: ImportForm) -> QuestionnaireVersion:
        data = form.cleaned_data
        return import_questionnaire(data["file"].read(1_000_001), by=self.request.user, name=data["name"])
