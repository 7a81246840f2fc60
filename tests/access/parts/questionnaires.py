"""Questionnaires: who keeps relationships writes them, leads publish; feedback: who keeps the customer answers it."""

from typing import Any

from surveys.feedback.domain.judging import classify_feedback
from surveys.feedback.domain.receiving import receive_feedback
from surveys.feedback.models import FeedbackItem
from surveys.questionnaires.domain.drafting import draft_version
from surveys.questionnaires.models import LibraryQuestion, Questionnaire
from tests.access.declarations import INSIDERS, KEEPERS, LEADS, RECORD, VISITORS, Door, door

THEIRS = frozenset({"portal"})
PUBLISHERS = LEADS & KEEPERS
_VERSION = ("editor", "words", "discard", "preview", "export", "take", "question_new")
_QUESTION = ("question", "question_move", "question_double", "question_remove", "question_keep")
DOORS: dict[str, Door] = {
    **{f"questionnaires:{name}": Door(KEEPERS) for name in ("list", "new", "import", "library")},
    "questionnaires:library_archive": door(KEEPERS, pk="library_question"),
    **{f"questionnaires:{name}": door(KEEPERS, pk="questionnaire") for name in ("detail", "edit", "draft", "compare")},
    "questionnaires:retire": door(PUBLISHERS, pk="questionnaire"),
    **{f"questionnaires:{name}": door(KEEPERS, pk="questionnaire_version") for name in _VERSION},
    "questionnaires:publish": door(PUBLISHERS, pk="questionnaire_version"),
    **{f"questionnaires:{name}": door(KEEPERS, pk="questionnaire_version", question="question") for name in _QUESTION},
    "feedback:list": Door(INSIDERS),
    "feedback:new": Door(KEEPERS),
    **{
        f"feedback:{name}": door(RECORD, pk="feedback")
        for name in ("item", "classify", "answer", "act", "give", "confirm")
    },
    **{f"portal:{name}": door(VISITORS) for name in ("feedbacks", "feedback_new")},
    "portal:feedback": door(THEIRS, pk="portal_feedback"),
}
_PIECES = {
    "questionnaire": "questionnaire", "questionnaire-version": "questionnaire_version", "question": "question",
    "library-question": "library_question",
}  # fmt: skip
_VERBS = {
    "questionnaire": ("draft",), "questionnaire-version": ("discard", "take", "export"),
    "question": ("move", "double", "remove", "keep"), "library-question": ("archive",),
}  # fmt: skip
API_DOORS: dict[str, Door] = {
    **{f"api:{name}-list": Door(KEEPERS) for name in _PIECES},
    **{f"api:{name}-detail": door(KEEPERS, pk=thing) for name, thing in _PIECES.items()},
    **{f"api:{name}-{step}": door(KEEPERS, pk=_PIECES[name]) for name, steps in _VERBS.items() for step in steps},
    "api:questionnaire-import": Door(KEEPERS),
    "api:questionnaire-retire": door(PUBLISHERS, pk="questionnaire"),
    "api:questionnaire-version-publish": door(PUBLISHERS, pk="questionnaire_version"),
    "api:feedback-list": Door(INSIDERS),
    **{
        f"api:feedback-{name}": door(RECORD, pk="feedback")
        for name in ("detail", "classify", "convert", "answer", "act", "confirm", "give")
    },
}
MARKED = ((FeedbackItem, "text"), (FeedbackItem, "answer"))


def things(world: Any) -> dict[str, Any]:
    """A draft with questions; a question by Alice's customer, and one by its own person in the portal."""
    alice, customer = world.cast.alice, world.customer
    questionnaire = Questionnaire.objects.get(name="Need check")
    draft = draft_version(questionnaire, by=alice)
    item = receive_feedback(customer, text="Who patches at night?", channel="call", teller="Carl", by=alice)
    asked = receive_feedback(customer, text="Could it be quicker?", channel="portal", by=world.people["portal"])
    return {
        "questionnaire": questionnaire.pk, "questionnaire_version": draft.pk,
        "question": draft.questions.latest("pk").pk,
        "library_question": LibraryQuestion.objects.latest("pk").pk, "portal_feedback": asked.pk,
        "feedback": classify_feedback(item, by=alice, kind="question").pk,
    }  # fmt: skip
