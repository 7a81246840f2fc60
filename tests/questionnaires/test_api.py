"""Questionnaires and feedback for programs: drafted, published, carried; told, judged, answered."""

import pytest

from surveys.questionnaires.models import Question, Questionnaire
from tests.api.caller import Caller
from tests.factories.parties import ContactFactory, RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db
ENDS = {"low_label_en": "bad", "low_label_zh": "差", "high_label_en": "good", "high_label_zh": "好"}


def test_a_questionnaire_lives_by_the_api():
    lead, manager = Caller(UserFactory(roles=["lead"])), Caller(UserFactory(roles=["manager"]))
    row = manager.post("questionnaires/", {"name": "Visit", "purpose": "case"}).json()
    draft = manager.post(f"questionnaires/{row['id']}/draft/").json()
    asked = {"questionnaire_version": draft["id"], "text_en": "How was it?", "text_zh": "怎么样？", **ENDS}
    scale = manager.post("questions/", {**asked, "type": "scale", "measure": "csat"})
    assert (scale.status_code, scale.json()["code"]) == (201, "how_was_it")
    why = manager.post("questions/", {
        "questionnaire_version": draft["id"], "type": "choice", "text_en": "Why?", "text_zh": "为什么？",
        "options": [{"en": "Time", "zh": "时间", "score": 40}, {"en": "Price", "zh": "价格"}],
        "show_if": {"code": "how_was_it", "op": "at_most", "value": "3"},
    })  # fmt: skip
    assert [one["value"] for one in why.json()["options"]] == ["time", "price"]
    assert manager.patch(f"questions/{why.json()['id']}/", {"text_en": "Why so?"}).json()["text_en"] == "Why so?"
    assert manager.post("questions/", {**asked, "type": "scale", "low": 5, "high": 2}).status_code in (400, 409)
    seen = manager.get(f"questionnaire-versions/{draft['id']}/").json()
    assert len(seen["questions"]) == 2
    assert seen["missing"] == ["title is missing in English.", "title is missing in Chinese."]
    address = f"questionnaire-versions/{draft['id']}/"
    assert lead.post(f"{address}publish/").status_code == 409
    manager.patch(address, {"title_en": "Visit", "title_zh": "来访"})
    assert manager.post(f"{address}publish/").status_code == 404
    assert lead.post(f"{address}publish/").json()["status"] == "published"
    assert manager.patch(f"questions/{why.json()['id']}/", {"text_en": "No"}).status_code == 409
    content = manager.get(f"{address}export/").json()["content"]
    again = manager.post("questionnaires/import/", {"content": content, "name": "Again"})
    assert again.status_code == 201
    assert Question.objects.filter(version=again.json()["id"]).count() == 2
    assert lead.post(f"questionnaires/{row['id']}/retire/").json()["archived_at"]
    assert Questionnaire.objects.filter(name="Again").exists()


@pytest.mark.req("Q-05", "Q-06")
def test_feedback_lives_by_the_api():
    customer = RelationshipFactory()
    caller, stranger = Caller(customer.owner), Caller(UserFactory(roles=["manager"]))
    contact = ContactFactory(organisation=customer.organisation, email="a@customer.example")
    told = {"relationship": customer.pk, "contact": contact.pk, "channel": "review", "text": "Slow", "key": "k7"}
    item = caller.post("feedback/", told).json()
    assert item["number"].startswith("FB-")
    assert item["confirmed_how"] == "mail"
    assert caller.post("feedback/", told).json()["id"] == item["id"]
    assert stranger.get(f"feedback/{item['id']}/").status_code == 404
    assert stranger.post("feedback/", {**told, "key": "k8"}).status_code == 400
    assert caller.post(f"feedback/{item['id']}/classify/", {"kind": "question"}).json()["status"] == "classified"
    done = caller.post(f"feedback/{item['id']}/answer/", {"answer": "Faster now."}).json()
    assert (done["status"], done["answer"]) == ("answered", "Faster now.")
    assert caller.post(f"feedback/{item['id']}/convert/", {"kind": "complaint"}).status_code == 409
