"""Stopping and allowing mails to an address."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.errors import DomainError
from brm.notifications.enums import SuppressionReason
from brm.notifications.models import Suppression


@transaction.atomic
def suppress_address(address: str, *, reason: str, by: User | None, note: str = "") -> Suppression:
    """Send nothing more to an address (its essential mails excepted where it only unsubscribed)."""
    address = address.strip()
    if not address:
        raise DomainError(_("Give the address."), field="address")
    try:
        with transaction.atomic():
            row = Suppression.objects.create(address=address, reason=reason, by=by, note=note[:300], since=clock.now())
    except IntegrityError:
        return Suppression.objects.get(address__iexact=address)
    trail.record(row, "suppression.add", by=by, changes={"reason": ("", reason)}, reason=note, show="")
    return row


def remember_bounce(address: str, *, note: str) -> Suppression:
    """The server says the address does not exist: write to it no more until somebody corrects it."""
    return suppress_address(address, reason=SuppressionReason.BOUNCED, by=None, note=note)


def unsubscribe(address: str) -> Suppression:
    """The recipient wants no further mails that they can do without."""
    return suppress_address(address, reason=SuppressionReason.UNSUBSCRIBED, by=None)


@transaction.atomic
def resubscribe(address: str) -> bool:
    """The recipient wants mails again. Only their own unsubscribing is taken back, not a bounce or a stop."""
    row = Suppression.objects.filter(address__iexact=address, reason=SuppressionReason.UNSUBSCRIBED).first()
    if row is None:
        return False
    _lift(row, by=None)
    return True


@transaction.atomic
def allow_address(row: Suppression, *, by: User) -> None:
    """An administrator lets mails to the address go again."""
    _lift(row, by=by)


def _lift(row: Suppression, *, by: User | None) -> None:
    trail.record(row, "suppression.lift", by=by, changes={"reason": (row.reason, "")}, show="")
    row.delete()


def is_stopped(address: str) -> bool:
    """Whether mails to the address are stopped, for whatever reason."""
    return Suppression.objects.filter(address__iexact=address).exists()


trail.label("suppression.add", gettext_lazy("Stopped mails to an address"))
trail.label("suppression.lift", gettext_lazy("Allowed mails to an address again"))
