"""Pages of colleagues: responses, words, follow-ups, writing down; the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brm.parties.domain.links import relationship_url
from surveys.answering.domain.follow_ups import finish_follow_up, reopen_follow_up
from surveys.answering.domain.sheets import LETTERS, number_of, sheet_code
from surveys.answering.domain.taking import submit_response
from surveys.answering.models import FollowUp, Response
from surveys.asking.models import Invitation
from surveys.feedback.models import FeedbackItem
from tests.answering.factories import BAD, GOOD, WORDS, invite, make_campaign, make_version
from tests.api.caller import Caller
from tests.factories.parties import RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def relationship(client):
    relationship = RelationshipFactory()
    client.force_login(relationship.owner)
    return relationship


def answered(relationship, said=BAD):
    invitation, _token = invite(relationship)
    return submit_response(invitation, said)


def statements(client, url):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return sorted(query["sql"][:120] for query in caught.captured_queries)


def test_lists_cost_the_same_for_one_row_and_for_three(client, relationship):
    answered(relationship)
    urls = [reverse(f"answering:{name}") for name in ("responses", "words", "follow_ups")]
    urls.append(f"{relationship_url(relationship)}?tab=answers")
    [client.get(url) for url in urls]
    once = [statements(client, url) for url in urls]
    for _n in range(2):
        answered(relationship)

    assert [statements(client, url) for url in urls] == once


def test_responses_are_found_by_words_and_by_how_content_they_are(client, relationship):
    low, fine = answered(relationship), answered(relationship, GOOD)
    stranger = answered(RelationshipFactory())
    url = reverse("answering:responses")

    def found(**query):
        page = client.get(url, query).content.decode()
        return {name for name, row in (("low", low), ("fine", fine), ("stranger", stranger)) if str(row.pk) in page}

    assert found() == {"low", "fine"}
    assert found(content="low") == {"low"}
    assert found(q=WORDS[:6]) == {"low"}
    assert client.get(reverse("answering:response", args=[stranger.pk])).status_code == 404
    page = client.get(reverse("answering:response", args=[low.pk])).content.decode()
    assert WORDS in page
    assert FollowUp.objects.get(response=low).get_absolute_url() in page


@pytest.mark.req("Q-05", "INV-34")
def test_words_are_tagged_found_by_tag_and_passed_to_the_inbox(client, relationship):
    answer = answered(relationship).answers.get(question__code="why")
    client.post(reverse("answering:tags", args=[answer.pk]), {"tags": "Hotline， waiting  time, hotline"})
    answer.refresh_from_db()
    assert answer.tags == ["hotline", "waiting time"]
    words = reverse("answering:words")
    assert WORDS in client.get(words, {"tag": "Hotline"}).content.decode()
    assert WORDS not in client.get(words, {"untagged": "true"}).content.decode()
    for _again in range(2):
        sent = client.post(reverse("answering:to_feedback", args=[answer.pk]))

    item = FeedbackItem.objects.get()
    assert sent.status_code == 302
    assert (item.text, item.contact, item.channel) == (WORDS, answer.response.contact, "survey")


@pytest.mark.req("Q-02")
def test_a_sheet_is_found_by_its_code_and_written_down(client, relationship):
    invitation, _token = invite(relationship, channel="sheet")
    printed = client.get(reverse("answering:printed", args=[invitation.pk])).content.decode()
    code = sheet_code(invitation)
    assert code in printed
    assert "问题1" in printed
    wrong = code[:-1] + ("X" if code[-1] != "X" else "Y")
    assert client.post(reverse("answering:sheet"), {"code": wrong}).status_code == 422
    went = client.post(reverse("answering:sheet"), {"code": code.lower().replace("-", " ")})
    assert went["Location"] == reverse("answering:take", args=[invitation.pk]) + "?channel=sheet"
    refused = client.post(went["Location"], {"q-easy": 3, "q-words": "aus dem Bogen"})
    assert refused.status_code == 422
    assert "aus dem Bogen" in refused.content.decode()
    taken = client.post(went["Location"], {"q-content": 4})

    response = Response.objects.get()
    assert taken["Location"] == reverse("answering:response", args=[response.pk])
    assert (response.channel, response.taken_by) == ("sheet", relationship.owner)
    assert client.get(went["Location"]).status_code == 404  # once


def test_a_code_wrong_by_one_letter_or_two_swapped_is_nobodys():
    for number in (1, 17, 4711, 99_999, 1_234_567):
        code = sheet_code(Invitation(pk=number))
        assert number_of(code) == number
        digits = code[2:-2]
        for place, letter in enumerate(digits):
            for other in LETTERS[:31]:
                if other != letter and letter != "Z":
                    assert number_of(f"S-{digits[:place]}{other}{digits[place + 1 :]}-{code[-1]}") is None
            if place and letter != digits[place - 1] and "Z" not in digits:
                swapped = digits[: place - 1] + letter + digits[place - 1] + digits[place + 1 :]
                assert number_of(f"S-{swapped}-{code[-1]}") is None


def test_the_desk_leads_from_the_low_answer_to_its_end(client, relationship):
    follow_up = answered(relationship).follow_up
    page = client.get(reverse("answering:follow_ups")).content.decode()
    assert follow_up.get_absolute_url() in page
    shown = client.get(follow_up.get_absolute_url()).content.decode()
    assert WORDS in shown
    assert "Yes, they agreed" in shown
    assert client.post(reverse("answering:contact", args=[follow_up.pk]), {"note": "Spoke."}).status_code == 302
    assert client.post(reverse("answering:finish", args=[follow_up.pk]), {"note": "x"}).status_code == 422
    done = {"outcome": "improving", "note": "A second line from May."}
    assert client.post(reverse("answering:finish", args=[follow_up.pk]), done).status_code == 302
    again = {"reason": "Still slow"}
    assert client.post(reverse("answering:reopen", args=[follow_up.pk]), again).status_code == 302
    colleague = UserFactory()
    assert client.post(reverse("answering:give", args=[follow_up.pk]), {"to": colleague.pk}).status_code == 302

    later = answered(relationship).follow_up
    finish_follow_up(follow_up, by=relationship.owner, outcome="recovered", note="")
    page = client.get(reverse("answering:follow_ups")).content.decode()
    assert page.index(later.get_absolute_url()) < page.index(follow_up.get_absolute_url())  # what is done stands last
    follow_up = reopen_follow_up(follow_up, by=relationship.owner, reason="Again")

    follow_up.refresh_from_db()
    assert (follow_up.status, follow_up.owner) == ("open", colleague)


@pytest.mark.req("Q-01", "INV-31")
def test_programs_take_answers_in_by_the_token_once():
    relationship = RelationshipFactory()
    invitation, token = invite(relationship)
    caller = Caller(relationship.owner)
    told = caller.post("survey-answers/", {"token": token, "answers": {"easy": 9}})
    assert told.status_code == 400
    assert told.json()["errors"].keys() == {"content", "easy"}
    assert caller.post("survey-answers/", {"token": "x", "answers": {}}).status_code == 404
    made = caller.post("survey-answers/", {"token": token, "answers": {"content": 2}})
    assert made.status_code == 201, made.content
    assert caller.post("survey-answers/", {"token": token, "answers": {"content": 2}}).status_code == 409

    read = caller.get(f"survey-answers/{made.json()['id']}/").json()
    assert (read["invitation"], read["csat"], read["answers"][0]["question"]) == (invitation.pk, "25.00", "content")
    follow_up = caller.get("survey-follow-ups/").json()["results"][0]
    done = caller.post(f"survey-follow-ups/{follow_up['id']}/finish/", {"outcome": "recovered", "note": "Called."})
    assert done.json()["status"] == "done"


def test_an_anonymous_answer_by_program_has_no_number():
    relationship = RelationshipFactory()
    campaign = make_campaign(make_version(), owner=relationship.owner, is_anonymous=True)
    _invitation, token = invite(relationship, campaign=campaign)
    made = Caller(relationship.owner).post("survey-answers/", {"token": token, "answers": {"content": 2}})

    assert made.json() == {"id": None, "anonymous": True}
    assert not Response.objects.exists()
