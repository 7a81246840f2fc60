"""The door out for recipients without an account."""

import pytest
from django.test import Client
from django.urls import reverse

from brm.notifications.domain import mail
from brm.notifications.domain.letters import unsubscribe_url
from brm.notifications.domain.sending import send_due
from brm.notifications.domain.suppressions import suppress_address
from brm.notifications.enums import MailState
from brm.notifications.models import Suppression
from tests.fakes.smtp import mail_server

pytestmark = pytest.mark.django_db


def path(address: str = "li@example.com") -> str:
    return unsubscribe_url(address).removeprefix("http://localhost:8000")


def test_opening_the_link_asks_and_changes_nothing(client):
    answer = client.get(path())

    assert "No more mails from us?" in answer.content.decode()
    assert not Suppression.objects.exists()


def test_one_click_of_a_mail_program_stops_the_mails():
    client = Client(enforce_csrf_checks=True)

    answer = client.post(path(), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert Suppression.objects.get().reason == "unsubscribed"
    row = mail("Li@example.com", "tests.reminder", key="k", language="en", time_zone="UTC")
    with mail_server():
        assert send_due() == 0
    row.refresh_from_db()
    assert row.state == MailState.SUPPRESSED


def test_a_mistake_is_undone_but_not_a_bounce(client):
    client.post(path())
    assert "write to me again" in client.get(path()).content.decode()
    client.post(path(), {"again": "1"})
    assert not Suppression.objects.exists()

    suppress_address("li@example.com", reason="bounced", by=None)
    client.post(path(), {"again": "1"})
    assert Suppression.objects.get().reason == "bounced"


def test_a_forged_link_is_none(client):
    assert client.get(reverse("notifications:unsubscribe", args=["forged"])).status_code == 404
    assert client.post(reverse("notifications:unsubscribe", args=["forged"])).status_code == 404
