"""One digest a day, whatever happened in between."""

import threading
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connections

from brm.core import clock
from brm.notifications.domain import inbox_for, mark_read, notify
from brm.notifications.domain.digests import send_digests
from brm.notifications.domain.letters import compose
from brm.notifications.domain.sending import send_due
from brm.notifications.enums import HeldReason, MailState
from brm.notifications.models import Notification
from tests.fakes.smtp import mail_server
from tests.notifications.cast import NOON, person

pytestmark = pytest.mark.django_db
NEXT_MORNING = datetime(2026, 3, 11, 0, 30, tzinfo=UTC)


def reader(**facts):
    return person(delivery="digest", digest_at=time(8, 30), **facts)


def tell(user, *names, at=NOON):
    for number, name in enumerate(names):
        with clock.at(at + timedelta(minutes=number)):
            notify(user, "tests.reminder", key=name, what=name, url=f"/x/{name}/")


def test_a_digest_lists_what_was_held_in_order_once():
    user = reader()
    tell(user, "b", "a", "c")

    with clock.at(NEXT_MORNING - timedelta(seconds=5)):
        assert send_digests() == 0
    with clock.at(NEXT_MORNING):
        assert send_digests() == 1
        assert send_digests() == 0

    digest = Notification.objects.get(kind="digest")
    assert [item.title for item in digest.items.order_by("created_at")] == ["Cancel b", "Cancel a", "Cancel c"]
    assert digest.title.startswith("3 notices, ")
    assert set(digest.items.values_list("state", flat=True)) == {MailState.BUNDLED}
    text = compose(digest, []).body
    assert text.index("Cancel b") < text.index("Cancel a") < text.index("Cancel c")
    assert "/x/a/" in text
    assert digest not in inbox_for(user)


def test_after_an_outage_of_days_there_is_one_digest_of_all():
    user = reader()
    tell(user, "monday")
    tell(user, "tuesday", at=NOON + timedelta(days=1))
    tell(user, "wednesday", at=NOON + timedelta(days=2))

    with clock.at(NEXT_MORNING + timedelta(days=2, hours=3)):
        assert send_digests() == 1
        assert send_digests() == 0

    assert Notification.objects.get(kind="digest").items.count() == 3


def test_a_second_digest_of_a_day_waits_for_tomorrow():
    user = reader()
    tell(user, "early")
    with clock.at(NEXT_MORNING):
        send_digests()
    user.digest_at = time(10, 0)
    user.save()
    tell(user, "late", at=NEXT_MORNING + timedelta(minutes=5))

    with clock.at(NEXT_MORNING + timedelta(hours=2)):
        assert send_digests() == 0
    with clock.at(NEXT_MORNING + timedelta(days=1, hours=2)):
        assert send_digests() == 1


def test_what_was_read_in_the_portal_is_left_out():
    user = reader()
    tell(user, "read", "unread")
    mark_read(user, Notification.objects.get(key="read").pk)

    with clock.at(NEXT_MORNING):
        send_digests()

    digest = Notification.objects.get(kind="digest")
    assert [item.key for item in digest.items.all()] == ["unread"]
    assert Notification.objects.get(key="read").held_reason == HeldReason.READ


def test_nothing_unread_makes_no_digest():
    user = reader()
    tell(user, "read")
    mark_read(user, Notification.objects.get().pk)

    with clock.at(NEXT_MORNING):
        assert send_digests() == 0
    assert not Notification.objects.filter(kind="digest").exists()


def test_a_digest_comes_in_the_persons_language_at_their_hour():
    user = reader(language="zh-hans", time_zone="America/New_York")
    tell(user, "x")

    with clock.at(datetime(2026, 3, 10, 12, 29, tzinfo=UTC)):
        assert send_digests() == 0
    with clock.at(datetime(2026, 3, 10, 12, 30, tzinfo=UTC)):
        assert send_digests() == 1
    assert Notification.objects.get(kind="digest").language == "zh-hans"


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_make_one_digest_each_which_goes_once():
    with mail_server() as box:
        for _ in range(8):
            tell(reader(), "a", "b")
        clock.travel(NEXT_MORNING + timedelta(minutes=1))
        barrier = threading.Barrier(2)

        def work() -> None:
            barrier.wait()
            send_digests()
            send_due()
            connections.close_all()

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        send_due()

    assert Notification.objects.filter(kind="digest").count() == 8
    assert Notification.objects.filter(state=MailState.BUNDLED).count() == 16
    assert sorted(box.per_message_id().values()) == [1] * 8
