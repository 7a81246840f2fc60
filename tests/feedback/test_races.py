"""Feedback taken on twice at once, sent twice at once; words and days nobody expects."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from brm.core import clock
from customers.complaints.models import Complaint
from surveys.feedback.domain.judging import answer_feedback, convert_feedback
from surveys.feedback.domain.receiving import add_words, receive_feedback
from surveys.feedback.models import FeedbackItem
from tests.api.caller import Caller
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.racing import at_once, refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.req("INV-34")
def test_taken_on_and_answered_by_several_at_once_it_ends_once(cast):
    customer = RelationshipFactory(owner=cast.alice)
    item = receive_feedback(customer, text="The printer is broken again", channel="call", by=cast.alice)
    convert = [lambda: convert_feedback(item, by=cast.alice, kind="complaint") for _n in range(3)]
    answers = at_once(*convert, lambda: answer_feedback(item, by=cast.alice, answer="Yes", kind="question"))

    assert refused(answers) == 3
    kept = FeedbackItem.objects.get(pk=item.pk)
    assert Complaint.objects.count() == (kept.status == "converted")
    assert kept.kind in ("complaint", "question")


@pytest.mark.req("Q-06")
def test_the_same_words_from_two_clients_at_once_are_one_item(cast):
    customer = RelationshipFactory(owner=cast.alice)
    said = {"relationship": customer.pk, "text": "Thank you", "channel": "call", "key": "ticket-1"}
    callers = [Caller(cast.alice) for _n in range(3)]
    codes = [answer.status_code for answer in at_once(*[lambda c=c: c.post("feedback/", said) for c in callers])]
    assert codes == [201, 201, 201]
    assert FeedbackItem.objects.count() == 1


def test_nobody_takes_on_what_they_do_not_see(cast):
    item = receive_feedback(RelationshipFactory(owner=cast.sam), text="Slow", channel="call", by=cast.sam)
    for verb in ("convert", "classify", "answer", "give", "act", "confirm"):
        assert Caller(cast.alice).post(f"feedback/{item.pk}/{verb}/", {"kind": "complaint"}).status_code == 404
    client = Client()
    client.force_login(cast.alice)
    assert client.post(reverse("feedback:classify", args=[item.pk]), {"kind": "complaint"}).status_code == 404
    assert FeedbackItem.objects.get().status == "received"


def test_further_words_and_days_at_the_end_of_the_calendar(cast):
    customer = RelationshipFactory(owner=cast.alice)
    contact = ContactFactory(organisation=customer.organisation)
    item = receive_feedback(customer, text="Slow", channel="call", contact=contact, by=cast.alice)
    add_words(item, contact=contact, text="still\x00 slow 😀", at=clock.now())
    assert item.words.get().text == "still slow 😀"

    client = Client()
    client.force_login(cast.alice)
    for page in ("feedback:list", "praise:list"):
        for day in (date.max, date.min):
            shown = client.get(reverse(page), {"since": "0001-01-01", "until": day.isoformat()})
            assert shown.status_code == 200
