"""Letters of accounts take the outbox; what we keep about a person can be shown and forgotten."""

import pytest

from brm.accounts.domain.letters import LETTERS, send_letter
from brm.accounts.domain.privacy import PERSONAL
from brm.notifications.domain import KINDS, mail, notify
from brm.notifications.enums import HeldReason, MailState
from brm.notifications.models import Attachment, Notification, Suppression
from tests.notifications.cast import person

pytestmark = pytest.mark.django_db


def test_every_letter_of_accounts_is_an_essential_kind():
    assert {letter.name for letter in LETTERS} <= {kind.name for kind in KINDS}
    assert all(KINDS[letter.name].essential for letter in LETTERS)


def test_an_invitation_waits_in_the_outbox_with_its_link():
    send_letter(
        "new@example.com", "accounts.invitation", key="k", language="en", time_zone="UTC", name="New", url="/join/abc/"
    )

    row = Notification.objects.get()
    assert (row.state, row.url, row.address) == (MailState.WAITING, "/join/abc/", "new@example.com")


def test_what_a_person_was_told_is_shown_and_forgotten():
    user = person()
    notify(user, "tests.reminder", key="k", what="secret", attachments=[("a", "text/plain", "secret")])
    mail(user.email, "tests.essential", key="p", language="en", time_zone="UTC", what="secret")
    mail("other@example.com", "tests.essential", key="p", language="en", time_zone="UTC")
    Suppression.objects.create(address=user.email, reason="blocked")
    kept = PERSONAL["notifications"]

    assert [row["title"] for row in kept.collect(user)] == ["Cancel secret", "Cancel secret"]
    kept.erase(user)

    assert not Notification.objects.filter(title__contains="secret").exists()
    assert not Notification.objects.filter(address=user.email).exists()
    assert not Attachment.objects.exists()
    assert not Suppression.objects.exists()
    assert Notification.objects.filter(held_reason=HeldReason.LEFT).count() == 2
    assert Notification.objects.filter(address="other@example.com", state=MailState.WAITING).count() == 1
