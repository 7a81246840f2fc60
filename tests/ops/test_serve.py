"""make run on strange machines: it works or says one sentence; what is killed comes back; nothing is orphaned."""

import os
import re
import signal
import socket

import pytest

from tests import servers
from tests.portal import Portal, free_port

CHILDREN = {
    "web": "gunicorn",
    "worker": "worker@",
    "beat": "celery -A brm.celery beat",
    "broker": "valkey-server",
    "database": "bin/postgres",
}


def sentence(var, **settings: str) -> str:
    """What it says when it cannot start: exactly one line, no traceback."""
    portal = Portal(var, **settings).start()
    assert portal.process is not None
    assert portal.process.wait(60) == 1
    lines = [line for line in portal.said.splitlines() if line not in {"Stopped.", ""}]
    assert len(lines) == 1, portal.said
    return lines[0]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORT", "eighty", "PORT must be a whole number from 1 to 65535, but it is 'eighty'."),
        ("TIME_ZONE", "Mars/Base", "TIME_ZONE must be a time zone such as Asia/Shanghai, but it is 'Mars/Base'."),
        ("DEBUG", "perhaps", "DEBUG must be yes or no, but it is 'perhaps'."),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR, but it is 'LOUD'."),
        ("DATABASE_URL", "mysql://me:secret@host/x", "DATABASE_URL must begin with postgres:// or postgresql://."),
        (
            "HOST",
            "203.0.113.9",
            "HOST 203.0.113.9 is not an address of this machine: set HOST to 127.0.0.1 or 0.0.0.0.",
        ),
        ("SECRET_KEY_FILE", "/nowhere", "SECRET_KEY_FILE names a file that cannot be read: No such file or directory."),
    ],
)
def test_a_wrong_setting_is_one_sentence(tmp_path, name, value, says):
    assert sentence(tmp_path / "var", **{name: value}) == says


def test_a_taken_port_is_one_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        said = sentence(tmp_path / "var", PORT=str(port))

    assert said.startswith(f"PORT {port} is taken by another program: stop that, or choose another, such as PORT=")


def test_an_unreachable_database_is_one_sentence_and_no_secret(tmp_path):
    address = f"postgresql://me:verysecret@127.0.0.1:{free_port()}/portal"

    portal = Portal(tmp_path / "var", DATABASE_URL=address, REDIS_URL=f"redis://127.0.0.1:{free_port()}/0").start()

    assert portal.process is not None
    assert portal.process.wait(60) == 1
    assert "DATABASE_URL names a database that does not answer" in portal.said
    assert "REDIS_URL names a server that does not answer" in portal.said
    assert "verysecret" not in portal.said
    assert "Traceback" not in portal.said


def test_data_of_another_postgresql_are_left_alone(tmp_path):
    data = tmp_path / "var" / "postgres"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9\n")

    said = sentence(tmp_path / "var")

    assert "were made by PostgreSQL 9, this is PostgreSQL" in said
    assert "make restore" in said
    assert (data / "PG_VERSION").read_text() == "9\n"


def test_a_folder_nobody_may_write_in_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")

    assert sentence(tmp_path / "file").startswith(f"VAR_DIR names {tmp_path / 'file'}, where nothing can be written")


@pytest.mark.slow
def test_it_runs_from_a_long_path_with_spaces_survives_kills_and_leaves_nothing(tmp_path):
    var = tmp_path / ("a folder with spaces " + "and a very long name " * 5) / "var"
    var.parent.mkdir()
    portal = Portal(var)
    with portal:
        second = Portal(var).start()
        assert second.process is not None
        assert second.process.wait(30) == 1
        assert f"already runs on the data in {var}" in second.said

        for name, pattern in CHILDREN.items():
            assert len(portal.children(pattern)) == 1, (pattern, portal.processes())
            (before,) = portal.children(pattern)
            os.kill(before, signal.SIGKILL)
            portal.until(lambda before=before, pattern=pattern: portal.children(pattern) not in ([before], []), 20)
            portal.until(portal.ready, 45)
            assert f"The {name} was killed by signal 9" in portal.said

        portal.kill()
        portal.until_gone(20)

    with Portal(var) as again:  # the lock of the killed one means nothing
        code, seconds = again.stop(signal.SIGTERM)
        assert code == 0
        assert seconds < 10
        assert again.processes() == {}
    assert "Traceback" not in portal.said + again.said


@pytest.mark.slow
def test_a_configured_database_gets_no_story_but_the_first_administrators_link(tmp_path, django_db_setup):
    name = f"test_{os.getpid()}_configured"
    servers.execute(f'CREATE DATABASE "{name}" TEMPLATE "{servers.template()}"')
    postgres, valkey = servers.servers()
    addresses = {"DATABASE_URL": postgres.url(name), "REDIS_URL": valkey.url(998), "CACHE_URL": valkey.url(999)}
    try:
        with Portal(tmp_path / "var", **addresses, DEMO="") as portal:
            assert re.search(r"https?://\S+/\S{30,}", portal.said), portal.said
            assert "brm-demo" not in portal.said
            assert not (portal.var / "postgres").exists()
            assert not (portal.var / "valkey").exists()
            assert portal.stop()[0] == 0
    finally:
        servers.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.lengthy
def test_a_worker_that_hangs_is_restarted(tmp_path):
    with Portal(tmp_path / "var") as portal:
        (before,) = portal.children("worker@")
        os.kill(before, signal.SIGSTOP)

        portal.until(lambda: portal.children("worker@") not in ([before], []), 60)

        assert "The worker gave no sign of life for 15 s; it is restarted." in portal.said
        portal.until(portal.ready, 45)


@pytest.mark.lengthy
def test_a_database_that_cannot_start_is_tried_ever_more_slowly(tmp_path):
    with Portal(tmp_path / "var") as portal:
        control = portal.var / "postgres" / "global" / "pg_control"
        kept = control.read_bytes()
        (before,) = portal.children("bin/postgres")
        os.kill(before, signal.SIGKILL)
        control.write_bytes(b"")
        portal.until(lambda: portal.said.count("The database was killed by signal 6") >= 4, 60)
        assert portal.health()[0] == 503
        assert portal.health()[1]["checks"]["database"] == "does not answer"

        control.write_bytes(kept)

        portal.until(portal.ready, 60)
        waits = [float(wait) for wait in re.findall(r"The database .* starts again in ([\d.]+) s", portal.said)]
        assert waits == sorted(waits)
        assert max(waits) <= 10
