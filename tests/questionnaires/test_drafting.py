"""Versions: drafted, complete or not, published, frozen in the database too, compared, carried as a file."""

import json

import pytest
from django.db import DatabaseError, transaction

from brm.core.errors import BlockedError, DomainError, StaleError, TransitionError
from surveys.questionnaires.domain.comparing import compare_versions, texts_between
from surveys.questionnaires.domain.composing import (
    add_question,
    change_question,
    duplicate_question,
    move_question,
    put_into_library,
    remove_question,
    take_from_library,
)
from surveys.questionnaires.domain.drafting import (
    change_version,
    create_questionnaire,
    discard_draft,
    draft_version,
    publish_version,
    retire_questionnaire,
)
from surveys.questionnaires.domain.exchange import exported, exported_file, import_questionnaire
from surveys.questionnaires.domain.queries import library_for, published_versions
from surveys.questionnaires.models import Question, Questionnaire, QuestionnaireVersion
from tests.factories.parties import UserFactory

pytestmark = pytest.mark.django_db
ENDS = {"low_label_en": "bad", "low_label_zh": "差", "high_label_en": "good", "high_label_zh": "好"}


@pytest.fixture
def lead() -> object:
    return UserFactory(roles=["lead"])


def codes(version: QuestionnaireVersion) -> list[str]:
    return list(version.questions.order_by("position").values_list("code", flat=True))


def test_a_missing_translation_blocks_publishing_and_is_named(lead) -> None:
    draft = create_questionnaire(by=lead, name="Visit", purpose="case", title_en="Your visit")
    add_question(draft, by=lead, type="scale", text_en="How was it?", measure="csat", **ENDS)
    add_question(draft, by=lead, type="choice", text_en="Why?", text_zh="为什么？", options=[{"en": "Time"}])
    with pytest.raises(BlockedError) as blocked:
        publish_version(draft, by=lead)
    said = "\n".join(blocked.value.reasons)
    for part in (
        "Title is missing in Chinese",
        "Question 1: question is missing in Chinese",
        "Question 2: answer 1 is",
    ):
        assert part in said
    assert "at least two answers" in said
    assert len(blocked.value.reasons) == 4


