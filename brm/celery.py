"""The Celery application: messages are hints, the database is the only truth (ADR 0003)."""

import os
import signal
import time
from contextlib import suppress
from typing import Any

from celery import Celery, signals
from celery.app.amqp import AMQP
from kombu import Connection
from kombu.exceptions import OperationalError

from brm.core import jobs
from brm.core.logging import request_id
from brm.ops.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brm.settings")
_HEADER = "request_id"


class Link(Connection):
    """The way to the broker, looked for every second or two while it is away: by itself Celery waits ever longer, up
    to half a minute, and everything would rest for so long after the broker is back."""

    def ensure_connection(self, *args: Any, **kwargs: Any) -> Any:
        """Try until it answers."""
        often = {"interval_start": 0.5, "interval_step": 0.5, "interval_max": 2.0}
        return super().ensure_connection(*args, **(often | kwargs))


class Ways(AMQP):
    """Celery's own, over that link."""

    Connection = Link


app = Celery("brm", amqp=Ways)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
jobs.use(app.send_task)


@signals.before_task_publish.connect
def _carry(sender: str = "", headers: dict[str, Any] | None = None, **_: object) -> None:
    """The request that asked for the work gives the task its id, so that one search finds both in the log."""
    if headers is not None:
        headers[_HEADER] = request_id.get()

    if headers is not None and sender == "ops.beat_tick":
        headers["sent_at"] = time.time()


@signals.beat_init.connect
def _tick_at_once(**_: object) -> None:
    """The first sign of life does not wait for the first interval."""
    with suppress(OperationalError):
        app.send_task("ops.beat_tick", ignore_result=True)


@signals.task_prerun.connect
def _take_over(task_id: str, task: Any, **_: object) -> None:
    carried = (getattr(task.request, "headers", None) or {}).get(_HEADER) or getattr(task.request, _HEADER, None)
    request_id.set(carried if carried and carried != "-" else task_id)


@signals.task_postrun.connect
def _let_go(**_: object) -> None:
    request_id.set("-")


@signals.worker_process_init.connect
def _never_orphaned(**_: object) -> None:
    """A worker killed by force takes its pool along; unfinished tasks are delivered again."""
    die_with_parent(signal.SIGKILL)


@signals.setup_logging.connect
def _our_logging(**_: object) -> None:
    """Django's logging stays as the settings say."""
