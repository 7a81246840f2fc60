"""Carrying the letters of accounts (invitation, new password), and answering for what we keep about a person."""

from typing import Any

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy

from brm.accounts.domain import letters
from brm.accounts.domain.privacy import PERSONAL, PersonalData
from brm.accounts.models import User
from brm.notifications.domain.kinds import KINDS, NotificationKind
from brm.notifications.domain.writing import mail
from brm.notifications.enums import SENDABLE, HeldReason, MailState
from brm.notifications.models import Attachment, Notification, Suppression

ERASED_DOMAIN = "erased.invalid"


def carry_letters() -> None:
    """Every letter of accounts becomes a kind that no choice and no unsubscribing holds back."""
    for letter in letters.LETTERS:
        KINDS.register(
            letter.name,
            NotificationKind(
                letter.name,
                "account",
                letter.label,
                letter.subject,
                letter.body,
                essential=True,
                work=False,
                in_inbox=False,
                icon="user",
            ),
        )
    letters.use(mail)


def _told(person: models.Model) -> models.QuerySet[Notification]:
    """What was ever written to an account or to a contact (known below only by number)."""
    if isinstance(person, User):
        return Notification.objects.filter(Q(recipient=person) | Q(recipient=None, address__iexact=person.email))
    if person._meta.model_name == "contact":
        return Notification.objects.filter(contact_id=person.pk)
    return Notification.objects.none()


def _collect(person: models.Model) -> list[dict[str, Any]]:
    fields = ("created_at", "address", "title", "body", "read_at", "state", "sent_at")
    return [{name: getattr(row, name) for name in fields} for row in _told(person).order_by("id")]


def _erase(person: models.Model) -> None:
    """The texts and addresses go; that something was sent, and when, stays for the ledger."""
    told = _told(person)
    addresses = [address.lower() for address in told.values_list("address", flat=True).distinct() if address]
    if email := getattr(person, "email", ""):
        addresses.append(email.lower())
    for address in set(addresses):
        Suppression.objects.filter(address__iexact=address).delete()
    Attachment.objects.filter(notification__in=told).delete()
    told.filter(state__in=[*SENDABLE, MailState.HELD_DIGEST]).update(
        state=MailState.SUPPRESSED, held_reason=HeldReason.LEFT
    )
    nobody = Concat(Cast("pk", models.CharField()), Value(f"@{ERASED_DOMAIN}"))
    numbers = list(told.values_list("pk", flat=True))
    Notification.objects.filter(pk__in=numbers).update(
        title="", body="", url="", name="", last_error="", address=nobody
    )


PERSONAL.register(
    "notifications", PersonalData("notifications", gettext_lazy("Notifications and mails"), _collect, _erase)
)
