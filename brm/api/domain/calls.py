"""Remembering what was answered to a call, for a day, so that it can be sent again safely."""

from datetime import timedelta
from typing import Any

from django.db import connection

from brm.accounts.models import User
from brm.api.models import OnceCall
from brm.core import clock

KEPT = timedelta(hours=24)
LONGEST_KEY = 200
_TAKE = """
INSERT INTO api_oncecall AS call (user_id, key, path, digest, created_at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (user_id, key) DO UPDATE
    SET path = excluded.path, digest = excluded.digest, created_at = excluded.created_at, status = NULL, body = NULL
    WHERE call.created_at < %s
RETURNING id
"""


def take_call(user: User, *, key: str, path: str, digest: str) -> OnceCall | None:
    """The call under this key, new or with its answer; None when the key was used for something else.

    Waits while another holds the same key; one whose day is over is as good as none. No line in the history: it tells
    nothing of the business.
    """
    now, path = clock.now(), path[:500]
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [user.pk, key, path, digest, now, now - KEPT])
        taken = cursor.fetchone()
    if taken is not None:
        return OnceCall(id=taken[0], user=user, key=key, path=path, digest=digest, created_at=now)
    call = OnceCall.objects.get(user=user, key=key)
    return call if (call.path, call.digest) == (path, digest) else None


def keep_answer(call: OnceCall, *, status: int, body: Any) -> None:
    """What was answered, for the next time the same call comes."""
    call.status, call.body = status, body
    OnceCall.objects.filter(pk=call.pk, status=None).update(status=status, body=body)


def forget_call(call: OnceCall) -> None:
    """It was refused, and changed nothing: its key is free again."""
    OnceCall.objects.filter(pk=call.pk, status=None).delete()


def forget_calls() -> int:
    """The sweep: what is older than a day is forgotten."""
    return OnceCall.objects.filter(created_at__lt=clock.now() - KEPT).delete()[0]
