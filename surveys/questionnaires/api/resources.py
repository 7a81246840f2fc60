"""Questionnaires for programs: read, draft, publish, carry as a file."""

import json
from typing import Any

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.api.filters import ApiFilterSet, IdFilter
from brm.api.routes import router
from brm.api.verbs import NOTHING, verb
from brm.api.views import ChangeSet, MakeSet, ReadSet, WriteSet, keepers
from brm.ui.keyset import Sort
from surveys.questionnaires.api.shapes import (
    ExportedQuestionnaireSerializer,
    LibraryQuestionSerializer,
    MoveQuestionSerializer,
    QuestionnaireFileSerializer,
    QuestionnaireSerializer,
    QuestionnaireVersionSerializer,
    QuestionSerializer,
    TakeQuestionSerializer,
)
from surveys.questionnaires.domain import composing, drafting, exchange
from surveys.questionnaires.domain.queries import (
    library_for,
    may_publish,
    questionnaires_for,
    questions_for,
    versions_for,
    with_questions,
)
from surveys.questionnaires.models import LibraryQuestion, Question, Questionnaire, QuestionnaireVersion


class QuestionnaireSet(WriteSet):
    """What we ask customers."""

    title = _("Questionnaires")
    source = staticmethod(questionnaires_for)
    serializer_class = QuestionnaireSerializer
    show = keepers
    order = Sort("name", ("name",))

    def make(self, data: dict[str, Any]) -> models.Model:
        return drafting.create_questionnaire(by=self.person, **data).questionnaire

    def change(self, noun: Questionnaire, data: dict[str, Any], version: int | None) -> models.Model:
        wanted = {"name": noun.name, "purpose": noun.purpose} | data
        return drafting.change_questionnaire(noun, by=self.person, expected_version=version, **wanted)

    @verb(_("Draft a new version"), answers=QuestionnaireVersionSerializer)
    def draft(self, noun: Questionnaire) -> QuestionnaireVersion:
        """The draft there is, else a copy of the latest version."""
        return drafting.draft_version(noun, by=self.person)

    @verb(_("Retire"))
    def retire(self, noun: Questionnaire) -> Questionnaire:
        """It is not asked any more; leads and executives only."""
        if not may_publish(self.person):
            raise Http404
        return drafting.retire_questionnaire(noun, by=self.person)

    @verb(
        _("Take over from a file"),
        takes=QuestionnaireFileSerializer,
        answers=QuestionnaireVersionSerializer,
        detail=False,
        status=201,
        path="import",
    )
    def take_over(self, content: Any, name: str) -> QuestionnaireVersion:
        """A new questionnaire with a draft as the file says."""
        said = json.dumps(content, ensure_ascii=True).encode()
        return exchange.import_questionnaire(said, by=self.person, name=name)


class VersionFilterSet(ApiFilterSet):
    """Of a questionnaire, by state."""

    questionnaire = IdFilter(field_name="questionnaire")

    class Meta:
        model = QuestionnaireVersion
        fields = ("status",)


def _versions(user: User) -> "models.QuerySet[QuestionnaireVersion]":
    return with_questions(versions_for(user))


class VersionSet(ChangeSet):
    """The wordings of questionnaires."""

    title = _("Versions of questionnaires")
    source = staticmethod(_versions)
    serializer_class = QuestionnaireVersionSerializer
    filterset_class = VersionFilterSet
    show = keepers

    def again(self, noun: QuestionnaireVersion) -> QuestionnaireVersion:
        """The version as it is now."""
        return self.rows().get(pk=noun.pk)

    def change(self, noun: QuestionnaireVersion, data: dict[str, Any], version: int | None) -> models.Model:
        return self.again(drafting.change_version(noun, by=self.person, expected_version=version, **data))

    @verb(_("Publish"))
    def publish(self, noun: QuestionnaireVersion) -> QuestionnaireVersion:
        """From now on this wording is asked; leads and executives only. What is missing is listed."""
        if not may_publish(self.person):
            raise Http404
        return self.again(drafting.publish_version(noun, by=self.person))

    @verb(_("Throw the draft away"), answers=NOTHING)
    def discard(self, noun: QuestionnaireVersion) -> None:
        """The draft and its questions are gone."""
        drafting.discard_draft(noun, by=self.person)

    @verb(_("Take a question from the library"), takes=TakeQuestionSerializer, answers=QuestionSerializer, status=201)
    def take(self, noun: QuestionnaireVersion, library_question: LibraryQuestion) -> Question:
        """Copied to the end of the draft, under its own code."""
        return composing.take_from_library(noun, library_question, by=self.person)

    @verb(_("Export"), answers=ExportedQuestionnaireSerializer, method="get")
    def export(self, noun: QuestionnaireVersion) -> dict[str, Any]:
        """The version as a file."""
        return {"content": exchange.exported(noun)}


class QuestionFilterSet(ApiFilterSet):
    """Of a version, by factor and measure."""

    questionnaire_version = IdFilter(field_name="version")

    class Meta:
        model = Question
        fields = ("factor", "measure", "type")


class QuestionSet(MakeSet, ChangeSet):
    """Questions of drafts and of what was asked."""

    title = _("Questions")
    source = staticmethod(questions_for)
    serializer_class = QuestionSerializer
    filterset_class = QuestionFilterSet
    show = keepers

    def make(self, data: dict[str, Any]) -> models.Model:
        return composing.add_question(data.pop("questionnaire_version"), by=self.person, **_plain(data))

    def change(self, noun: Question, data: dict[str, Any], version: int | None) -> models.Model:
        return composing.change_question(noun, by=self.person, expected_version=version, **_plain(data))

    @verb(_("Move"), takes=MoveQuestionSerializer)
    def move(self, noun: Question, to: int) -> Question:
        """To another place; the others make room."""
        return composing.move_question(noun, by=self.person, to=to)

    @verb(_("Double"), status=201)
    def double(self, noun: Question) -> Question:
        """The same once more, right behind it."""
        return composing.duplicate_question(noun, by=self.person)

    @verb(_("Take out"), answers=NOTHING)
    def remove(self, noun: Question) -> None:
        """Out of the draft."""
        composing.remove_question(noun, by=self.person)

    @verb(_("Put into the library"), answers=LibraryQuestionSerializer, status=201)
    def keep(self, noun: Question) -> LibraryQuestion:
        """Keep a good question for others."""
        return composing.put_into_library(noun, by=self.person)


class LibraryFilterSet(ApiFilterSet):
    """By factor of experience (Q-12)."""

    class Meta:
        model = LibraryQuestion
        fields = ("factor", "type")


class LibrarySet(ReadSet):
    """Questions worth asking again, by the eight factors of experience."""

    title = _("Question library")
    source = staticmethod(library_for)
    serializer_class = LibraryQuestionSerializer
    filterset_class = LibraryFilterSet
    show = keepers

    @verb(_("Take out of the library"), answers=NOTHING)
    def archive(self, noun: LibraryQuestion) -> None:
        """Offered no more; questionnaires that took it keep it."""
        composing.archive_library_question(noun, by=self.person)


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """What the domain wants: lists and conditions as plain values."""
    found = dict(data)
    found.pop("questionnaire_version", None)
    for name in ("options", "lines"):
        if name in found:
            found[name] = [dict(row) for row in found[name]]
    if "show_if" in found:
        found["show_if"] = dict(found["show_if"])
    return found


router.register("questionnaires", QuestionnaireSet, basename="questionnaire")
router.register("questionnaire-versions", VersionSet, basename="questionnaire-version")
router.register("questions", QuestionSet, basename="question")
router.register("library-questions", LibrarySet, basename="library-question")
