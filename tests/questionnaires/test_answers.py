"""What is shown, what fits, what is required: the same for form, phone and API."""

from typing import Any

import pytest

from surveys.questionnaires.domain.answers import AnswersError, checked
from surveys.questionnaires.domain.logic import shown
from surveys.questionnaires.domain.queries import published_versions
from surveys.questionnaires.forms import questionnaire_form
from surveys.questionnaires.models import QuestionnaireVersion

pytestmark = pytest.mark.django_db


def usual(name: str) -> QuestionnaireVersion:
    return published_versions().get(questionnaire__name=name)


@pytest.mark.req("Q-01", "Q-12", "Q-16")
def test_the_usual_questionnaires_are_there_in_both_languages() -> None:
    assert {version.questionnaire.purpose for version in published_versions()} == {"case", "public", "need"}
    half = usual("Half-yearly satisfaction")
    factors = half.questions.get(code="factors")
    assert len(factors.lines) == 8
    assert {line["factor"] for line in factors.lines} == {line["code"] for line in factors.lines}
    assert half.said("title", "zh-hans") == "服务满意度调查"
    assert factors.said("text", "en").startswith("How far")
    assert {question.measure for question in half.questions.all()} >= {"csat", "nps", "stay"}


def test_a_condition_decides_and_hides_what_follows_from_hidden() -> None:
    version = usual("After a service event")
    questions = list(version.questions.all())
    assert "what_was_it" not in shown(questions, {})
    assert "what_was_it" not in shown(questions, {"satisfied": 4})
    assert "what_was_it" in shown(questions, {"satisfied": "3"})
    questions[2].show_if = {"code": "what_was_it", "op": "is", "value": "time"}
    assert "easy" in shown(questions, {"satisfied": 2, "what_was_it": ["time", "other"]})
    assert "easy" not in shown(questions, {"satisfied": 5, "what_was_it": ["time"]})


def test_answers_are_checked_scored_and_trimmed_of_what_was_hidden() -> None:
    version = usual("After a service event")
    told = checked(version, {"satisfied": 4, "what_was_it": ["time"], "easy": 7, "comment": " 好 ", "may_call": True})
    assert [(one.question.code, one.value, one.text, one.points) for one in told] == [
        ("satisfied", 4, "", 75), ("easy", 7, "", 100), ("comment", None, "好", None), ("may_call", 1, "", None),
    ]  # fmt: skip
    half = checked(usual("Half-yearly satisfaction"), {"satisfied": 5, "factors": {"price": 1, "control": "3"}})
    assert [(one.line, one.factor, one.points) for one in half[1:]] == [
        ("price", "price", 0),
        ("control", "control", 50),
    ]


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({}, "satisfied"), ({"satisfied": 6}, "satisfied"), ({"satisfied": "x"}, "satisfied"),
        ({"satisfied": True}, "satisfied"), ({"satisfied": [1]}, "satisfied"), ({"satisfied": 4.5}, "satisfied"),
        ({"satisfied": 1, "what_was_it": "time"}, "what_was_it"),
        ({"satisfied": 1, "what_was_it": ["x"]}, "what_was_it"),
        ({"satisfied": 5, "comment": "x" * 5001}, "comment"), ({"satisfied": 5, "comment": {"a": 1}}, "comment"),
        ({"satisfied": 5, "may_call": "yes"}, "may_call"), ({"satisfied": 5, "unheard_of": 1}, "unheard_of"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_at_its_question(given: dict[str, Any], where: str) -> None:
    with pytest.raises(AnswersError) as refused:
        checked(usual("After a service event"), given)
    assert list(refused.value.errors) == [where]


def test_the_form_keeps_what_was_typed_and_goes_on_with_a_draft() -> None:
    version = usual("Half-yearly satisfaction")
    form = questionnaire_form(version, "zh-hans", {"q-factors.price": "2", "q-recommend": "9"})
    assert not form.is_valid()
    assert list(form.errors) == ["q-satisfied"]
    step = questionnaire_form(version, "zh-hans", {"q-factors.price": "2", "q-recommend": "9"}, partial=True)
    assert step.is_valid()
    assert step.given() == {"factors": {"price": 2}, "recommend": 9}
    again = questionnaire_form(version, "en", given=step.given())
    assert again["q-factors.price"].value() == "2"
    assert again["q-recommend"].value() == "9"
    full = questionnaire_form(version, "en", {"q-satisfied": "5", "q-renew": "surely", "q-may_call": "on"})
    assert full.is_valid()
    assert [one.question.code for one in full.answers] == ["satisfied", "renew", "may_call"]
    assert any("question 3" in block.only_if for block in full.blocks)
    matrix = next(block for block in full.blocks if block.lines)
    assert len(matrix.lines) == 8
    assert list(matrix.steps) == [1, 2, 3, 4, 5]
