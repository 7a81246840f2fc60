"""Answers that no form sends, people who moved on, pages that change hands: refused in words, never a fault."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from brm.core import clock
from surveys.answering.domain.campaigns import public_part
from surveys.answering.domain.saying import say, say_pass, told_by
from surveys.answering.domain.tagging import pass_to_feedback
from surveys.answering.domain.taking import submit_response
from surveys.answering.models import Answer, Ballot, Response
from surveys.asking.models import OptOut
from surveys.questionnaires.domain.logic import shown
from surveys.results.models import ClosedPeriod
from tests.answering.factories import GOOD, invite, make_campaign, make_version
from tests.api.caller import Caller
from tests.factories.parties import ContactFactory, RelationshipFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ODD = {
    "two dashes": {"content": "--5"},
    "a number of 400 digits": {"content": 10**400},
    "half a character": GOOD | {"words": "a\ud800b"},
    "half a character as a question": GOOD | {"\ud800": 1},
    "a question of NUL": GOOD | {"\x00": 1},
    "lists in lists": {"content": [[[1]]]},
    "words that are none": GOOD | {"words": {"a": 1}},
    "a hundred thousand characters": GOOD | {"words": "x" * 100_000},
    "a question with a long name": GOOD | {"x" * 100_000: 1},
    "another's digits with more to them": {"content": "²"},
}


@pytest.fixture(autouse=True)
def clean():
    cache.clear()


@pytest.mark.req("Q-01", "INV-30")
@pytest.mark.parametrize("is_anonymous", [False, True])
@pytest.mark.parametrize("name", ODD)
def test_what_no_form_sends_is_refused_in_words(cast, name, is_anonymous):
    campaign = make_campaign(make_version(), owner=cast.alice, is_anonymous=is_anonymous)
    _invitation, token = invite(RelationshipFactory(owner=cast.alice), campaign=campaign)
    caller = Caller(cast.alice)

    told = caller.post("survey-answers/", {"token": token, "answers": ODD[name]})
    assert told.status_code == 400, told.content
    assert told.json()["detail"]
    assert not Ballot.objects.exists()
    assert not Response.objects.filter(answered_on__isnull=False).exists()
    # the link is as good as before, with NUL left out and whole characters kept
    said = GOOD | {"words": "\x00好 😀\x00"}
    assert caller.post("survey-answers/", {"token": token, "answers": said}).status_code == 201
    kept = json.dumps(Ballot.objects.get().content, ensure_ascii=False) if is_anonymous else (
        Answer.objects.get(question__code="words").text
    )  # fmt: skip
    assert "好 😀" in kept
    assert "\x00" not in kept


def test_a_condition_is_not_met_by_a_number_beyond_all_numbers():
    class Asked:
        code, show_if = "b", {"code": "a", "op": "at_least", "value": 3}

    class First:
        code, show_if = "a", {}

    assert shown([First(), Asked()], {"a": 10**400}) == ["a"]


@pytest.mark.req("Q-05", "Q-06")
def test_who_moved_on_or_was_erased_may_still_say_something():
    invitation, _token = invite()
    response = submit_response(invitation, GOOD | {"words": "Call me back"})
    passed, contact = say_pass(invitation), invitation.contact
    contact.organisation = RelationshipFactory().organisation
    contact.save()

    item = say(passed, kind="praise", text="Well done", name="Somebody")
    assert (item.relationship, item.contact, item.teller) == (invitation.relationship, None, "Somebody")
    words = response.answers.get(question__code="words")
    passed_on = pass_to_feedback(words, by=invitation.relationship.owner)
    assert (passed_on.contact, passed_on.teller) == (None, contact.name)
    contact.erased_at = clock.now()
    contact.save()
    assert told_by(passed).contact is None
    assert say(passed, kind="question", text="And now?").contact is None


@pytest.mark.req("Q-05")
def test_who_was_merged_speaks_as_whom_they_are_now():
    invitation, _token = invite()
    submit_response(invitation, GOOD)
    kept = ContactFactory(organisation=invitation.relationship.organisation)
    invitation.contact.merged_into = kept
    invitation.contact.save()

    assert say(say_pass(invitation), kind="praise", text="Well done").contact == kept


@pytest.mark.req("INV-30")
def test_an_answer_that_is_refused_while_the_link_is_open_says_why():
    _invitation, token = invite()
    today = clock.today()
    ClosedPeriod.objects.create(first_on=today - 2 * DAY, last_on=today + 2 * DAY)
    url = f"/s/{token}/?lang=en"
    sent = Client().post(f"/s/{token}/", {"q-content": "5", "q-easy": "4", "step": "1", "lang": "en"})
    assert sent.status_code == 302
    sent = Client().post(f"/s/{token}/", {"q-recommend": "9", "q-words": "Fine", "step": "2", "lang": "en"})
    while sent.status_code == 302 and "step=" in sent["Location"]:
        number = sent["Location"].partition("step=")[2].partition("&")[0]
        sent = Client().post(f"/s/{token}/", {"step": number, "lang": "en"})

    assert sent.status_code == 422
    assert "This period is closed" in sent.content.decode()
    assert Client().get(url).status_code == 200


@pytest.mark.req("Q-02", "INV-30")
def test_a_public_page_stays_open_when_the_customer_changes_hands(cast):
    customer = RelationshipFactory(owner=cast.alice)
    campaign = make_campaign(make_version(), owner=cast.alice, channels=["web"], public_code="poster")
    url = reverse("answering:open", args=[campaign.public_code, public_part(campaign, customer.pk)])
    assert Client().get(url).status_code == 200

    customer.owner, customer.team = cast.sam, None
    customer.save()
    assert Client().get(url).status_code == 200
    customer.status, customer.end_reason = "ended", "lost"
    customer.save()
    assert Client().get(url).status_code == 404


@pytest.mark.req("Q-01")
@pytest.mark.parametrize("status", ["answered", "expired", "declined", "revoked"])
def test_the_wish_to_be_asked_no_more_counts_when_the_survey_is_over(status):
    invitation, token = invite()
    invitation.status, invitation.step_at = status, None
    invitation.save()
    browser = Client()
    browser.post(f"/s/{token}/decline/")
    assert not OptOut.objects.exists()
    for _n in range(2):
        assert browser.post(f"/s/{token}/decline/", {"never": "1"}).status_code == 302
    assert OptOut.objects.get().contact == invitation.contact
    invitation.refresh_from_db()
    assert invitation.status == status
    assert browser.post("/s/nobody-s-link/decline/", {"never": "1"}).status_code == 404
