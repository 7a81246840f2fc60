"""The tick that proves that beat sends and a worker takes."""

import time
from typing import Any

from celery import shared_task

from brm.ops.models import show_life

SENT_AT = "sent_at"


@shared_task(name="ops.beat_tick", bind=True, ignore_result=True)
def beat_tick(self: Any) -> None:
    """Beat lived when it sent this, a worker lives now; a tick that waited in the queue says so."""
    sent = getattr(self.request, SENT_AT, None) or (self.request.headers or {}).get(SENT_AT)
    show_life("worker")
    if sent is not None:
        show_life("beat", seconds_ago=max(0.0, time.time() - float(sent)))
