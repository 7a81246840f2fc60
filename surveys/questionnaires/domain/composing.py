"""Questions are written: added, changed, moved, doubled, taken from the library, put into it (Q-12)."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import (
    constraints_explained,
    differences,
    locked,
    refuse_invalid,
    refuse_stale,
    save_changes,
    save_new,
)
from brm.core.errors import DomainError
from surveys.questionnaires.domain.drafting import copied, last_position, number_anew, open_draft
from surveys.questionnaires.enums import WITH_OPTIONS, Comparison, ExperienceFactor, QuestionType
from surveys.questionnaires.models import LibraryQuestion, Question, QuestionnaireVersion

MOST_QUESTIONS, MOST_CHOICES, WIDEST = 60, 30, 11
SHARED = (
    "type", "text_en", "text_zh", "hint_en", "hint_zh", "factor", "measure", "low", "high", "low_label_en",
    "low_label_zh", "high_label_en", "high_label_zh", "options", "lines",
)  # fmt: skip
FACTS = frozenset({*SHARED, "code", "is_required", "show_if"})


@transaction.atomic
def add_question(
    version: QuestionnaireVersion, *, by: User | None, type: str, code: str = "", after: Question | None = None,
    at: datetime | None = None, **facts: Any,
) -> Question:  # fmt: skip
    """Add a question, at the end or after another. Without a code it gets one that stays with it for ever."""
    version = open_draft(version)
    if version.questions.count() >= MOST_QUESTIONS:
        raise DomainError(_("Nobody answers more than %(number)s questions.") % {"number": MOST_QUESTIONS})
    values = checked_facts({"type": type, **facts})
    values["code"] = code.strip() or free_code(version, values.get("text_en", ""))
    question = save_new(Question(version=version, position=last_position(version) + 1, **values))
    if after is not None:
        _place(version, question, after)
    _told(version, question, "add", by, at=at)
    return question


@transaction.atomic
def change_question(question: Question, *, by: User, expected_version: int | None = None, **facts: Any) -> Question:
    """Other words, another scale, another condition. ``expected_version``: of the draft it stands in."""
    version = open_draft(question.version)
    question = locked(question)
    values = checked_facts({"type": question.type, **facts})
    if not values.get("code", "x"):
        values["code"] = question.code
    changed = differences(question, values)
    if changed:
        refuse_stale(version, expected_version, values, part=question)
        old = question.code
        _save(question, {name: new for name, (_old, new) in changed.items()})
        if "code" in changed:
            _follow(version, old, question.code)
        _told(version, question, "change", by, changes=sorted(changed))
    return question


@transaction.atomic
def move_question(question: Question, *, by: User, to: int) -> Question:
    """Put it at a place, counted from 1; the others make room."""
    version = open_draft(question.version)
    order = list(version.questions.order_by("position").values_list("pk", flat=True))
    if question.pk not in order:
        raise DomainError(_("The question is gone."))
    order.remove(question.pk)
    order.insert(max(to, 1) - 1, question.pk)
    number_anew(version, order)
    question = Question.objects.get(pk=question.pk)
    _told(version, question, "move", by)
    return question


@transaction.atomic
def duplicate_question(question: Question, *, by: User) -> Question:
    """The same once more, right behind it, to be changed."""
    version = open_draft(question.version)
    twin = copied(question, version, code=free_code(version, question.code), position=last_position(version) + 1)
    twin = save_new(twin)
    _place(version, twin, question)
    _told(version, twin, "add", by)
    return twin


@transaction.atomic
def remove_question(question: Question, *, by: User) -> None:
    """Take it out of the draft. One that decides whether others are shown has to be freed of that first."""
    version = open_draft(question.version)
    followers = [
        one for one in version.questions.all() if str(one.show_if.get("code", "")).partition(".")[0] == question.code
    ]
    if followers:
        raise DomainError(
            _("Other questions are shown by its answer. Change them first."), reasons=[str(one) for one in followers]
        )
    _told(version, question, "remove", by)
    question.delete()
    number_anew(version, list(version.questions.order_by("position").values_list("pk", flat=True)))


@transaction.atomic
def take_from_library(
    version: QuestionnaireVersion, entry: LibraryQuestion, *, by: User, at: datetime | None = None
) -> Question:
    """Copy a question of the library to the end of a draft, under its own code, so that trends can be compared."""
    facts = {name: getattr(entry, name) for name in SHARED}
    taken = version.questions.filter(code=entry.code).exists()
    if taken:
        raise DomainError(_("This questionnaire asks that already."))
    return add_question(version, by=by, code=entry.code, at=at, **facts)


@transaction.atomic
def put_into_library(question: Question, *, by: User, at: datetime | None = None) -> LibraryQuestion:
    """Keep a good question for others."""
    at = at or clock.now()
    facts = {name: getattr(question, name) for name in SHARED}
    entry = save_new(LibraryQuestion(code=question.code, created_at=at, updated_at=at, **facts))
    trail.record(entry, "questionnaire.library", by=by, changes={"code": (None, entry.code)}, at=at)
    return entry


@transaction.atomic
def archive_library_question(entry: LibraryQuestion, *, by: User, at: datetime | None = None) -> LibraryQuestion:
    """It is offered no more; questionnaires that took it keep it."""
    entry = locked(entry)
    if save_changes(entry, {"archived_at": entry.archived_at or at or clock.now()}):
        trail.record(entry, "questionnaire.library_archive", by=by, at=at)
    return entry


def checked_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a question as they are kept: options, lines and conditions in their one shape."""
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not a fact of a question: {', '.join(sorted(unknown))}")
    values = dict(facts)
    if values["type"] not in QuestionType.values:
        raise DomainError(_("Say how it is answered."), field="type")
    if "options" in values:
        values["options"] = _options(values["options"]) if values["type"] in WITH_OPTIONS else []
    if "lines" in values:
        values["lines"] = _lines(values["lines"]) if values["type"] == QuestionType.MATRIX else []
    if "show_if" in values:
        values["show_if"] = _condition(values["show_if"] or {})
    low, high = values.get("low", 1), values.get("high", 5)
    if not isinstance(low, int) or not isinstance(high, int) or not 0 <= low <= 1 or not low < high < low + WIDEST:
        raise DomainError(_("A scale begins at 0 or 1 and has two to eleven steps."), field="high")
    return values


