"""Reading a mailbox by IMAP: everything once, whatever happens on the way."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from brm.core import clock
from brm.inbound.domain.imap import place_of
from brm.inbound.domain.mailboxes import read_mailbox
from brm.inbound.domain.working import work_off
from brm.inbound.enums import MailState, Reason
from brm.inbound.models import InboundMail, Mailbox
from brm.parties.models import Contact
from tests.factories.people import Cast
from tests.fakes.imap import MailboxServer, mailbox_server
from tests.inbound.letters import LISTENER, letter, to


@pytest.fixture
def server(cora: Contact) -> Iterator[MailboxServer]:
    with mailbox_server() as running, override_settings(INBOUND_IMAP_URL=running.url):
        yield running


def mail(contact: Contact, number: int) -> bytes:
    raw = letter(to=to(contact), message_id=f"<{number}@their.example>", text=f"Words {number}")
    return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def test_what_is_new_is_taken_once_and_marked_for_people(server: MailboxServer, cora: Contact) -> None:
    kept = [server.add(mail(cora, number)) for number in (1, 2)]

    assert (read_mailbox(), read_mailbox()) == (2, 0)
    third = server.add(mail(cora, 3))
    assert read_mailbox() == 1
    work_off()

    assert [heard.text for heard in LISTENER.heard] == ["Words 1", "Words 2", "Words 3"]
    assert [each.flags for each in (*kept, third)] == [{"\\Seen"}] * 3
    assert Mailbox.objects.get().polled_at is not None


def test_a_mail_that_somebody_has_opened_is_not_lost(server: MailboxServer, cora: Contact) -> None:
    server.add(mail(cora, 1)).flags.add("\\Seen")

    assert read_mailbox() == 1


def test_an_old_mailbox_is_not_emptied_into_the_portal(server: MailboxServer, cora: Contact) -> None:
    for number in (1, 2, 3):
        server.add(mail(cora, number), old=True)

    assert (read_mailbox(), read_mailbox()) == (0, 0)
    server.add(mail(cora, 4))
    assert read_mailbox() == 1


def test_new_numbers_bring_nothing_twice(server: MailboxServer, cora: Contact) -> None:
    server.add(mail(cora, 1))
    read_mailbox()
    server.validity = 8
    server.kept[0].number = 100
    server.add(mail(cora, 2))

    assert read_mailbox() == 1
    assert InboundMail.objects.count() == 2


@pytest.mark.parametrize("moment", ["SEARCH", "FETCH 2 (BODY", "STORE 2", "SELECT"])
def test_a_line_that_breaks_costs_only_time(moment: str, server: MailboxServer, cora: Contact) -> None:
    for number in (1, 2, 3):
        server.add(mail(cora, number))
    server.hang_up_on = moment

    read_mailbox()
    assert Mailbox.objects.get().failing_since is not None
    clock.travel(timedelta(minutes=5))
    read_mailbox()

    assert InboundMail.objects.count() == 3
    assert Mailbox.objects.get().failing_since is None


def test_some_providers_want_to_know_who_reads(server: MailboxServer, cora: Contact) -> None:
    server.wants_id = True
    server.add(mail(cora, 1))

    assert read_mailbox() == 1


def test_a_server_that_lets_nobody_in_is_left_in_peace_for_a_while(server: MailboxServer, cora: Contact) -> None:
    server.password = "another"
    read_mailbox()
    mailbox = Mailbox.objects.get()
    asked = len(server.commands)

    read_mailbox()

    assert "AUTHENTICATIONFAILED" in mailbox.trouble
    assert "p@ss" not in mailbox.name + mailbox.trouble
    assert len(server.commands) == asked
    assert mailbox.next_poll_at > clock.now()


def test_the_page_says_how_the_mailbox_is(server: MailboxServer, cora: Contact, client: Client, cast: Cast) -> None:
    client.force_login(cast.ada)
    Mailbox.objects.create(name="a former one", failing_since=clock.now(), trouble="gone")
    read_mailbox()
    well = client.get(reverse("inbound:list")).content.decode()
    server.password = "another"
    clock.travel(timedelta(minutes=5))
    read_mailbox()
    ill = client.get(reverse("inbound:list")).content.decode()

    assert "The mailbox cannot be read" not in well
    assert "was read" in well
    assert "The mailbox cannot be read" in ill
    assert "AUTHENTICATIONFAILED" in ill


def test_what_is_too_large_stays_where_it_is_and_is_told(server: MailboxServer, cora: Contact) -> None:
    server.add(mail(cora, 1))
    server.pretend_size = 40 * 1024 * 1024

    assert (read_mailbox(), read_mailbox()) == (0, 0)

    [row] = InboundMail.objects.all()
    assert (row.state, row.reason, row.sender) == (MailState.QUARANTINED, Reason.TOO_LARGE, "cora@their.example")
    assert row.detail.endswith("UID 1")


def test_of_two_readers_one_reads(server: MailboxServer, cora: Contact) -> None:
    server.add(mail(cora, 1))
    read_mailbox()
    Mailbox.objects.update(leased_until=clock.now() + timedelta(minutes=1))
    server.add(mail(cora, 2))

    assert read_mailbox() == 0
    clock.travel(timedelta(minutes=2))
    assert read_mailbox() == 1


def test_without_a_mailbox_nothing_is_read(db: None) -> None:
    assert read_mailbox() == 0


def test_an_address_names_everything() -> None:
    place = place_of("imaps://portal%40our.example:a%2Fb@mail.our.example/Portal/Answers")

    assert (place.host, place.port, place.user, place.password) == (
        "mail.our.example",
        993,
        "portal@our.example",
        "a/b",
    )
    assert (place.folder, place.name) == ("Portal/Answers", "portal@our.example, mail.our.example:993/Portal/Answers")
