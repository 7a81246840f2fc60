"""The bell's list and the choices, seen by their owner and by nobody else."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brm.core import clock
from brm.notifications.domain import notify, unread_count
from brm.notifications.domain.paging import PER_PAGE
from tests.notifications.cast import person

pytestmark = pytest.mark.django_db
INBOX = reverse("notifications:inbox")


@pytest.fixture
def user(client):
    someone = person()
    client.force_login(someone)
    return someone


def titles(response):
    return [line["row"].title for line in response.context["lines"]]


def test_an_empty_inbox_teaches(client, user):
    assert "You have not been told anything yet" in client.get(INBOX).content.decode()


def test_mine_newest_first_and_nobody_elses(client, user):
    for number in range(3):
        notify(user, "tests.reminder", key=f"k{number}", what=number, at=clock.now() + timedelta(minutes=number))
    notify(person(), "tests.reminder", key="other", what="other")

    assert titles(client.get(INBOX)) == ["Cancel 2", "Cancel 1", "Cancel 0"]


def test_filters_by_unread_and_category(client, user):
    read = notify(user, "tests.reminder", key="a", what="read")
    notify(user, "tests.reminder", key="b", what="meeting")
    notify(user, "tests.action", key="c", what="action")
    client.post(reverse("notifications:read"), {"id": read.pk})

    assert titles(client.get(INBOX, {"show": "unread"})) == ["Cancel action", "Cancel meeting"]
    assert titles(client.get(INBOX, {"show": "unread", "category": "actions"})) == ["Cancel action"]
    assert len(titles(client.get(INBOX, {"category": "nonsense", "after": "x"}))) == 3


def test_paging_goes_down_and_back_up(client, user):
    for number in range(PER_PAGE * 2 + 5):
        notify(user, "tests.reminder", key=f"k{number}", what=number)

    first = client.get(INBOX)
    second = client.get(INBOX, {"after": first.context["page"].next})
    third = client.get(INBOX, {"after": second.context["page"].next})
    back = client.get(INBOX, {"before": third.context["page"].previous})

    assert len(titles(first)) == len(titles(second)) == PER_PAGE
    assert titles(first) + titles(second) + titles(third) == [f"Cancel {n}" for n in reversed(range(PER_PAGE * 2 + 5))]
    assert titles(back) == titles(second)
    assert (first.context["page"].previous, third.context["page"].next) == (None, None)


def test_marking_read_unread_and_all(client, user):
    rows = [notify(user, "tests.reminder", key=f"k{number}") for number in range(3)]

    client.post(reverse("notifications:read"), {"id": rows[0].pk})
    user.__dict__.pop("_unread_count", None)
    assert unread_count(user) == 2
    client.post(reverse("notifications:read"), {"id": rows[0].pk, "unread": "1"})
    client.post(reverse("notifications:read"), {"all": "1"})
    user.__dict__.pop("_unread_count", None)
    assert unread_count(user) == 0


def test_following_a_line_marks_it_read_and_goes_there(client, user):
    row = notify(user, "tests.reminder", key="k", url="/meetings/5/")
    evil = notify(user, "tests.reminder", key="e", url="//evil.example.com/")

    assert client.get(reverse("notifications:follow", args=[row.pk])).url == "/meetings/5/"
    assert client.get(reverse("notifications:follow", args=[evil.pk])).url == INBOX
    row.refresh_from_db()
    assert row.read_at is not None


@pytest.mark.parametrize("name", ["follow"])
def test_a_strangers_line_does_not_exist(client, user, name):
    row = notify(person(), "tests.reminder", key="k")

    assert client.get(reverse(f"notifications:{name}", args=[row.pk])).status_code == 404
    client.post(reverse("notifications:read"), {"id": row.pk})
    row.refresh_from_db()
    assert row.read_at is None


@pytest.mark.parametrize("name", ["inbox", "bell", "choices"])
def test_the_anonymous_are_asked_to_sign_in(client, name):
    assert client.get(reverse(f"notifications:{name}")).status_code == 302


def test_the_bell_says_how_many(client, user):
    notify(user, "tests.reminder", key="k")

    answer = client.get(reverse("notifications:bell")).content.decode()

    assert "1 unread notification" in answer
    assert "<html" not in answer


def test_the_inbox_takes_the_same_statements_however_long(client, user):
    taken = []
    for rows in (1, 3):
        for number in range(rows):
            notify(user, "tests.reminder", key=f"k{rows}{number}")
        client.get(INBOX)
        with CaptureQueriesContext(connection) as statements:
            client.get(INBOX)
        taken.append(len(statements))

    assert taken[0] == taken[1] <= 15


def test_choices_are_kept_by_subject(client, user):
    answer = client.post(
        reverse("notifications:choices"),
        {
            "delivery": "digest",
            "digest_at": "09:15",
            "quiet_from": "22:00",
            "quiet_to": "07:00",
            "category_actions": "now",
            "category_meetings": "",
        },
    )

    assert answer.status_code == 302
    user.refresh_from_db()
    assert (user.delivery, user.digest_at, user.delivery_by_category) == ("digest", time(9, 15), {"actions": "now"})
    assert (user.quiet_from, user.quiet_to) == (time(22), time(7))


def test_half_quiet_hours_are_refused_and_what_was_typed_stays(client, user):
    answer = client.post(
        reverse("notifications:choices"), {"delivery": "inbox", "digest_at": "09:15", "quiet_from": "22:00"}
    )

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert 'value="22:00"' in answer.content.decode()
    user.refresh_from_db()
    assert user.delivery == "now"
