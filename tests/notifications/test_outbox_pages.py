"""The administrator's outbox: everything in it works, and only for administrators."""

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brm.accounts.domain.letters import send_letter
from brm.audit.models import AuditEvent
from brm.notifications.domain import mail, notify
from brm.notifications.domain.sending import send_due
from brm.notifications.enums import HeldReason, MailState
from brm.notifications.models import Notification, Suppression
from tests.fakes.smtp import mail_server
from tests.notifications.cast import administrator, person

pytestmark = pytest.mark.django_db
OUTBOX = reverse("notifications:outbox")
SOMEBODY = {"language": "en", "time_zone": "UTC"}


@pytest.fixture
def admin(client):
    someone = administrator()
    client.force_login(someone)
    return someone


def subjects(client, **query):
    return [line["row"].title for line in client.get(OUTBOX, query).context["lines"]]


def actions():
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


@pytest.mark.parametrize("tab", ["going", "held", "failed", "sent", "suppressed"])
def test_an_empty_tab_teaches(client, admin, tab):
    assert "empty-state" in client.get(OUTBOX, {"tab": tab}).content.decode()


def test_without_a_mail_server_the_page_says_so_and_an_invitation_can_be_followed(client, admin):
    """What a newcomer needs: the link out of a mail that cannot go."""
    send_letter(
        "new@example.com", "accounts.invitation", key="k", language="en", time_zone="UTC", name="New", url="/join/abc/"
    )
    row = Notification.objects.get()

    listed = client.get(OUTBOX).content.decode()
    shown = client.get(reverse("notifications:outbox_mail", args=[row.pk])).content.decode()

    assert "No mail server is configured" in listed
    assert reverse("notifications:outbox_mail", args=[row.pk]) in listed
    assert 'href="http://localhost:8000/join/abc/"' in shown
    assert actions() == ["mail.read"]


def test_the_text_of_a_mail_about_a_relationship_is_opened_on_purpose_and_remembered(client, admin):
    row = notify(person(), "tests.reminder", key="k", what="visit", relationship=7)

    before = client.get(reverse("notifications:outbox_mail", args=[row.pk])).content.decode()
    assert "Read https://example.com/x now." not in before
    assert "https://example.com/x" not in before
    assert actions() == []

    after = client.post(reverse("notifications:outbox_text", args=[row.pk])).content.decode()
    assert 'href="https://example.com/x"' in after
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.relationship_id, event.subject_label) == (
        "mail.read",
        admin,
        7,
        "tests.reminder",
    )


def test_the_letter_is_shown_in_the_recipients_language(client, admin):
    row = notify(person(language="zh-hans"), "tests.essential", key="k")

    assert "取消 it" in client.get(reverse("notifications:outbox_mail", args=[row.pk])).content.decode()


def test_each_tab_has_its_own_and_search_finds_by_address_and_subject(client, admin):
    mail("ann@example.com", "tests.reminder", key="a", what="visit", **SOMEBODY)
    mail("bob@example.com", "tests.reminder", key="b", what="review", **SOMEBODY)
    mail("broken", "tests.reminder", key="c", what="broken", **SOMEBODY)
    notify(person(delivery="digest"), "tests.reminder", key="d", what="held")
    notify(person(delivery="inbox"), "tests.reminder", key="e", what="inbox only")

    assert subjects(client) == ["Cancel review", "Cancel visit"]
    assert subjects(client, tab="held") == ["Cancel held"]
    assert subjects(client, tab="failed") == ["Cancel broken"]
    assert subjects(client, q="ANN@") == ["Cancel visit"]
    assert subjects(client, q="evie") == ["Cancel review"]
    assert subjects(client, q="100%_") == []
    assert "wants a daily digest" in client.get(OUTBOX, {"tab": "held"}).content.decode()


def test_a_failed_mail_is_tried_again_and_goes(client, admin):
    with mail_server() as box:
        box.refuse["ann@example.com"] = "550 5.7.1 not today"
        row = mail("ann@example.com", "tests.reminder", key="a", **SOMEBODY)
        send_due()
        assert "550 5.7.1 not today" in client.get(OUTBOX, {"tab": "failed"}).content.decode()

        box.refuse.clear()
        client.post(reverse("notifications:retry", args=[row.pk]))
        assert send_due() == 1

    row.refresh_from_db()
    assert row.state == MailState.SENT
    assert actions() == ["mail.retry"]
    answer = client.post(reverse("notifications:retry", args=[row.pk]), follow=True).content.decode()
    assert "there is nothing to try again" in answer


