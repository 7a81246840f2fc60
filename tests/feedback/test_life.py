"""Feedback: numbered, confirmed, judged, answered or passed on, late, by mail, in the portal (Q-05, Q-06, INV-34)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brm.attention.domain import attention_for
from brm.core import clock
from brm.core.errors import DomainError, TransitionError
from brm.inbound.threads import THREADS
from brm.matters.domain import thread
from brm.notifications.models import Notification
from brm.parties.domain.contacts import grant_portal_access
from customers.complaints.models import Complaint
from customers.praise.models import Praise
from surveys.feedback.domain.judging import answer_feedback, classify_feedback, convert_feedback, give_feedback_to
from surveys.feedback.domain.queries import feedback_for, feedback_open_to
from surveys.feedback.domain.receiving import add_words, confirm_feedback, receive_feedback
from surveys.feedback.domain.sweeps import sweep_feedback
from surveys.feedback.enums import FeedbackChannel
from surveys.feedback.models import FeedbackItem
from tests.factories.parties import ContactFactory, RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def customer():
    return RelationshipFactory()


@pytest.fixture
def contact(customer):
    return ContactFactory(organisation=customer.organisation, email="li@customer.example", language="zh-hans")


def tell(customer, contact=None, **facts):
    given = {"text": "能否提供月度容量报告？", "channel": "mail", "contact": contact} | facts
    return receive_feedback(customer, **given)


@pytest.mark.req("Q-05", "Q-06")
def test_it_gets_a_number_a_confirmation_an_owner_and_a_day(customer, contact):
    item = tell(customer, contact, at=MONDAY, key="m1")
    assert item.matter.number == "FB-2026-00001"
    assert (item.status, item.confirmed_at, item.confirmed_how, item.owner) == (
        "received",
        MONDAY,
        "mail",
        customer.owner,
    )
    assert item.due_at == MONDAY + timedelta(days=3)
    sent = Notification.objects.get(kind="feedback_received")
    assert (sent.address, sent.language) == ("li@customer.example", "zh-hans")
    assert tell(customer, contact, at=MONDAY, key="m1") == item
    assert [row.rule for row in attention_for(customer.owner)] == ["feedback"]
    assert Notification.objects.filter(kind="feedback_arrived", recipient=customer.owner).count() == 1


@pytest.mark.req("Q-13")
def test_it_comes_by_at_least_six_ways_and_from_people_without_an_address(customer):
    for channel in FeedbackChannel.values:
        tell(customer, channel=channel, teller="Carl")
    assert FeedbackItem.objects.values("channel").distinct().count() >= 6
    item = FeedbackItem.objects.filter(confirmed_at=None).first()
    item = confirm_feedback(item, by=customer.owner, how="call")
    assert item.confirmed_how == "call"
    with pytest.raises(DomainError, match="no address"):
        answer_feedback(item, by=customer.owner, answer="Yes.", kind="question")
    assert answer_feedback(item, by=customer.owner, answer="Yes.", kind="question", told="call").status == "answered"


@pytest.mark.req("INV-34", "Q-05")
def test_it_ends_as_complaint_praise_or_answered(customer, contact):
    owner = customer.owner
    asked = classify_feedback(tell(customer, contact), by=owner, kind="suggestion")
    asked = answer_feedback(asked, by=owner, answer="下月开始提供。")
    assert (asked.status, asked.due_at) == ("answered", None)
    assert "下月开始提供。" in Notification.objects.get(kind="feedback_answered").body
    bad, became = convert_feedback(tell(customer, contact, text="又断网了"), by=owner, kind="complaint")
    assert Complaint.objects.get().text == "又断网了"
    assert Complaint.objects.get().received_at == bad.received_at
    assert became in thread(bad.matter)
    good, _matter = convert_feedback(tell(customer, contact, text="谢谢李工"), by=owner, kind="praise")
    assert Praise.objects.get().text == "谢谢李工"
    assert not attention_for(owner).filter(rule="feedback").exists()
    for item in (bad, good, asked):
        item.matter.refresh_from_db()
        assert item.matter.closed_at is not None
        with pytest.raises(TransitionError):
            classify_feedback(item, by=owner, kind="question")
    open_one = tell(customer, contact)
    with pytest.raises(DomainError):
        convert_feedback(open_one, by=owner, kind="question")
    for wrong in (
        {"status": "answered"},
        {"status": "converted"},
        {"status": "answered", "kind": "praise", "answer": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            FeedbackItem.objects.filter(pk=open_one.pk).update(**wrong)


def test_what_waits_too_long_is_told_once_also_after_days_of_standstill(customer, contact):
    item = tell(customer, contact, at=MONDAY)
    assert sweep_feedback(at=item.due_at - timedelta(seconds=1)) == 0
    assert sweep_feedback(at=item.due_at + timedelta(days=5)) == 1
    assert sweep_feedback(at=item.due_at + timedelta(days=5)) == 0
    assert Notification.objects.filter(kind="feedback_late", recipient=customer.owner).count() == 1


def test_given_away_it_leaves_one_todays_list_and_stands_on_the_other(customer, contact):
    item, ed = tell(customer, contact), UserFactory(roles=["engineer"])
    assert not feedback_for(ed).exists()
    give_feedback_to(item, ed, by=customer.owner)
    assert not attention_for(customer.owner).filter(rule="feedback").exists()
    assert attention_for(ed).filter(rule="feedback").count() == 1
    assert feedback_for(ed).get() == item


def test_a_reply_by_mail_joins_the_item_once_and_opens_a_new_one_when_it_has_ended(customer, contact):
    item = tell(customer, contact)
    mail = {
        "contact": contact,
        "user": None,
        "text": "再补充一句",
        "files": [],
        "at": clock.now(),
        "message_id": "<1@x>",
    }
    for _twice in range(2):
        assert THREADS["feedback"].accept(item.pk, **mail) == item.get_absolute_url()
    assert item.words.count() == 1
    item = answer_feedback(item, by=customer.owner, answer="好的。", kind="question")
    new = add_words(item, contact=contact, text="谢谢，还有一事", at=clock.now(), key="2")
    assert new.pk != item.pk
    assert new.status == "received"


@pytest.mark.req("Q-05", "Q-06")
def test_the_pages_lead_through(client, customer, contact):
    client.force_login(customer.owner)
    url = f"{reverse('feedback:new')}?relationship={customer.pk}"
    data = {"relationship": customer.pk, "text": "能否换个时间？", "channel": "call", "contact": contact.pk, "key": "k"}
    item_url = client.post(url, data).url
    item = FeedbackItem.objects.get()
    assert client.post(url, data).url == item_url
    assert client.get(item_url).status_code == 200
    client.post(reverse("feedback:classify", args=[item.pk]), {"kind": "question"})
    page = client.get(item_url).content.decode()
    assert 'id="answer"' in page
    assert (
        client.post(reverse("feedback:answer", args=[item.pk]), {"kind": "question", "answer": ""}).status_code == 422
    )
    client.post(reverse("feedback:answer", args=[item.pk]), {"kind": "question", "answer": "可以。"})
    item.refresh_from_db()
    assert item.status == "answered"
    other = tell(customer, contact, text="太慢了")
    answer = client.post(reverse("feedback:classify", args=[other.pk]), {"kind": "complaint"})
    assert answer.url == reverse("complaints:detail", args=[Complaint.objects.get().pk])
    assert "CP-" in client.get(other.get_absolute_url()).content.decode()

    def cost():
        with CaptureQueriesContext(connection) as seen:
            page = client.get(f"{reverse('feedback:list')}?state=open")
            assert page.status_code == 200
        return [query["sql"] for query in seen]

    tell(customer, contact)
    cost()
    one = cost()
    for _more in range(2):
        tell(RelationshipFactory(owner=customer.owner))
    cost()
    again = cost()
    assert len(again) == len(one), [sql for sql in again if sql not in one]


@pytest.mark.req("Q-05", "Q-06")
def test_a_contact_asks_in_the_portal_and_reads_the_answer(client, customer, contact):
    user = UserFactory(roles=["contact"])
    contact.user = user
    contact.save(update_fields=["user"])
    grant_portal_access(contact, customer, by=customer.owner, role="user")
    client.force_login(user)
    assert reverse("portal:feedback_new") in client.get(reverse("portal:tell")).content.decode()
    data = {"kind": "question", "text": "周末有人值守吗？", "key": "k1"}
    url = client.post(reverse("portal:feedback_new"), data).url
    item = FeedbackItem.objects.get()
    assert client.post(reverse("portal:feedback_new"), data).url == url
    assert (item.kind, item.status, item.confirmed_how, item.contact) == ("question", "classified", "portal", contact)
    answer_feedback(item, by=customer.owner, answer="有的，7×24。")
    assert "7×24" in client.get(url).content.decode()
    assert client.get(reverse("portal:feedbacks")).status_code == 200
    assert not feedback_open_to(UserFactory(roles=["contact"])).exists()
