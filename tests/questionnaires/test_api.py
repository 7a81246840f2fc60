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
    assert seen["missing"] == ["Title is missing in English.", "Title is missing in Chinese."]
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


def test_a_question_read_before_another_writer_is_not_overwritten():
    mine, theirs = (Caller(UserFactory(roles=["manager"])) for _each in "12")
    row = mine.post("questionnaires/", {"name": "Visit", "purpose": "case"}).json()
    draft = mine.post(f"questionnaires/{row['id']}/draft/").json()
    asked = {"questionnaire_version": draft["id"], "type": "text", "text_en": "Why?", "text_zh": "为什么？"}
    first = mine.post("questions/", asked).json()
    address = f"questions/{first['id']}/"
    assert first["version"] == mine.get(f"questionnaire-versions/{draft['id']}/").json()["version"]
    changed = theirs.patch(address, {"text_en": "Why so?", "version": first["version"]})
    assert (changed.status_code, changed.json()["version"]) == (200, first["version"] + 1)
    late = mine.patch(address, {"text_en": "Why not?", "version": first["version"]})
    assert late.status_code == 409
    assert late.json()["changes"] == [{"field": "text_en", "theirs": "Why so?", "yours": "Why not?"}]
    # another question of the same draft counts too: conditions look at one another
    theirs.post("questions/", asked)
    assert mine.patch(address, {"text_en": "Why not?", "version": changed.json()["version"]}).status_code == 409
    now = mine.get(address).json()
    assert now["text_en"] == "Why so?"
    assert mine.patch(address, {"text_en": "Why not?", "version": now["version"]}).status_code == 200
    assert mine.patch(address, {"text_en": "And?"}).status_code == 200
    assert mine.patch(address, {"text_en": "And?", "version": 0}).status_code == 400


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
