"""One questionnaire and its versions: history, comparison, preview at phone width, publishing."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.core.numbers import whole
from brm.parties.views.base import PartyFormPage
from brm.ui.http import Request
from brm.ui.pages import Crumb, DetailPage, Page, attempt
from surveys.questionnaires.domain.comparing import compare_versions, texts_between
from surveys.questionnaires.domain.drafting import (
    change_questionnaire,
    discard_draft,
    draft_version,
    publish_version,
    retire_questionnaire,
)
from surveys.questionnaires.domain.exchange import exported_file
from surveys.questionnaires.domain.queries import (
    draft_of,
    may_publish,
    may_write,
    published_of,
    questionnaires_for,
    versions_for,
    versions_of,
)
from surveys.questionnaires.domain.scoring import scores_of
from surveys.questionnaires.enums import VersionStatus
from surveys.questionnaires.forms import questionnaire_form
from surveys.questionnaires.forms.writing import QuestionnaireForm
from surveys.questionnaires.models import Question, Questionnaire, QuestionnaireVersion

LANGUAGES = (("en", _("English")), ("zh-hans", _("Chinese")))


def list_crumb() -> Crumb:
    """The way to the list."""
    return (reverse("questionnaires:list"), _("Questionnaires"))


def crumbs_of(version: QuestionnaireVersion) -> list[Crumb]:
    """The way to a page of a version."""
    return [list_crumb(), (version.questionnaire.get_absolute_url(), version.questionnaire.name)]


class QuestionnairePage(DetailPage):
    """What is asked now, what is being drafted, and every version before."""

    show = may_write
    source = questionnaires_for
    template_name = "questionnaires/detail.html"
    object_name = "questionnaire"

    def get_crumbs(self) -> list[Crumb]:
        return [list_crumb()]

    def get_context(self, **more: Any) -> dict[str, Any]:
        row: Questionnaire = self.object
        published = published_of(row)
        return super().get_context(
            published=published, draft=draft_of(row), versions=list(versions_of(row)),
            questions=list(published.questions.order_by("position")) if published else [],
            may_publish=may_publish(self.request.user), **more,
        )  # fmt: skip


class EditQuestionnaire(PartyFormPage):
    """Another name or purpose."""

    show = may_write
    source = questionnaires_for
    form_class = QuestionnaireForm
    title = _("Name and purpose")
    success = _("Saved.")
    grid = False

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.object.name, "purpose": self.object.purpose}

    def save(self, form: QuestionnaireForm) -> Questionnaire:
        return change_questionnaire(
            self.object, by=self.request.user, expected_version=self.version, **form.cleaned_data
        )


class Draft(Page):
    """Go on with the draft, or begin one from the latest version."""

    show = may_write

    def post(self, request: Request, pk: int) -> HttpResponse:
        row = get_object_or_404(questionnaires_for(request.user), pk=pk)
        back = row.get_absolute_url()
        answer = attempt(request, lambda: draft_version(row, by=request.user), back=back)
        draft = draft_of(row)
        if draft is not None:
            answer["HX-Redirect" if request.htmx else "Location"] = reverse("questionnaires:editor", args=[draft.pk])
        return answer


class Retire(Page):
    """It is not asked any more."""

    show = may_publish

    def post(self, request: Request, pk: int) -> HttpResponse:
        row = get_object_or_404(questionnaires_for(request.user), pk=pk)
        return attempt(
            request, lambda: retire_questionnaire(row, by=request.user), success=_("Retired. Its answers stay."),
            back=row.get_absolute_url(),
        )  # fmt: skip


class Publish(Page):
    """From now on this wording is asked; what is missing is listed instead."""

    show = may_publish

    def post(self, request: Request, pk: int) -> HttpResponse:
        version = get_object_or_404(versions_for(request.user), pk=pk)
        answer = attempt(
            request, lambda: publish_version(version, by=request.user),
            success=_("Published. It is asked from now on."), back=reverse("questionnaires:editor", args=[pk]),
        )  # fmt: skip
        version.refresh_from_db()
        if version.status == VersionStatus.PUBLISHED:
            answer["HX-Redirect" if request.htmx else "Location"] = version.questionnaire.get_absolute_url()
        return answer


class Discard(Page):
    """Throw the draft away."""

    show = may_write

    def post(self, request: Request, pk: int) -> HttpResponse:
        version = get_object_or_404(versions_for(request.user), pk=pk)
        only = not version.questionnaire.versions.exclude(pk=pk).exists()
        back = reverse("questionnaires:list") if only else version.questionnaire.get_absolute_url()
        return attempt(
            request, lambda: discard_draft(version, by=request.user), success=_("The draft is gone."), back=back
        )


class Export(Page):
    """A version as a file."""

    show = may_write

    def get(self, request: Request, pk: int) -> HttpResponse:
        version = get_object_or_404(versions_for(request.user), pk=pk)
        answer = HttpResponse(exported_file(version), content_type="application/json; charset=utf-8")
        answer["Content-Disposition"] = (
            f'attachment; filename="questionnaire-{version.questionnaire_id}-{version.number}.json"'
        )
        return answer


class Preview(DetailPage):
    """The questionnaire as it is seen on a phone; answers tried here are scored and forgotten."""

    show = may_write
    source = versions_for
    template_name = "questionnaires/preview.html"
    object_name = "version"

    def get_title(self) -> Any:
        return _("Preview")

    def get_crumbs(self) -> list[Crumb]:
        return crumbs_of(self.object)

    @property
    def language(self) -> str:
        """The language looked at."""
        asked = self.request.GET.get("language") or self.request.user.language
        return asked if asked in dict(LANGUAGES) else "en"

    def post(self, request: Request, pk: int) -> HttpResponse:
        self.object = get_object_or_404(versions_for(request.user), pk=pk)
        form = questionnaire_form(self.object, self.language, request.POST)
        scores = scores_of(form.answers) if form.is_valid() else None
        context = self.get_context(form=form, scores=scores, tried=True)
        return render(request, self.template_name, {"version": self.object, **context}, status=200 if scores else 422)

    def get_context(self, **more: Any) -> dict[str, Any]:
        version: QuestionnaireVersion = self.object
        more.setdefault("form", questionnaire_form(version, self.language))
        return super().get_context(
            language=self.language, languages=LANGUAGES, version_title=version.said("title", self.language),
            intro=version.said("intro", self.language), **more,
        )  # fmt: skip


class Compare(DetailPage):
    """Two versions side by side."""

    show = may_write
    source = questionnaires_for
    template_name = "questionnaires/compare.html"
    object_name = "questionnaire"

    def get_title(self) -> Any:
        return _("Compare versions")

    def get_crumbs(self) -> list[Crumb]:
        return [list_crumb(), (self.object.get_absolute_url(), self.object.name)]

    def get_context(self, **more: Any) -> dict[str, Any]:
        versions = list(versions_of(self.object))
        numbers = {version.number: version for version in versions}
        after = numbers.get(whole(self.request.GET.get("after", "")) or versions[0].number)
        before = numbers.get(whole(self.request.GET.get("before", "")) or versions[min(1, len(versions) - 1)].number)
        if before is None or after is None:
            raise Http404
        return super().get_context(
            versions=versions, before=before, after=after, labels=labels(),
            rows=compare_versions(before, after), texts=texts_between(before, after), **more,
        )  # fmt: skip


def labels() -> dict[str, Any]:
    """The words of the fields that may differ."""
    fields = [*Question._meta.concrete_fields, *QuestionnaireVersion._meta.concrete_fields]
    return {field.name: field.verbose_name for field in fields}
