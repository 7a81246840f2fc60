"""Remembering what was answered to a call, for a day, so that it can be sent again safely."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from brm.accounts.models import User
from brm.api.models import OnceCall
from brm.core import clock

KEPT = timedelta(hours=24)
LONGEST_KEY = 200


@transaction.atomic
def take_call(user: User, *, key: str, path: str, digest: str) -> OnceCall | None:
    """The call under this key, new or with its answer; None when the key was used for something else.

    Waits while another holds the same key. No line in the history: it tells nothing of the business.
    """
    OnceCall.objects.filter(user=user, key=key, created_at__lt=clock.now() - KEPT).delete()
    call, _made = OnceCall.objects.get_or_create(user=user, key=key, defaults={"path": path[:500], "digest": digest})
    return call if (call.path, call.digest) == (path[:500], digest) else None


def keep_answer(call: OnceCall, *, status: int, body: Any) -> None:
    """What was answered, for the next time the same call comes."""
    call.status, call.body = status, body
    call.save(update_fields=["status", "body"])


def forget_calls() -> int:
    """The sweep: what is older than a day is forgotten."""
    return OnceCall.objects.filter(created_at__lt=clock.now() - KEPT).delete()[0]
