"""Telling people once, in their own words."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, connections, transaction
from django.test import override_settings

from brm.accounts.models import Deputy
from brm.core import clock, jobs
from brm.notifications.domain import Notice, inbox_for, mail, notify, notify_many
from brm.notifications.enums import MailState
from brm.notifications.models import Attachment, Notification
from tests.notifications.cast import NOON, person

pytestmark = pytest.mark.django_db


def test_a_person_is_told_once_per_key():
    user = person()

    first = notify(user, "tests.reminder", key="meeting-1", what="one")
    second = notify(user, "tests.reminder", key="meeting-1", what="two")

    assert first == second
    assert [row.title for row in inbox_for(user)] == ["Cancel one"]


def test_the_same_key_tells_two_people():
    notify(person(), "tests.reminder", key="meeting-1")
    notify(person(), "tests.reminder", key="meeting-1")

    assert Notification.objects.count() == 2


@pytest.mark.parametrize(
    ("language", "zone", "title", "body"),
    [
        ("en", "America/New_York", "Cancel it", "2026-03-10 00:00"),
        ("zh-hans", "Asia/Shanghai", "取消 it", "2026-03-10 12:00"),
    ],
)
def test_the_words_are_the_recipients(language, zone, title, body):
    row = notify(person(language=language, time_zone=zone), "tests.reminder", key="k", moment=NOON)

    assert (row.title, row.body, row.language) == (title, body, language)


def test_somebody_who_left_is_not_told():
    assert notify(person(is_active=False), "tests.reminder", key="k") is None
    assert not Notification.objects.exists()


def test_a_title_is_one_line_of_at_most_200_characters():
    row = notify(person(), "tests.reminder", key="k", what="a\r\nBcc: x@example.com " + "b" * 300)

    assert "\n" not in row.title
    assert len(row.title) == 200


def test_work_goes_to_the_deputy_of_the_absent_too():
    absent, deputy = person(name="Absent"), person()
    Deputy.objects.create(absent=absent, deputy=deputy, from_on=date(2026, 3, 1), to_on=date(2026, 3, 10))

    with clock.at(NOON):
        notify(absent, "tests.reminder", key="work")
        notify(absent, "tests.essential", key="password")
    with clock.at(NOON + timedelta(days=1)):
        notify(absent, "tests.reminder", key="later")

    assert [row.key for row in Notification.objects.filter(recipient=deputy)] == ["work"]
    assert Notification.objects.get(recipient=deputy).body.startswith("You get this because you stand in for Absent.")


def test_a_deputy_who_is_told_anyway_is_told_once():
    absent, deputy = person(), person()
    Deputy.objects.create(absent=absent, deputy=deputy, from_on=date(2026, 3, 1), to_on=date(2026, 3, 31))

    with clock.at(NOON):
        written = notify_many("tests.reminder", [Notice(absent, "k"), Notice(deputy, "k")])

    assert written == 2


def test_what_is_told_about_the_distant_past_is_no_mail():
    row = notify(person(), "tests.reminder", key="k", at=clock.now() - timedelta(days=60))

    assert row.state == MailState.NONE
    assert row.created_at < clock.now() - timedelta(days=59)


@pytest.mark.parametrize("people", [1, 3, 300])
def test_hundreds_are_told_in_as_many_statements_as_one(people, django_assert_num_queries):
    notices = [
        Notice(person(), f"due-{number}", {"what": number}, "/x/", 7, [("a.txt", "text/plain", "a")])
        for number in range(people)
    ]

    with django_assert_num_queries(7):  # savepoint, deputies, ids, rows, which are new, files, release
        assert notify_many("tests.reminder", notices) == people


def test_telling_again_writes_nothing_and_no_file():
    notices = [Notice(person(), "k", attachments=[("a.ics", "text/calendar", "x")]) for _ in range(3)]

    assert [notify_many("tests.reminder", notices), notify_many("tests.reminder", notices)] == [3, 0]
    assert Attachment.objects.count() == 3


def test_mail_writes_to_an_address_without_an_account_once():
    facts = {"key": "minutes-1", "language": "en", "time_zone": "Europe/Berlin", "name": "Li Wei"}

    first = mail("Li@example.com", "tests.reminder", contact_id=5, relationship=9, moment=NOON, **facts)
    again = mail("li@EXAMPLE.com", "tests.reminder", **facts)

    assert first == again
    assert (first.body, first.state, first.relationship_id) == ("2026-03-10 05:00", MailState.WAITING, 9)
    assert first.in_inbox is False


def test_an_address_that_is_none_is_seen_as_failed_and_none_at_all_is_nobody():
    facts = {"key": "k", "language": "en", "time_zone": "UTC"}

    assert mail("no address", "tests.reminder", **facts).state == MailState.FAILED
    assert mail("  ", "tests.reminder", **facts) is None


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_write_each_row_once():
    people = [person() for _ in range(20)]
    barrier, new = threading.Barrier(4), []

    def write(order: int) -> None:
        notices = [Notice(user, "k", attachments=[("a", "text/plain", "a")]) for user in people]
        barrier.wait()
        new.append(notify_many("tests.reminder", notices[::order]))
        connections.close_all()

    threads = [threading.Thread(target=write, args=(order,)) for order in (1, -1, 1, -1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(new) == Notification.objects.count() == Attachment.objects.count() == 20


@pytest.mark.django_db(transaction=True)
@override_settings(MAIL_CONFIGURED=True)
def test_one_hint_a_transaction_after_commit():
    user, hints = person(), []
    before = jobs._send
    jobs.use(lambda name, **_: hints.append(name))
    try:
        with transaction.atomic():
            notify(user, "tests.reminder", key="a")
            notify(user, "tests.reminder", key="b")
            assert hints == []
        assert hints == ["notifications.hint"]
        with transaction.atomic():
            notify(user, "tests.reminder", key="c")
            transaction.set_rollback(True)
        assert hints == ["notifications.hint"]
    finally:
        jobs._send = before


def test_the_database_refuses_a_second_row_of_a_key():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'notifications_notification'")
        names = {name for (name,) in cursor.fetchall()}

    assert {"a_person_is_told_once_per_key", "an_address_is_told_once_per_key"} <= names


def test_a_notice_says_when_it_was_written_by_the_one_clock():
    moment = datetime(2030, 1, 1, tzinfo=UTC)

    with clock.at(moment):
        row = notify(person(), "tests.reminder", key="k")

    assert abs(row.created_at - moment) < timedelta(seconds=5)
