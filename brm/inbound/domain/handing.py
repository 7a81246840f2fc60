"""A mail service hands a mail in: whether it is really ours (Standard Webhooks, or Mailgun's own way of signing)."""

import base64
import binascii
import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.utils.crypto import constant_time_compare

from brm.core import clock

TOLERANCE = timedelta(minutes=5)


def is_signed(body: bytes, *, number: str, moment: str, signatures: str) -> bool:
    """Whether the three headers of Standard Webhooks sign this very body, just now."""
    if not settings.INBOUND_WEBHOOK_SECRET or not number or not _is_present(moment):
        return False
    said = f"{number}.{moment}.".encode() + body
    right = base64.b64encode(hmac.new(_key(settings.INBOUND_WEBHOOK_SECRET), said, hashlib.sha256).digest()).decode()
    offered = [entry.partition(",")[2] for entry in signatures.split()[:10] if entry.startswith("v1,")]
    return any(constant_time_compare(right, each) for each in offered)


def is_mailguns(*, moment: str, token: str, signature: str) -> bool:
    """Whether Mailgun signed this delivery, just now. Its signature does not cover the mail: a token is good once."""
    if not settings.INBOUND_MAILGUN_KEY or not token or not _is_present(moment):
        return False
    right = hmac.new(settings.INBOUND_MAILGUN_KEY.encode(), f"{moment}{token}".encode(), hashlib.sha256).hexdigest()
    return constant_time_compare(right, signature)


def _key(secret: str) -> bytes:
    """A secret as the standard writes it (``whsec_`` and base64), or any words."""
    if secret.startswith("whsec_"):
        try:
            return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        except (ValueError, binascii.Error):
            pass
    return secret.encode()


def _is_present(moment: str) -> bool:
    if not moment.isascii() or not moment.isdigit() or len(moment) > 12:
        return False
    return abs(clock.now().timestamp() - int(moment)) <= TOLERANCE.total_seconds()
