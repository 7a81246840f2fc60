"""A mail that answers nothing: of a contact we know it is feedback, of anybody else it waits for a person (Q-05)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from brm.documents.models import Document
from brm.inbound.enums import MailState, Reason
from brm.notifications.models import Notification
from brm.parties.enums import EndReason, Kind, Status
from brm.parties.models import Contact, Relationship
from surveys.feedback.models import FeedbackItem
from tests.factories.parties import ContactFactory, OrganisationFactory, RelationshipFactory
from tests.factories.people import Cast
from tests.inbound.letters import ADDRESS, letter, receive

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 6000


@pytest.fixture
def customer(cora: Contact, cast: Cast) -> Relationship:
    """Alice keeps the organisation Cora writes for."""
    return RelationshipFactory(organisation=cora.organisation, owner=cast.alice, team=cast.team)


def loose(**facts: Any) -> bytes:
    """A mail of Cora's to our plain address, out of the blue."""
    return letter(**({"to": ADDRESS, "title": "An idea", "text": "Tell us two weeks ahead.\n"} | facts))


@pytest.mark.req("Q-05", "Q-06")
def test_a_contact_who_writes_of_their_own_accord_is_heard_numbered_and_confirmed(
    customer: Relationship, cora: Contact, cast: Cast
) -> None:
    mail = receive(loose(files=[("plan.png", PNG)]))

    item = FeedbackItem.objects.get()
    assert (mail.state, mail.contact, mail.thread, mail.url) == (
        MailState.DELIVERED, cora, "feedback", item.get_absolute_url(),
    )  # fmt: skip
    assert (item.relationship, item.contact, item.channel, item.owner) == (customer, cora, "mail", cast.alice)
    assert item.text == "An idea\n\nTell us two weeks ahead."
    assert (item.confirmed_how, item.status) == ("mail", "received")
    assert Document.objects.get(subject_id=item.pk).title == "plan.png"
    sent = Notification.objects.get(kind="feedback_received")
    assert Notification.objects.filter(recipient=cast.alice, kind="feedback_arrived").exists()

    # the same mail again is one item, and what they answer to the confirmation joins it
    receive(loose(files=[("plan.png", PNG)]))
    receive(loose(message_id="<two@their.example>", text="And on Mondays.", In_Reply_To=sent.message_id))
    assert FeedbackItem.objects.get().words.get().text == "And on Mondays."
    # something else is another
    receive(loose(message_id="<three@their.example>", title="A question", text="Who is on call?"))
    assert FeedbackItem.objects.count() == 2


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"vouched": ""}, Reason.NOT_AUTHENTICATED),
        ({"vouched": "mx.our.example; dmarc=fail header.from=their.example"}, Reason.SPOOFED),
        ({"sender": "Nobody <nobody@their.example>"}, Reason.NO_ADDRESS),
        ({"to": "portal+feedback-1-1-aaaaaaaaaaaaaaaa@our.example"}, Reason.FORGED_ADDRESS),
        ({"text": " \n"}, Reason.EMPTY),
    ],
    ids=lambda each: str(each) if isinstance(each, Reason) else "",
)  # fmt: skip
def test_strangers_and_who_may_be_one_wait_for_a_person(
    facts: dict[str, Any], reason: Reason, customer: Relationship
) -> None:
    mail = receive(loose(**facts))

    assert (mail.state, mail.reason) == (MailState.QUARANTINED, reason)
    assert not FeedbackItem.objects.exists()


def test_who_speaks_for_no_customer_or_is_not_the_only_one_with_the_address_waits(
    customer: Relationship, cora: Contact
) -> None:
    supplier = RelationshipFactory(kind=Kind.SUPPLIER)
    ContactFactory(organisation=supplier.organisation, email="cora@their.example")
    assert receive(loose()).state == MailState.DELIVERED  # a supplier's contact is none of these
    ContactFactory(organisation=RelationshipFactory().organisation, email="cora@their.example")
    assert receive(loose(message_id="<2@x>")).reason == Reason.NO_ADDRESS
    Contact.objects.exclude(pk=cora.pk).delete()
    Relationship.objects.filter(pk=customer.pk).update(status=Status.ENDED, end_reason=EndReason.LOST)
    assert receive(loose(message_id="<3@x>")).reason == Reason.NO_ADDRESS
    assert FeedbackItem.objects.count() == 1


def test_a_site_speaks_for_the_customer_it_belongs_to(customer: Relationship) -> None:
    site = OrganisationFactory(parent=customer.organisation)
    dan = ContactFactory(organisation=site, email="dan@their.example")
    receive(loose(sender="Dan <dan@their.example>"))

    assert (FeedbackItem.objects.get().relationship, FeedbackItem.objects.get().contact) == (customer, dan)


@pytest.mark.req("Q-05")
def test_an_administrator_puts_a_doubtful_one_through_as_something_new(
    customer: Relationship, cora: Contact, cast: Cast, client: Client
) -> None:
    mail = receive(loose(vouched=""))
    client.force_login(cast.ada)
    assert b"Deliver as addressed" not in client.get(reverse("inbound:detail", args=[mail.pk])).content
    said = {"thread": "feedback", "number": "", "address": "no@body.example"}
    address = reverse("inbound:put_through", args=[mail.pk])
    assert client.post(address, said).status_code == 422
    supplier = RelationshipFactory(kind=Kind.SUPPLIER)
    sue = ContactFactory(organisation=supplier.organisation, email="sue@supplier.example")
    refused = client.post(address, said | {"address": sue.email})
    assert "opens nothing" in refused.content.decode()
    assert client.post(address, said | {"address": "cora@their.example"}).status_code == 302

    mail.refresh_from_db()
    assert (mail.state, mail.contact, mail.decided_by) == (MailState.DELIVERED, cora, cast.ada)
    assert FeedbackItem.objects.get().contact == cora
