"""Questionnaires on paper: one sheet per person, in their language, with the code by which it is entered (Q-02)."""

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from brm.printing.pdf import typeset
from surveys.answering.domain.sheets import code_address, sheet_code, web_code
from surveys.asking.models import Invitation
from surveys.questionnaires.domain.scoring import bounds
from surveys.questionnaires.domain.wording import condition_in_words
from surveys.questionnaires.enums import QuestionType
from surveys.questionnaires.models import Question, QuestionnaireVersion

RATED = (QuestionType.SCALE, QuestionType.TEN, QuestionType.MATRIX)


def sheets_pdf(invitations: Sequence[Invitation], *, title: str) -> bytes:
    """The sheets of these invitations as one file, a new page for each."""
    asked: dict[tuple[int, str], list[dict[str, Any]]] = {}
    sheets = []
    for invitation in invitations:
        version, language = invitation.version, invitation.contact.language
        if version is None:
            continue
        key = (version.pk, language)
        with translation.override(language):
            if key not in asked:
                asked[key] = _questions(version, language)
            sheets.append(
                {
                    "title": version.said("title", language), "intro": version.said("intro", language),
                    "code": sheet_code(invitation), "code_word": _("Code on the sheet"),
                    "name": invitation.contact.name, "customer": str(invitation.relationship.organisation),
                    "questions": asked[key], "thanks": version.said("thanks", language),
                    "hint": _("Please mark one box in each line, and give the sheet back to us."),
                    "web": web_words(invitation),
                }
            )  # fmt: skip
    return typeset("survey_sheet", {"title": title, "sheets": sheets})


def web_words(invitation: Invitation) -> str:
    """How the sheet says that one may answer on the web instead; nothing where it has no code for that."""
    code = web_code(invitation)
    if not code:
        return ""
    return _("Or answer on the web: %(address)s, code %(code)s") % {"address": code_address(), "code": code}


def _questions(version: QuestionnaireVersion, language: str) -> list[dict[str, Any]]:
    questions = list(version.questions.order_by("position"))
    by_code = {question.code: question for question in questions}
    return [_question(number, one, by_code, language) for number, one in enumerate(questions, 1)]


def _question(number: int, question: Question, by_code: dict[str, Question], language: str) -> dict[str, Any]:
    low, high = bounds(question)
    words = "zh" if language.startswith("zh") else "en"
    boxes = [str(one.get(words) or one.get("en") or "") for one in question.options]
    if question.type == QuestionType.CONSENT:
        boxes = [_("Yes")]
    return {
        "number": number, "text": question.said("text", language), "hint": question.said("hint", language),
        "only_if": condition_in_words(question, by_code, language),
        "steps": [str(step) for step in range(low, high + 1)] if question.type in RATED else [],
        "low": question.said("low_label", language), "high": question.said("high_label", language),
        "lines": [str(one.get(words) or one.get("en") or "") for one in question.lines],
        "boxes": boxes, "free": question.type == QuestionType.TEXT,
    }  # fmt: skip
