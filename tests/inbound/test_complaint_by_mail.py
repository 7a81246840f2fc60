"""A complainant answers our mail: it lands in the complaint, the clocks go on, strangers' words do not."""

import pytest
from django.test import Client
from django.urls import reverse

from brm.documents.models import Document
from brm.inbound.enums import MailState, Reason
from brm.notifications.models import Notification
from brm.parties.models import Contact
from customers.complaints.domain.filing import file_complaint
from customers.complaints.domain.merging import merge_complaints
from customers.complaints.domain.steps import acknowledge, ask, assess, investigate
from customers.complaints.enums import Channel, MessageKind, Status
from customers.complaints.models import Complaint
from tests.documents.files import PNG
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.factories.people import Cast
from tests.inbound.letters import letter, receive


@pytest.fixture
def complaint(cast: Cast, cora: Contact) -> Complaint:
    relationship = RelationshipFactory(organisation=cora.organisation, owner=cast.alice, team=cast.team)
    return file_complaint(
        relationship, by=cast.alice, text="打印机又坏了", kind="customer", path="direct", contact=cora, channel="phone"
    )


def address(contact: Contact) -> str:
    """Where the newest mail to a contact says that answers go."""
    return Notification.objects.filter(contact_id=contact.pk).latest("pk").reply_to


@pytest.mark.req("C-12")
def test_an_answer_with_a_photo_joins_the_complaint(complaint: Complaint, cora: Contact) -> None:
    raw = letter(to=address(cora), text="照片在此。\n\n> 您的投诉已收到", files=[("照片.png", PNG)])
    mail = receive(raw)
    receive(raw)

    message = complaint.messages.get(kind=MessageKind.MESSAGE)
    assert (mail.state, mail.url) == (MailState.DELIVERED, f"/complaints/{complaint.pk}/")
    assert (message.text, message.contact, message.channel) == ("照片在此。", cora, Channel.EMAIL)
    document = Document.objects.get(subject_id=message.pk, subject_type="complaints.complaintmessage")
    assert (document.title, document.uploaded_contact, document.shared_with_customer) == ("照片.png", cora, True)


@pytest.mark.req("INV-13")
def test_the_reply_we_waited_for_lets_the_clocks_go_on(complaint: Complaint, cora: Contact, cast: Cast) -> None:
    acknowledge(complaint, by=cast.alice)
    assess(complaint, by=cast.alice, severity=3, impact="One room", remedy_sought="Repair", category="Printers")
    investigate(complaint, by=cast.alice)
    ask(complaint, by=cast.alice, question="Which printer?")

    receive(letter(to=address(cora), text="The one in room 3."))

    complaint.refresh_from_db()
    assert complaint.status != Status.WAITING
    assert complaint.messages.get(kind=MessageKind.REPLY).text == "The one in room 3."
    assert Notification.objects.filter(recipient=cast.alice, kind="complaint_reply").exists()


def test_what_a_stranger_writes_does_not_join(complaint: Complaint, cora: Contact) -> None:
    before = complaint.messages.count()
    mail = receive(letter(to=address(cora), text="I withdraw everything.", vouched=""))

    assert (mail.reason, complaint.messages.count()) == (Reason.NOT_AUTHENTICATED, before)


def test_a_colleague_without_a_part_in_it_is_refused_when_put_through(
    complaint: Complaint, cora: Contact, cast: Cast, client: Client
) -> None:
    dan = ContactFactory(organisation=cora.organisation, name="Dan", email="dan@their.example")
    mail = receive(letter(to=address(cora), sender="Dan <dan@their.example>"))
    client.force_login(cast.ada)

    said = {"thread": "complaint", "number": complaint.matter.number, "address": dan.email}
    answer = client.post(reverse("inbound:put_through", args=[mail.pk]), said)

    assert mail.reason == Reason.OTHER_SENDER
    assert (answer.status_code, complaint.messages.filter(contact=dan).count()) == (422, 0)


def test_the_answer_to_a_duplicate_joins_the_one_it_went_into(complaint: Complaint, cora: Contact, cast: Cast) -> None:
    facts = {"text": "又一次", "kind": "customer", "path": "direct", "contact": cora, "channel": "phone"}
    other = file_complaint(complaint.relationship, by=cast.alice, **facts)
    to = address(cora)
    merge_complaints(complaint, other, by=cast.alice)

    receive(letter(to=to, text="Any news?"))

    assert complaint.messages.filter(text="Any news?", contact=cora).count() == 1
