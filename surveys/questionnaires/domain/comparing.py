"""Two versions side by side: what was added, taken out, worded anew, moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from surveys.questionnaires.domain.composing import FACTS
from surveys.questionnaires.domain.drafting import TEXTS
from surveys.questionnaires.models import Question, QuestionnaireVersion


@dataclass(frozen=True)
class Compared:
    """One question in two versions, by its code; ``changes``: field, before, after."""

    code: str
    before: Question | None
    after: Question | None
    changes: Sequence[tuple[str, Any, Any]] = ()

    @property
    def kind(self) -> str:
        """added, removed, changed, moved or same."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        if self.changes:
            return "changed"
        return "same" if self.before.position == self.after.position else "moved"

    @property
    def shown(self) -> Question | None:
        """The question as it is now, else as it was."""
        return self.after or self.before


def compare_versions(before: QuestionnaireVersion, after: QuestionnaireVersion) -> list[Compared]:
    """Every question of either, in the order of the later one; what was taken out follows at the end."""
    olds = {question.code: question for question in before.questions.order_by("position")}
    news = {question.code: question for question in after.questions.order_by("position")}
    found = [Compared(code, olds.get(code), new, _changes(olds.get(code), new)) for code, new in news.items()]
    return found + [Compared(code, old, None) for code, old in olds.items() if code not in news]


def texts_between(before: QuestionnaireVersion, after: QuestionnaireVersion) -> list[tuple[str, str, str]]:
    """The words around the questions that differ: field, before, after."""
    pairs = [(name, getattr(before, name), getattr(after, name)) for name in TEXTS]
    return [pair for pair in pairs if pair[1] != pair[2]]


def _changes(old: Question | None, new: Question) -> list[tuple[str, Any, Any]]:
    if old is None:
        return []
    names = [field.name for field in Question._meta.concrete_fields if field.name in FACTS and field.name != "code"]
    return [
        (name, getattr(old, name), getattr(new, name)) for name in names if getattr(old, name) != getattr(new, name)
    ]