def test_publishing_retires_the_version_before_and_freezes_what_was_asked(lead) -> None:
    first = published_versions().get(questionnaire__name="Need check")
    draft = draft_version(first.questionnaire, by=lead)
    assert draft.number == 2
    assert codes(draft) == codes(first)
    assert draft_version(first.questionnaire, by=lead) == draft
    change_version(draft, by=lead, title_en="Would you use it?")
    publish_version(draft, by=lead)
    first.refresh_from_db()
    assert first.status == "retired"
    assert published_versions().get(questionnaire__name="Need check") == draft
    question = draft.questions.first()
    for refused in (
        lambda: change_question(question, by=lead, text_en="Other"),
        lambda: remove_question(question, by=lead),
        lambda: add_question(draft, by=lead, type="text"),
        lambda: publish_version(draft, by=lead),
        lambda: discard_draft(draft, by=lead),
    ):
        with pytest.raises((DomainError, TransitionError)):
            refused()
    for around in (
        lambda: Question.objects.filter(pk=question.pk).update(text_en="Other"),
        lambda: Question.objects.filter(pk=question.pk).delete(),
        lambda: Question.objects.create(version=draft, position=90, code="late", type="text"),
        lambda: QuestionnaireVersion.objects.filter(pk=draft.pk).update(title_zh="别的"),
        lambda: QuestionnaireVersion.objects.filter(pk=draft.pk).update(status="draft"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            around()
    retire_questionnaire(draft.questionnaire, by=lead)
    assert not published_versions().filter(questionnaire=draft.questionnaire).exists()


def test_questions_are_moved_doubled_taken_out_and_follow_their_codes(lead) -> None:
    draft = create_questionnaire(by=lead, name="Visit", purpose="case")
    one = add_question(draft, by=lead, type="scale", text_en="How was it?")
    two = add_question(
        draft, by=lead, type="text", text_en="Why?", show_if={"code": one.code, "op": "at_most", "value": 3}
    )
    twin = duplicate_question(one, by=lead)
    assert codes(draft) == ["how_was_it", "how_was_it_2", "why"]
    move_question(two, by=lead, to=2)
    assert codes(draft) == ["how_was_it", "why", "how_was_it_2"]
    with pytest.raises(DomainError, match="Other questions"):
        remove_question(one, by=lead)
    change_question(one, by=lead, code="rating")
    assert draft.questions.get(pk=two.pk).show_if["code"] == "rating"
    remove_question(twin, by=lead)
    assert list(draft.questions.values_list("position", flat=True)) == [1, 2]
    draft.refresh_from_db()
    with pytest.raises(StaleError):
        change_question(one, by=lead, expected_version=draft.version - 1, text_en="Else?")
    for wrong in ({"low": 5, "high": 3}, {"high": 40}):
        with pytest.raises(DomainError):
            change_question(one, by=lead, **wrong)


def test_a_condition_on_what_comes_later_blocks(lead) -> None:
    draft = draft_version(Questionnaire.objects.get(name="After a service event"), by=lead)
    move_question(draft.questions.get(code="satisfied"), by=lead, to=5)
    with pytest.raises(BlockedError) as blocked:
        publish_version(draft, by=lead)
    assert "does not come before" in blocked.value.reasons[0]


@pytest.mark.req("Q-12")
def test_the_library_has_questions_for_every_factor_and_lends_them(lead) -> None:
    rows = library_for(lead)
    assert {row.factor for row in rows} == {
        "quality", "risk", "price", "design", "compatibility", "information", "control", "social",
    }  # fmt: skip
    draft = create_questionnaire(by=lead, name="Visit", purpose="case")
    taken = take_from_library(draft, rows.get(code="worth_its_price"), by=lead)
    assert taken.factor == "price"
    assert taken.code == "worth_its_price"
    with pytest.raises(DomainError, match="already"):
        take_from_library(draft, rows.get(code="worth_its_price"), by=lead)
    own = add_question(draft, by=lead, type="text", text_en="What else?")
    assert put_into_library(own, by=lead) in library_for(lead)


def test_a_file_brings_back_what_it_took(lead) -> None:
    version = published_versions().get(questionnaire__name="Half-yearly satisfaction")
    again = import_questionnaire(exported_file(version), by=lead)
    assert again.questionnaire.name == "Half-yearly satisfaction 2"
    assert again.status == "draft"
    assert exported(again)["questions"] == exported(version)["questions"]
    publish_version(again, by=lead)

    def broken(question: object) -> bytes:
        return json.dumps(exported(version) | {"questions": [question]}).encode()

    for wrong in (
        b"",
        b"[1]",
        b"\xff\xfe",
        b'{"format": "brm-questionnaire", "edition": 9, "questions": []}',
        broken({"type": "text", "text_en": 5}),
        broken(7),
        broken({"type": "scale", "low": "a"}),
        broken({"type": "choice", "options": {"a": 1}}),
    ):
        before = Questionnaire.objects.count()
        with pytest.raises(DomainError), transaction.atomic():
            import_questionnaire(wrong, by=lead)
        assert Questionnaire.objects.count() == before


def test_two_versions_are_compared_by_code(lead) -> None:
    first = published_versions().get(questionnaire__name="Need check")
    draft = draft_version(first.questionnaire, by=lead)
    change_question(draft.questions.get(code="today"), by=lead, text_en="And today?")
    remove_question(draft.questions.get(code="instead"), by=lead)
    add_question(draft, by=lead, type="text", code="extra", text_en="More?")
    draft = change_version(draft, by=lead, thanks_en="Thanks!")
    kinds = {one.code: one.kind for one in compare_versions(first, draft)}
    assert kinds == {
        "how_often": "same", "helps": "same", "today": "changed", "rather": "moved", "may_call": "moved",
        "extra": "added", "instead": "removed",
    }  # fmt: skip
    assert [name for name, _old, _new in texts_between(first, draft)] == ["thanks_en"]