def _options(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for row in _rows(rows, "options"):
        score = row.get("score")
        if score not in (None, "") and not (isinstance(score, int | float) and 0 <= score <= 100):
            raise DomainError(_("Points are from 0 to 100."), field="options")
        value = _slug(row.get("value") or row.get("en") or "") or f"a{len(found) + 1}"
        value = _unlike(value, {one["value"] for one in found})
        found.append({"value": value, **_words(row), "score": None if score in (None, "") else score})
    return found


def _lines(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for row in _rows(rows, "lines"):
        factor = str(row.get("factor") or "")
        if factor and factor not in ExperienceFactor.values:
            raise DomainError(_("There is no such factor of experience."), field="lines")
        code = _slug(row.get("code") or row.get("en") or "") or f"l{len(found) + 1}"
        code = _unlike(code, {one["code"] for one in found})
        found.append({"code": code, **_words(row), "factor": factor})
    return found


def _rows(rows: Any, field: str) -> list[Mapping[str, Any]]:
    if not isinstance(rows, list | tuple) or not all(isinstance(row, Mapping) for row in rows):
        raise DomainError(_("Give a list of answers or lines with their words."), field=field)
    if len(rows) > MOST_CHOICES:
        raise DomainError(_("At most %(number)s.") % {"number": MOST_CHOICES}, field=field)
    return list(rows)


def _words(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: " ".join(str(row.get(name) or "").split())[:200] for name in ("en", "zh")}


def _condition(condition: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(condition, Mapping) or not condition.get("code"):
        return {}
    op = condition.get("op")
    if op not in Comparison.values:
        raise DomainError(_("Say how the earlier answer compares."), field="show_if")
    value = "" if op == Comparison.ANSWERED else str(condition.get("value", "")).strip()[:80]
    if op != Comparison.ANSWERED and not value:
        raise DomainError(_("Say with what the earlier answer is compared."), field="show_if")
    return {"code": str(condition["code"])[:81], "op": str(op), "value": value}


def free_code(version: QuestionnaireVersion, words: str) -> str:
    """A code nobody in this version has, from the first words."""
    return _unlike(_slug(words) or "q", set(version.questions.values_list("code", flat=True)))


def _slug(words: object) -> str:
    return re.sub(r"[^a-z0-9]+", "_", str(words).lower())[:32].strip("_")


def _unlike(code: str, taken: set[str]) -> str:
    number, made = 2, code
    while made in taken:
        number, made = number + 1, f"{code}_{number}"
    return made


def _place(version: QuestionnaireVersion, question: Question, after: Question) -> None:
    order = list(version.questions.order_by("position").values_list("pk", flat=True))
    order.remove(question.pk)
    order.insert(order.index(after.pk) + 1 if after.pk in order else len(order), question.pk)
    number_anew(version, order)


def _save(question: Question, values: Mapping[str, Any]) -> None:
    """Checked and saved; a question has no count of its own, its draft counts."""
    for name, value in values.items():
        setattr(question, name, value)
    refuse_invalid(question, values)
    with constraints_explained(Question):
        question.save(update_fields=list(values))


def _follow(version: QuestionnaireVersion, old: str, new: str) -> None:
    """Conditions that looked at a question go on looking at it under its new code."""
    for one in version.questions.all():
        code, dot, line = str(one.show_if.get("code", "")).partition(".")
        if code == old:
            one.show_if = {**one.show_if, "code": f"{new}{dot}{line}"}
            one.save(update_fields=["show_if"])


def _told(
    version: QuestionnaireVersion, question: Question, step: str, by: User | None, *,
    changes: Sequence[str] = (), at: datetime | None = None,
) -> None:  # fmt: skip
    """One line of history at the questionnaire; the draft counts up, so that two writers notice one another."""
    version.version += 1
    version.updated_at = at or clock.now()
    version.save(update_fields=["version", "updated_at"])
    said = (
        {"question": (None, str(question))}
        if not changes
        else {"question": (None, f"{question}: {', '.join(changes)}")}
    )
    trail.record(version.questionnaire, f"questionnaire.{step}_question", by=by, changes=said, at=at)


for _name, _said in (
    ("add_question", gettext_lazy("Added a question")),
    ("change_question", gettext_lazy("Changed a question")),
    ("move_question", gettext_lazy("Moved a question")),
    ("remove_question", gettext_lazy("Took a question out")),
    ("library", gettext_lazy("Put a question into the library")),
    ("library_archive", gettext_lazy("Took a question out of the library")),
):
    trail.label(f"questionnaire.{_name}", _said)
