"""Mails go once, in order, and what goes wrong is seen."""

import threading
from datetime import time, timedelta

import pytest
from django.db import connections
from django.test import override_settings

from brm.core import clock
from brm.notifications.domain import WRONG_ADDRESS, mail, notify, sending
from brm.notifications.domain.queries import outbox_figures
from brm.notifications.domain.sending import BATCH, LEASE, send_due
from brm.notifications.domain.suppressions import suppress_address
from brm.notifications.enums import HeldReason, MailState
from brm.notifications.models import Notification, Suppression
from brm.notifications.rules import MAX_ATTEMPTS
from tests.fakes.smtp import Mailbox, mail_server
from tests.notifications.cast import NOON, person

pytestmark = pytest.mark.django_db
SOMEBODY = {"language": "en", "time_zone": "UTC"}


@pytest.fixture
def box():
    with mail_server() as server:
        yield server


def write(number: int, address: str = "") -> Notification:
    return mail(address or f"to{number}@example.com", "tests.reminder", key=f"k{number}", what=number, **SOMEBODY)


def test_without_a_mail_server_everything_waits():
    row = write(1)

    assert send_due() == 0
    row.refresh_from_db()
    assert (row.state, row.attempts) == (MailState.WAITING, 0)


def test_due_mails_go_in_order_once(box: Mailbox):
    for number in range(BATCH * 2 + 3):
        write(number)

    assert send_due() == BATCH * 2 + 3
    assert send_due() == 0
    assert box.recipients() == [f"to{number}@example.com" for number in range(BATCH * 2 + 3)]
    row = Notification.objects.first()
    assert (row.state, row.attempts, row.leased_until) == (MailState.SENT, 1, None)
    assert row.last_error.startswith("250 2.0.0 queued")
    assert row.sent_at is not None


def test_a_mail_waits_for_its_moment(box: Mailbox):
    with clock.at(NOON):
        notify(person(quiet_from=time(9), quiet_to=time(18)), "tests.reminder", key="k")
        assert send_due() == 0
    with clock.at(NOON + timedelta(hours=5, minutes=59)):
        assert send_due() == 0
    with clock.at(NOON + timedelta(hours=6)):
        assert send_due() == 1


def test_quiet_hours_are_asked_again_after_an_outage(box: Mailbox):
    """Due at noon, but nobody was awake to send until late in the evening."""
    with clock.at(NOON):
        row = notify(person(quiet_from=time(22), quiet_to=time(7)), "tests.reminder", key="k")
        grave = notify(row.recipient, "tests.grave", key="g")
    with clock.at(NOON + timedelta(hours=11)):
        assert send_due() == 1
    row.refresh_from_db()
    grave.refresh_from_db()
    assert (row.state, row.held_reason, grave.state) == (MailState.HELD_QUIET, HeldReason.QUIET, MailState.SENT)
    with clock.at(NOON + timedelta(hours=19)):
        assert send_due() == 1


def test_an_outage_of_two_days_loses_nothing_and_doubles_nothing(box: Mailbox):
    with clock.at(NOON):
        for number in range(5):
            write(number)
        box.deaf = True
        assert send_due() == 0
    row = Notification.objects.first()
    assert (row.state, row.attempts) == (MailState.WAITING, 0)
    assert row.last_error
    box.deaf = False
    with clock.at(NOON + timedelta(days=2)):
        assert send_due() == 5
    assert set(box.per_message_id().values()) == {1}


def test_what_waited_for_weeks_is_not_sent_but_seen(box: Mailbox):
    with clock.at(NOON):
        row = write(1)
        essential = notify(person(), "tests.essential", key="e")
    with clock.at(NOON + timedelta(days=15)):
        assert send_due() == 1
    row.refresh_from_db()
    essential.refresh_from_db()
    assert (row.state, row.held_reason) == (MailState.SUPPRESSED, HeldReason.OLD)
    assert essential.state == MailState.SENT


def test_a_busy_server_is_asked_again_later_and_later(box: Mailbox):
    row = write(1)
    box.refuse["to1@example.com"] = "451 4.7.1 greylisted"

    with clock.at(NOON + timedelta(days=400)):
        Notification.objects.update(not_before=clock.now(), created_at=clock.now())
        pauses = []
        for _ in range(MAX_ATTEMPTS):
            send_due()
            row.refresh_from_db()
            pauses.append(row.not_before - clock.now())
            clock.travel(row.not_before + timedelta(seconds=1))

    assert row.state == MailState.DEAD
    assert row.attempts == MAX_ATTEMPTS
    assert row.last_error == "451 4.7.1 greylisted"
    assert pauses[0] < timedelta(minutes=2) < pauses[4] < timedelta(hours=1) < pauses[9]