def test_all_failed_mails_are_tried_again(client, admin):
    for number in range(3):
        row = mail(f"a{number}@example.com", "tests.reminder", key="a", **SOMEBODY)
        Notification.objects.filter(pk=row.pk).update(state=MailState.DEAD, attempts=12)

    client.post(reverse("notifications:retry_all"))

    assert set(Notification.objects.values_list("state", "attempts")) == {(MailState.WAITING, 0)}
    assert actions() == ["mail.retry_all"]


def test_a_retry_uses_the_address_the_person_has_now(client, admin):
    user = person(email="old@example.com")
    row = notify(user, "tests.reminder", key="k")
    Notification.objects.update(state=MailState.FAILED)
    user.email = "new@example.com"
    user.save()

    client.post(reverse("notifications:retry", args=[row.pk]))

    row.refresh_from_db()
    assert row.address == "new@example.com"


def test_a_waiting_mail_is_stopped(client, admin):
    row = mail("ann@example.com", "tests.reminder", key="a", **SOMEBODY)

    client.post(reverse("notifications:stop", args=[row.pk]))

    row.refresh_from_db()
    assert (row.state, row.held_reason) == (MailState.SUPPRESSED, HeldReason.STOPPED)
    assert "An administrator has stopped this mail." in client.get(OUTBOX, {"tab": "suppressed"}).content.decode()


def test_an_address_is_stopped_and_allowed(client, admin):
    stopped = reverse("notifications:stopped")
    assert client.post(stopped, {"address": "ann@example.com", "note": "asked by phone"}).status_code == 302
    assert client.post(stopped, {"address": "ANN@example.com", "note": "again"}).status_code == 302
    bad = client.post(stopped, {"address": "nonsense", "note": "typed"})
    assert 'value="nonsense"' in bad.content.decode()
    row = Suppression.objects.get()
    assert "asked by phone" in client.get(stopped).content.decode()

    client.post(reverse("notifications:allow", args=[row.pk]))

    assert not Suppression.objects.exists()
    assert actions() == ["suppression.add", "suppression.lift"]


def test_the_test_mail_shows_what_the_server_says(client, admin):
    test = reverse("notifications:test")
    with mail_server() as box:
        answer = client.post(test, {"address": "ann@example.com"}, follow=True).content.decode()
        assert "The mail server took the test mail. It said: 250 2.0.0 queued as 1" in answer
        box.refuse["ann@example.com"] = "550 5.7.1 relaying denied"
        answer = client.post(test, {"address": "ann@example.com"}, follow=True).content.decode()
        assert "It said: 550 5.7.1 relaying denied" in answer
    with override_settings(**(box.settings() | {"EMAIL_PORT": 1})):
        answer = client.post(test, {"address": "ann@example.com"}, follow=True).content.decode()
        assert "Connection refused" in answer
    answer = client.post(test, {"address": "ann@example.com"}, follow=True).content.decode()
    assert "No mail server is configured" in answer
    assert client.post(test, {"address": "typed"}).status_code == 422


STRANGE = ["outbox", "stopped", "outbox_mail", "outbox_text", "retry", "stop", "retry_all", "test", "allow"]


@pytest.mark.parametrize("name", STRANGE)
def test_for_everybody_else_there_is_no_outbox(client, name):
    row = mail("ann@example.com", "tests.reminder", key="a", **SOMEBODY)
    suppression = Suppression.objects.create(address="x@example.com", reason="blocked")
    args = {"outbox_mail": [row.pk], "outbox_text": [row.pk], "retry": [row.pk], "stop": [row.pk]}
    address = reverse(f"notifications:{name}", args=args.get(name, [suppression.pk] if name == "allow" else []))

    assert client.post(address).status_code == 302
    client.force_login(person())
    assert [client.get(address).status_code, client.post(address).status_code] in ([404, 404], [405, 404])
    row.refresh_from_db()
    assert row.state == MailState.WAITING
    assert Suppression.objects.count() == 1


def test_the_outbox_takes_the_same_statements_however_long(client, admin):
    taken = []
    for rows in (1, 3):
        for number in range(rows):
            notify(person(), "tests.reminder", key=f"k{rows}{number}")
        client.get(OUTBOX)
        with CaptureQueriesContext(connection) as statements:
            client.get(OUTBOX)
        taken.append(len(statements))

    assert taken[0] == taken[1] <= 15
