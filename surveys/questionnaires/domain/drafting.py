"""Questionnaires are drafted and published, version by version; what was published is never changed (4.3)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import BlockedError, DomainError
from surveys.questionnaires.domain.completeness import missing_of
from surveys.questionnaires.domain.uses import uses_of
from surveys.questionnaires.enums import VersionStatus
from surveys.questionnaires.lifecycle import LIFECYCLE
from surveys.questionnaires.models import Question, Questionnaire, QuestionnaireVersion

TEXTS = ("title_en", "title_zh", "intro_en", "intro_zh", "thanks_en", "thanks_zh")


@transaction.atomic
def create_questionnaire(
    *, by: User | None, name: str, purpose: str, at: datetime | None = None, **texts: str
) -> QuestionnaireVersion:
    """A new questionnaire with an empty first draft, which is answered."""
    at = at or clock.now()
    if not name.strip():
        raise DomainError(_("Give it a name."), field="name")
    row = save_new(Questionnaire(name=" ".join(name.split()), purpose=purpose, created_at=at, updated_at=at))
    trail.record(row, "questionnaire.create", by=by, changes={"name": (None, row.name)}, at=at)
    draft = QuestionnaireVersion(questionnaire=row, number=1, created_at=at, updated_at=at, **_known(texts))
    return save_new(draft)


@transaction.atomic
def change_questionnaire(
    questionnaire: Questionnaire, *, by: User, name: str, purpose: str, expected_version: int | None = None
) -> Questionnaire:
    """Another name, another purpose: for all its versions."""
    questionnaire = locked(questionnaire)
    values = {"name": " ".join(name.split()), "purpose": purpose}
    if not values["name"]:
        raise DomainError(_("Give it a name."), field="name")
    refuse_stale(questionnaire, expected_version, values)
    if changes := save_changes(questionnaire, values):
        trail.record(questionnaire, "questionnaire.change", by=by, changes=changes)
    return questionnaire


@transaction.atomic
def draft_version(questionnaire: Questionnaire, *, by: User | None, at: datetime | None = None) -> QuestionnaireVersion:
    """The draft to write on: the one there is, else a copy of the latest version under the next number."""
    at = at or clock.now()
    questionnaire = locked(questionnaire)
    if there := questionnaire.versions.filter(status=VersionStatus.DRAFT).first():
        return there
    latest = questionnaire.versions.order_by("-number").first()
    texts = {name: getattr(latest, name) for name in TEXTS} if latest else {}
    number = latest.number + 1 if latest else 1
    draft = save_new(
        QuestionnaireVersion(questionnaire=questionnaire, number=number, created_at=at, updated_at=at, **texts)
    )
    if latest:
        Question.objects.bulk_create(copied(question, draft) for question in latest.questions.order_by("position"))
    if questionnaire.archived_at is not None:
        save_changes(questionnaire, {"archived_at": None})
    trail.record(questionnaire, "questionnaire.draft", by=by, changes={"version_number": (None, number)}, at=at)
    return draft


def copied(question: Question, draft: QuestionnaireVersion, **other: Any) -> Question:
    """A question for another version, not saved."""
    kept = {
        field.attname: getattr(question, field.attname)
        for field in Question._meta.concrete_fields
        if field.name not in ("id", "version")
    }
    return Question(version=draft, **kept | other)


@transaction.atomic
def change_version(
    version: QuestionnaireVersion, *, by: User, expected_version: int | None = None, **texts: str
) -> QuestionnaireVersion:
    """The words around the questions: title, introduction, thanks."""
    version = open_draft(version)
    values = _known(texts)
    refuse_stale(version, expected_version, values)
    if changes := save_changes(version, values):
        trail.record(version.questionnaire, "questionnaire.reword", by=by, changes=changes)
    return version


def _known(texts: dict[str, str]) -> dict[str, str]:
    if unknown := set(texts) - set(TEXTS):
        raise TypeError(f"not a text of a questionnaire: {', '.join(sorted(unknown))}")
    return {name: (text or "").strip() for name, text in texts.items()}


def open_draft(version: QuestionnaireVersion) -> QuestionnaireVersion:
    """The version, held, if it may still be written on."""
    version = locked(version)
    if version.status != VersionStatus.DRAFT:
        raise DomainError(_("This version was published and stays as it was asked. Draft a new version to change it."))
    return version


@transaction.atomic
def publish_version(
    version: QuestionnaireVersion, *, by: User | None, at: datetime | None = None
) -> QuestionnaireVersion:
    """From now on this wording is asked; the one before is retired. Anything missing blocks, and is listed."""
    at = at or clock.now()
    version = locked(version)
    target = LIFECYCLE.step("publish", version).target
    if missing := missing_of(version):
        raise BlockedError(_("It is not complete yet."), reasons=missing)
    questionnaire = locked(version.questionnaire)
    for before in questionnaire.versions.filter(status=VersionStatus.PUBLISHED):
        save_changes(before, {"status": VersionStatus.RETIRED, "retired_at": at})
    save_changes(version, {"status": target, "published_at": at, "published_by": by})
    if questionnaire.archived_at is not None:
        save_changes(questionnaire, {"archived_at": None})
    trail.record(
        questionnaire, "questionnaire.publish", by=by, changes={"version_number": (None, version.number)}, at=at
    )
    return version


@transaction.atomic
def retire_questionnaire(questionnaire: Questionnaire, *, by: User, at: datetime | None = None) -> Questionnaire:
    """It is not asked any more, which nothing does at present. Answers and figures stay; a new draft brings it back."""
    at = at or clock.now()
    questionnaire = locked(questionnaire)
    if reasons := uses_of(questionnaire):
        raise BlockedError(_("It is asked at present."), reasons=reasons)
    published = questionnaire.versions.filter(status=VersionStatus.PUBLISHED).first()
    if published is not None:
        step = LIFECYCLE.step("retire", locked(published))
        save_changes(published, {"status": step.target, "retired_at": at})
    if save_changes(questionnaire, {"archived_at": questionnaire.archived_at or at}):
        trail.record(questionnaire, "questionnaire.retire", by=by, at=at)
    return questionnaire


@transaction.atomic
def discard_draft(version: QuestionnaireVersion, *, by: User) -> None:
    """Throw a draft away; the first and only one takes its questionnaire along."""
    version = open_draft(version)
    questionnaire, number = version.questionnaire, version.number
    trail.record(questionnaire, "questionnaire.discard", by=by, changes={"version_number": (number, None)})
    version.delete()
    if not questionnaire.versions.exists():
        questionnaire.delete()


def last_position(version: QuestionnaireVersion) -> int:
    """The place of the last question, 0 where there is none."""
    return version.questions.aggregate(last=Max("position"))["last"] or 0


def number_anew(version: QuestionnaireVersion, order: Iterable[int]) -> None:
    """Put the questions, by id, one after another."""
    rows = {question.pk: question for question in version.questions.all()}
    moved = []
    for position, pk in enumerate(order, 1):
        if rows[pk].position != position:
            rows[pk].position = position
            moved.append(rows[pk])
    Question.objects.bulk_update(moved, ["position"])


for _name, _words in (
    ("create", gettext_lazy("Made the questionnaire")),
    ("change", gettext_lazy("Changed the questionnaire")),
    ("draft", gettext_lazy("Began a new version")),
    ("reword", gettext_lazy("Changed the words around the questions")),
    ("publish", gettext_lazy("Published the version")),
    ("retire", gettext_lazy("Retired the questionnaire")),
    ("discard", gettext_lazy("Threw the draft away")),
):
    trail.label(f"questionnaire.{_name}", _words)