def test_a_refused_address_fails_is_remembered_and_flagged(box: Mailbox):
    flagged = []
    WRONG_ADDRESS.register("tests", lambda address, contact_id: flagged.append((address, contact_id)))
    box.refuse["gone@example.com"] = "550 5.1.1 no such user"
    row = mail("gone@example.com", "tests.reminder", key="a", contact_id=7, **SOMEBODY)
    write(2)

    assert send_due() == 1
    row.refresh_from_db()
    assert (row.state, row.last_error) == (MailState.FAILED, "550 5.1.1 no such user")
    assert flagged == [("gone@example.com", 7)]
    assert Suppression.objects.get().reason == "bounced"
    later = mail("Gone@example.com", "tests.reminder", key="b", **SOMEBODY)
    assert send_due() == 0
    later.refresh_from_db()
    assert (later.state, later.held_reason) == (MailState.SUPPRESSED, HeldReason.BOUNCED)


def test_a_refused_text_fails_without_blaming_the_address(box: Mailbox):
    box.answer_text = "554 5.6.0 we do not like it"
    row = write(1)

    send_due()

    row.refresh_from_db()
    assert (row.state, row.last_error) == (MailState.FAILED, "554 5.6.0 we do not like it")
    assert not Suppression.objects.exists()


def test_a_server_that_refuses_our_sender_fails_no_mail(box: Mailbox):
    box.refuse_sender = "550 5.7.1 sender not allowed"
    row = write(1)

    assert send_due() == 0
    row.refresh_from_db()
    assert (row.state, row.attempts) == (MailState.WAITING, 0)
    assert "sender not allowed" in row.last_error


def test_one_poisonous_mail_does_not_hold_up_the_others(box: Mailbox):
    box.refuse["to0@example.com"] = "421 4.3.2 shutting down"
    for number in range(4):
        write(number)

    assert send_due() == 3


def test_silence_after_the_text_is_a_doubt_that_is_counted(box: Mailbox):
    row = write(1)
    box.silent_after_text = 1

    with clock.at(NOON + timedelta(days=1)):
        Notification.objects.update(not_before=clock.now(), created_at=clock.now())
        send_due()
    row.refresh_from_db()
    assert (row.state, row.doubts) == (MailState.WAITING, 1)
    with clock.at(NOON + timedelta(days=1, hours=1)):
        assert send_due() == 1
    assert list(box.per_message_id().values()) == [2]
    assert outbox_figures().perhaps_twice == 1


def test_a_kill_between_yes_and_mark_is_counted_and_a_kill_before_is_not(box: Mailbox, monkeypatch):
    """The only window: the server has said yes, we have not written it down."""
    before, after = write(1), write(2)
    [first, second], _looked_at = sending.lease(2)
    sending._hand_over(second)

    with clock.at(clock.now() + LEASE + timedelta(seconds=1)):
        assert sending.take_back_abandoned() == 2
        assert send_due() == 2

    before.refresh_from_db()
    after.refresh_from_db()
    assert (first.pk, before.doubts, after.doubts) == (before.pk, 0, 1)


def test_a_sender_that_slept_through_its_lease_keeps_its_hands_off(box: Mailbox):
    write(1)
    [row], _looked_at = sending.lease(1)

    with clock.at(clock.now() + LEASE + timedelta(seconds=1)), pytest.raises(sending.LeaseLostError):
        sending._hand_over(row)


def test_stopped_addresses_get_nothing_and_the_unsubscribed_what_is_essential(box: Mailbox):
    suppress_address("No@example.com", reason="blocked", by=None)
    suppress_address("out@example.com", reason="unsubscribed", by=None)
    mail("no@example.com", "tests.essential", key="a", **SOMEBODY)
    mail("out@example.com", "tests.reminder", key="b", **SOMEBODY)
    mail("OUT@example.com", "tests.essential", key="c", **SOMEBODY)

    assert send_due() == 1
    assert box.recipients() == ["OUT@example.com"]
    assert sorted(Notification.objects.filter(state="suppressed").values_list("held_reason", flat=True)) == [
        "blocked",
        "unsubscribed",
    ]


def test_somebody_who_left_meanwhile_gets_no_mail(box: Mailbox):
    user = person()
    row = notify(user, "tests.reminder", key="k")
    user.is_active = False
    user.save()

    assert send_due() == 0
    row.refresh_from_db()
    assert row.held_reason == HeldReason.LEFT


@pytest.mark.django_db(transaction=True)
def test_four_senders_at_once_send_each_mail_once():
    for number in range(60):
        write(number)
    with mail_server() as box:
        box.pause = 0.005
        barrier, sent = threading.Barrier(4), []

        def work() -> None:
            barrier.wait()
            sent.append(send_due(batch=7))
            connections.close_all()

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sum(sent) == 60
    assert len([each for each in sent if each]) > 1
    assert set(box.per_message_id().values()) == {1}
    assert len(box.taken) == 60
    assert outbox_figures().perhaps_twice == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_a_batch_takes_as_many_statements_to_lease_however_long(rows, django_assert_num_queries):
    for number in range(rows):
        write(number)

    with (
        override_settings(MAIL_CONFIGURED=True),
        django_assert_num_queries(5),
    ):  # savepoint, due, stopped, take, release
        assert sending.lease(10)[1] == rows
