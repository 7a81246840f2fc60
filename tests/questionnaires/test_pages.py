"""Pages of questionnaires: the list, the editor, the library, the preview, a file there and back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from surveys.questionnaires.domain.composing import add_question
from surveys.questionnaires.domain.drafting import create_questionnaire
from surveys.questionnaires.domain.queries import published_versions
from surveys.questionnaires.models import LibraryQuestion, Question, Questionnaire, QuestionnaireVersion
from tests.factories.parties import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    lead = UserFactory(roles=["lead"])
    client.force_login(lead)
    return lead


def at(name, *args):
    return reverse(f"questionnaires:{name}", args=args)


@pytest.mark.req("Q-12")
def test_a_questionnaire_is_written_in_the_browser_and_published(client, lead):
    response = client.post(at("new"), {"name": "Visit", "purpose": "case"})
    draft = QuestionnaireVersion.objects.get(questionnaire__name="Visit")
    assert response.url == at("editor", draft.pk)
    new = f"{at('question_new', draft.pk)}?type="
    client.post(f"{new}scale", {
        "text_en": "How was it?", "text_zh": "怎么样？", "low": "1", "high": "5", "measure": "csat",
        "is_required": "on", "low_label_en": "bad", "low_label_zh": "差", "high_label_en": "good",
        "high_label_zh": "好",
    })  # fmt: skip
    refused = client.post(f"{new}text", {"hint_en": "What was typed stays"})
    assert refused.status_code == 422
    assert refused.context["form"].errors["text_en"] == ["Write the question, at least in one language."]
    assert "What was typed stays" in refused.content.decode()
    client.post(f"{new}choice", {
        "text_en": "Why?", "row0_en": "Time", "row0_zh": "时间", "row0_score": "40", "row1_en": "Price",
        "row1_zh": "价格",
        "shown_by": "how_was_it", "shown_op": "at_most", "shown_value": "3",
    })  # fmt: skip
    entry = LibraryQuestion.objects.get(code="worth_its_price")
    client.post(at("take", draft.pk), {"entries": [entry.pk]})
    _scale, choice, taken = draft.questions.order_by("position")
    assert [one["value"] for one in choice.options] == ["time", "price"]
    assert choice.options[0]["score"] == 40
    assert choice.show_if == {"code": "how_was_it", "op": "at_most", "value": "3"}
    assert taken.factor == "price"

    client.post(at("publish", draft.pk))
    page = client.get(at("editor", draft.pk)).content.decode()
    assert "Question 2: question is missing in Chinese" in page
    url = at("question", draft.pk, choice.pk)
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    version = client.get(url).context["version"]
    assert client.post(url, data | {"text_zh": "为什么？", "version": version}).status_code == 302
    assert client.post(url, data | {"text_zh": "为何？", "version": version}).status_code == 409
    client.post(at("words", draft.pk), {"title_en": "Visit", "title_zh": "来访"})
    client.post(at("question_move", draft.pk, taken.pk), {"way": "up"})
    client.post(at("question_double", draft.pk, taken.pk))
    client.post(at("question_remove", draft.pk, Question.objects.latest("pk").pk))
    response = client.post(at("publish", draft.pk))
    draft.refresh_from_db()
    assert draft.status == "published"
    assert response.url == draft.questionnaire.get_absolute_url()
    assert client.get(url).status_code == 302
    assert client.get(response.url).status_code == 200


def test_a_manager_drafts_but_does_not_publish(client):
    client.force_login(UserFactory(roles=["manager"]))
    row = Questionnaire.objects.get(name="Need check")
    response = client.post(at("draft", row.pk))
    draft = row.versions.get(status="draft")
    assert response.url == at("editor", draft.pk)
    assert client.post(at("publish", draft.pk)).status_code == 404
    assert client.get(f"{at('compare', row.pk)}?before=1&after=2").status_code == 200
    assert client.get(f"{at('compare', row.pk)}?before=1&after=9").status_code == 404


def test_the_preview_shows_a_phone_and_tries_answers(client, lead):
    version = published_versions().get(questionnaire__name="Half-yearly satisfaction")
    page = client.get(f"{at('preview', version.pk)}?language=zh-hans").content.decode()
    assert "服务满意度调查" in page
    assert "data-show-if" in page
    refused = client.post(at("preview", version.pk), {"q-recommend": "3"})
    assert refused.status_code == 422
    tried = client.post(at("preview", version.pk), {"q-satisfied": "4", "q-recommend": "3"})
    assert "Satisfaction 75.00 of 100" in tried.content.decode()


def test_a_file_goes_out_and_comes_back(client, lead):
    version = published_versions().get(questionnaire__name="Need check")
    file = client.get(at("export", version.pk)).content
    client.post(at("import"), {"file": SimpleUploadedFile("q.json", file), "name": "Taken over"})
    assert QuestionnaireVersion.objects.get(questionnaire__name="Taken over").questions.count() == 6
    refused = client.post(at("import"), {"file": SimpleUploadedFile("q.json", b"{}")})
    assert refused.status_code == 422


def test_lists_cost_the_same_for_one_row_and_three(client, lead):
    def cost(url):
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    one, library = cost(f"{at('list')}?purpose=need"), cost(f"{at('library')}?q=worth_its")
    for name in ("A", "B"):
        draft = create_questionnaire(by=lead, name=name, purpose="need")
        add_question(draft, by=lead, type="text", text_en="Why?")
    assert cost(f"{at('list')}?purpose=need") == one
    assert cost(f"{at('library')}?factor=quality") == library
    draft = create_questionnaire(by=lead, name="C", purpose="need")
    add_question(draft, by=lead, type="text", text_en="Why?")
    first = cost(at("editor", draft.pk))
    for _more in range(2):
        add_question(draft, by=lead, type="text", text_en="Why?")
    assert cost(at("editor", draft.pk)) == first
