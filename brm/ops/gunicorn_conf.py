"""How the web server runs, under make run and in the image alike."""

import os
from pathlib import Path
from typing import Any

from prometheus_client import multiprocess

from brm.core.config import raw
from brm.ops.processes import die_with_parent

bind = f"{raw('HOST', '127.0.0.1')}:{raw('PORT', '8000')}"
worker_class = "gthread"
workers = int(raw("WEB_WORKERS", "2"))
threads = int(raw("WEB_THREADS", "4"))
preload_app = True
timeout = 60
graceful_timeout = 2
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn makes a private file there
control_socket_disable = True
loglevel = raw("LOG_LEVEL", "INFO").lower()


def post_fork(_server: Any, _worker: Any) -> None:
    """No worker outlives its master."""
    die_with_parent()


def child_exit(_server: Any, worker: Any) -> None:
    """Figures of a worker that is gone are added up with the living ones'."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.mark_process_dead(worker.pid)
