"""Those who watch are told the truth, and nothing secret."""

import json
import time

import pytest
import redis
from celery import current_app
from django.conf import settings
from django.db import connection

from brm.core.logging import request_id
from brm.ops import health
from brm.ops.models import Heartbeat, show_life
from brm.ops.tasks import beat_tick


def test_healthz_asks_nothing_but_the_process(client):
    assert client.get("/healthz").json() == {"alive": True}


def test_readyz_is_good_when_every_part_is(client, db):
    show_life("worker")
    show_life("beat", seconds_ago=20)

    answer = client.get("/readyz")

    assert answer.status_code == 200, answer.content
    assert set(answer.json()["checks"].values()) == {"ok"}
    assert answer.json()["ages"]["beat"] == pytest.approx(20, abs=2)


@pytest.mark.parametrize(
    ("part", "break_it"),
    [
        ("worker", lambda: Heartbeat.objects.filter(name="worker").delete()),
        ("beat", lambda: show_life("beat", seconds_ago=600)),
        ("migrations", lambda: _sql("DELETE FROM django_migrations WHERE app = 'ops'")),
    ],
)
def test_readyz_names_the_part_that_is_not(client, db, part, break_it):
    show_life("worker")
    show_life("beat")
    break_it()

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert [name for name, said in answer.json()["checks"].items() if said != "ok"] == [part]


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_readyz_tells_no_secret_of_a_broker_that_is_away(client, db, settings):
    settings.REDIS_URL = "redis://me:verysecret@127.0.0.1:1/0"

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["checks"]["broker"] == "does not answer"
    assert b"secret" not in answer.content


def test_readyz_says_when_the_disk_is_full(client, db, settings):
    settings.DISK_FLOOR_MB = 10**9

    assert "needed" in client.get("/readyz").json()["checks"]["disk"]


def test_signs_of_life_from_before_the_start_prove_nothing(db, monkeypatch):
    show_life("worker", seconds_ago=20)
    monkeypatch.setenv("PORTAL_STARTED_AT", str(time.time() - 10))

    assert health.sign_of_life(Heartbeat.objects.ages()["worker"]) == "no sign of life since the start"


def test_a_tick_that_waited_shows_an_old_beat_and_a_living_worker(db):
    beat_tick.apply(headers={"sent_at": time.time() - 100})

    ages = Heartbeat.objects.ages()
    assert ages["worker"] < 5
    assert ages["beat"] == pytest.approx(100, abs=5)


def test_a_task_carries_the_id_of_the_request_that_asked(db):
    token = request_id.set("asked-by-this-one")
    try:
        current_app.send_task("ops.beat_tick", queue="try")
    finally:
        request_id.reset(token)

    with redis.from_url(settings.REDIS_URL) as line:
        message = json.loads(line.lpop("try"))
    assert message["headers"]["request_id"] == "asked-by-this-one"
    assert message["headers"]["sent_at"] == pytest.approx(time.time(), abs=5)


def test_metrics_are_for_this_machine_or_the_token(client, db, settings):
    assert b"portal_queue_length" in client.get("/metrics").content
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 404

    settings.METRICS_TOKEN = "let-me-in"
    assert client.get("/metrics").status_code == 404
    assert (
        client.get("/metrics", headers={"Authorization": "Bearer let-me-in"}, REMOTE_ADDR="203.0.113.7").status_code
        == 200
    )


def test_metrics_count_requests_by_route_and_parts_by_age(client, db):
    show_life("worker")
    client.get("/healthz")

    said = client.get("/metrics").content.decode()

    assert 'portal_requests_total{method="GET",route="ops:healthz",status="200"}' in said
    assert 'portal_heartbeat_seconds{part="worker"}' in said
    assert "portal_outbox_due" in said


def test_long_work_never_stands_before_the_signs_of_life():
    routed = {name: current_app.amqp.router.route({}, name)["queue"].name for name in ("imports.work", "ops.beat_tick")}

    assert routed == {"imports.work": "long", "ops.beat_tick": "celery"}
