"""Figures for Prometheus: requests counted in every web process, the rest asked when somebody looks."""

import os
from collections.abc import Iterator

import redis
from django.conf import settings
from django.db import DatabaseError
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily

from brm.core import clock
from brm.notifications.domain.queries import outbox_figures
from brm.notifications.enums import SENDABLE
from brm.notifications.models import Notification
from brm.ops.models import Heartbeat

QUEUES = ("celery", "long")
_ENOUGH = 100_000

REQUESTS = Counter("portal_requests_total", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "portal_request_seconds",
    "How long an answer took.",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 10),
)


class Present:
    """What is true at this moment, whichever process is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One family per question; a part that does not answer leaves its family out."""
        try:
            due = Notification.objects.due_to_send(clock.now())
            waiting = due[:_ENOUGH].count()
            oldest = due.order_by("not_before").values_list("not_before", flat=True).first()
            outbox = outbox_figures()
            ages = Heartbeat.objects.ages()
        except DatabaseError:
            pass
        else:
            yield GaugeMetricFamily("portal_outbox_due", f"Mails due and not sent ({', '.join(SENDABLE)}).", waiting)
            late = (clock.now() - oldest).total_seconds() if oldest else 0
            yield GaugeMetricFamily("portal_outbox_oldest_seconds", "How long the oldest due mail waits.", late)
            yield GaugeMetricFamily("portal_outbox_failed", "Mails refused or given up.", outbox.failed)
            yield GaugeMetricFamily(
                "portal_outbox_perhaps_twice", "Mails that may have gone twice after a kill.", outbox.perhaps_twice
            )
            heartbeats = GaugeMetricFamily("portal_heartbeat_seconds", "Age of the last sign of life.", labels=["part"])
            for part, age in ages.items():
                heartbeats.add_metric([part], age)
            yield heartbeats
        try:
            with redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2) as line:
                lengths = {queue: line.llen(queue) for queue in QUEUES}
        except (redis.RedisError, OSError):
            return
        queued = GaugeMetricFamily("portal_queue_length", "Messages that no worker has taken.", labels=["queue"])
        for queue, length in lengths.items():
            queued.add_metric([queue], int(length))
        yield queued


def text() -> bytes:
    """Everything in Prometheus's own format, summed over the web processes."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.MultiProcessCollector(registry)
        registry.register(Present())
        return generate_latest(registry)
    registry.register(Present())
    return generate_latest(REGISTRY) + generate_latest(registry)
