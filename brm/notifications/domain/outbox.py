"""What an administrator does with the outbox: read, try again, stop, test."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.errors import DomainError
from brm.notifications.domain.post import Post, PostError
from brm.notifications.domain.queries import in_tab, outbox_for
from brm.notifications.domain.writing import hint_once
from brm.notifications.enums import BROKEN, SENDABLE, HeldReason, MailState
from brm.notifications.models import Notification

RETRYABLE = (*BROKEN, MailState.SUPPRESSED, *SENDABLE, MailState.HELD_DIGEST)
STOPPABLE = (*BROKEN, *SENDABLE, MailState.HELD_DIGEST)


def _again(row: Notification) -> None:
    """Fresh tries from now on, to the address the person has today."""
    if row.recipient is not None and row.recipient.email:
        row.address = row.recipient.email
    row.state, row.held_reason = MailState.WAITING, HeldReason.NOTHING
    row.not_before, row.attempts, row.leased_until, row.handed_at = clock.now(), 0, None, None


_AGAIN = ["address", "state", "held_reason", "not_before", "attempts", "leased_until", "handed_at"]


@transaction.atomic
def retry_mail(row: Notification, *, by: User) -> Notification:
    """Send a mail that failed, is held or was stopped, now."""
    row = Notification.objects.select_for_update(of=("self",)).select_related("recipient").get(pk=row.pk)
    if row.state not in RETRYABLE:
        raise DomainError(_("This mail is on its way or has gone; there is nothing to try again."))
    before = row.state
    _again(row)
    row.save(update_fields=_AGAIN)
    trail.record(row, "mail.retry", by=by, changes={"state": (before, row.state)}, show=row.kind)
    hint_once()
    return row


@transaction.atomic
def retry_failed_mails(*, by: User) -> int:
    """Send everything that failed once more."""
    rows = list(in_tab(outbox_for(by), "failed").select_for_update(skip_locked=True, of=("self",)))
    for row in rows:
        _again(row)
    Notification.objects.bulk_update(rows, _AGAIN, batch_size=500)
    if rows:
        trail.record(by, "mail.retry_all", by=by, changes={"mails": (0, len(rows))}, show="")
        hint_once()
    return len(rows)


@transaction.atomic
def stop_mail(row: Notification, *, by: User) -> Notification:
    """Do not send this mail; its line in the inbox stays."""
    row = Notification.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.state not in STOPPABLE:
        raise DomainError(_("This mail is on its way or has gone; it can no longer be stopped."))
    before = row.state
    row.state, row.held_reason = MailState.SUPPRESSED, HeldReason.STOPPED
    row.save(update_fields=["state", "held_reason"])
    trail.record(row, "mail.stop", by=by, changes={"state": (before, row.state)}, show=row.kind)
    return row


@transaction.atomic
def open_mail(row: Notification, *, by: User) -> Notification:
    """An administrator reads somebody's mail, to pass on an invitation for instance. That is written down."""
    if row.recipient_id != by.pk:
        trail.record(row, "mail.read", by=by, show=row.kind)
    return row


def send_test_mail(address: str, *, by: User) -> str:
    """Send a mail to ``address`` right now, past the outbox, and answer in words what the server said."""
    if not settings.MAIL_CONFIGURED:
        raise DomainError(_("No mail server is configured (SMTP_HOST); mails stay in the outbox."))
    letter = EmailMessage(
        _("Test mail"), _("This is a test. The portal can send mails."), settings.DEFAULT_FROM_EMAIL, [address]
    )
    trail.record(by, "mail.test", by=by, show="")
    try:
        with Post() as post:
            answer = post.send(letter, lambda: None)
    except (PostError, SMTPException, OSError, ValueError) as error:
        raise DomainError(
            _("The mail server did not take the test mail. It said: %(answer)s") % {"answer": error}
        ) from error
    return _("The mail server took the test mail. It said: %(answer)s") % {"answer": answer or "250"}


trail.label("mail.retry", gettext_lazy("Tried a mail again"))
trail.label("mail.retry_all", gettext_lazy("Tried all failed mails again"))
trail.label("mail.stop", gettext_lazy("Stopped a mail"))
trail.label("mail.read", gettext_lazy("Read a mail in the outbox"))
trail.label("mail.test", gettext_lazy("Sent a test mail"))
