"""The page of mails that came in: an administrator reads, puts through, discards."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from brm.accounts.domain.privacy import PERSONAL
from brm.audit.models import AuditEvent
from brm.inbound.enums import MailState
from brm.inbound.models import InboundMail
from brm.parties.models import Contact
from tests.factories.parties import ContactFactory
from tests.factories.people import Cast
from tests.inbound.letters import LISTENER, SUBJECT, letter, receive, to


@pytest.fixture
def ada(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ada)
    return client


@pytest.fixture
def doubtful(cora: Contact) -> InboundMail:
    """A mail in Cora's name that nobody vouches for."""
    return receive(letter(to=to(cora), vouched="", text="It broke again.\n\n> older", title="<b>Re</b>"))


def press(client: Client, name: str, mail: InboundMail, **said: str) -> Any:
    return client.post(reverse(f"inbound:{name}", args=[mail.pk]), said, follow=True)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_however_long(
    rows: int, ada: Client, cora: Contact, django_assert_max_num_queries: Any
) -> None:
    for number in range(rows):
        receive(letter(to=to(cora), vouched="", message_id=f"<{number}@x>"))
    ada.get(reverse("inbound:list"))

    with django_assert_max_num_queries(10):
        page = ada.get(reverse("inbound:list"))

    assert len(page.context["listing"].rows) == rows


def test_text_is_shown_on_demand_and_that_is_told(ada: Client, doubtful: InboundMail, cast: Cast) -> None:
    page = ada.get(reverse("inbound:detail", args=[doubtful.pk])).content.decode()
    shown = press(ada, "read", doubtful).content.decode()

    assert "It broke again" not in page
    assert "&lt;b&gt;Re&lt;/b&gt;" in page
    assert "It broke again." in shown
    assert "&gt; older" in shown
    assert AuditEvent.objects.get(action="inbound.read").actor_id == cast.ada.pk


def test_delivering_as_addressed(ada: Client, doubtful: InboundMail, cora: Contact) -> None:
    page = press(ada, "deliver", doubtful)

    doubtful.refresh_from_db()
    assert "The mail was delivered." in page.content.decode()
    assert (doubtful.state, doubtful.decided_by_id is not None) == (MailState.DELIVERED, True)
    assert [(heard.contact, heard.text) for heard in LISTENER.heard] == [(cora, "It broke again.")]

    again = press(ada, "deliver", doubtful).content.decode()
    assert "is not possible while the state is" in again
    assert len(LISTENER.heard) == 1


def test_putting_through_by_number_and_address(ada: Client, cora: Contact) -> None:
    mail = receive(letter(to="portal@our.example"))
    address = reverse("inbound:put_through", args=[mail.pk])
    said = {"thread": "testing", "number": "T-99", "address": "cora@their.example"}

    no_number = ada.post(address, said)
    nobody = ada.post(address, said | {"number": f"T-{SUBJECT}", "address": "no@body.example"})
    ada.post(address, said | {"number": f" T-{SUBJECT} "})

    mail.refresh_from_db()
    assert (no_number.status_code, nobody.status_code) == (422, 422)
    assert "There is nothing with the number “T-99”." in no_number.content.decode()
    assert "No contact has the address no@body.example." in nobody.content.decode()
    assert (mail.state, mail.subject_id, mail.contact) == (MailState.DELIVERED, SUBJECT, cora)


def test_of_several_contacts_with_an_address_the_one_who_may_is_taken(ada: Client, cora: Contact) -> None:
    mail = receive(letter(to="portal@our.example"))
    ContactFactory(name="Other Cora", email="cora@their.example")
    LISTENER.refuse = "Not hers."

    refused = press(
        ada, "put_through", mail, thread="testing", number=f"T-{SUBJECT}", address="cora@their.example"
    ).content.decode()

    mail.refresh_from_db()
    assert "Not hers." in refused
    assert mail.state == MailState.QUARANTINED


def test_discarding_one_and_many(ada: Client, doubtful: InboundMail, cora: Contact) -> None:
    others = [receive(letter(to=to(cora), vouched="", message_id=f"<{n}@x>")) for n in (2, 3)]

    press(ada, "discard", doubtful, reason="Spam")
    ada.post(reverse("inbound:discard_many"), {"id": [mail.pk for mail in others]})

    assert set(InboundMail.objects.values_list("state", flat=True)) == {MailState.DISCARDED}
    assert AuditEvent.objects.filter(action="inbound.discard", reason="Spam").count() == 1
    press(ada, "deliver", doubtful)
    assert len(LISTENER.heard) == 1, "what was discarded by mistake can be put through after all"


def test_the_number_that_waits_stands_in_the_frame(ada: Client, doubtful: InboundMail) -> None:
    page = ada.get(reverse("inbound:list")).content.decode()
    entry = page.split(f'href="{reverse("inbound:list")}"')[1].split("</a>")[0]

    assert ">1<" in "".join(entry.split())


def test_what_is_kept_of_a_person_is_told_and_forgotten(doubtful: InboundMail, cora: Contact) -> None:
    entry = PERSONAL["inbound"]
    [kept] = entry.collect(cora)
    place, storage = str(doubtful.raw.name), doubtful.raw.storage

    entry.erase(cora)

    doubtful.refresh_from_db()
    assert kept["text"] == "It broke again."
    assert (doubtful.text, doubtful.sender, doubtful.title, storage.exists(place)) == ("", "", "", False)
