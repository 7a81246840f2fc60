"""The running portal: its servers and processes started in order, watched, brought back, stopped in order."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from brm.ops import probe
from brm.ops.children import Child
from brm.ops.embedded import EmbeddedError, Postgres, Valkey, make_socket_folder
from brm.ops.processes import start
from brm.ops.stamp import prepared_for

PYTHON = (sys.executable, "-m")
WATCH_EVERY, TRIM_EVERY, LOOK_AGAIN = 15.0, 60.0, 5.0
PATIENCE = 60.0
# Who leaves together, in which order, and how many seconds they have before we insist.
STOPPING = ((("beat",), 1.0), (("web", "worker", "long work"), 3.0), (("broker",), 1.0), (("database",), 1.5))


class CannotStartError(Exception):
    """One clear sentence for the person who started the portal."""


class Asked(BaseException):
    """Somebody pressed Ctrl-C or sent SIGTERM while we were starting."""


def say(sentence: str) -> None:
    """Tell the person at the terminal; a closed terminal is no reason to stop."""
    with suppress(OSError, ValueError):
        print(sentence, flush=True)


class Portal:
    """Everything that ``make run`` runs."""

    def __init__(self, base: Path, settings: Any, configured: dict[str, bool], port: int) -> None:
        self.base, self.settings, self.configured, self.listening = base, settings, configured, port
        self.var: Path = settings.var_dir
        self.children: list[Child] = []
        self.stopping = False
        self.env = dict(os.environ) | {
            "VAR_DIR": str(self.var),
            "PYTHONUNBUFFERED": "1",
            "PORTAL_STARTED_AT": str(time.time()),
            "PORTAL_EMBEDDED": "no" if configured["DATABASE_URL"] else "yes",
        }
        self.env.setdefault("DJANGO_SETTINGS_MODULE", "brm.settings")

    # Starting

    def start(self) -> None:
        """Servers, database, then web, workers and beat."""
        addresses: dict[str, str] = {}
        for part in (self._broker, self._database):
            addresses |= part()
        self._write_addresses(addresses)
        self.env |= addresses
        if any(self.configured.values()):
            self._reach()
        self._prepare()
        self._services()
        for child in self.children[-4:]:
            child.start()
        self._until_ready()

    def _broker(self) -> dict[str, str]:
        if self.configured["REDIS_URL"]:
            return {}
        valkey = Valkey(self.var, make_socket_folder(self.var))
        child = Child("broker", valkey.command(), self._log("valkey"))
        self.children.append(child)
        child.start()
        self._wait_for(child, valkey.answers, 60)
        cache = {} if self.configured["CACHE_URL"] else {"CACHE_URL": valkey.url(1)}
        return {"REDIS_URL": valkey.url(0)} | cache

    def _database(self) -> dict[str, str]:
        if self.configured["DATABASE_URL"]:
            return {}
        postgres = Postgres(self.var, make_socket_folder(self.var))
        postgres.clear()
        if postgres.make():
            say("A new database was made in var/postgres.")
        child = Child(
            "database",
            postgres.command(),
            self._log("postgres"),
            stops_by=signal.SIGINT,
            insists_by=signal.SIGQUIT,
            account=postgres.account,
            before=postgres.clear,
        )
        self.children.append(child)
        child.start()
        self._wait_for(child, postgres.answers, 120)
        postgres.ensure_database()
        return {"DATABASE_URL": postgres.url()}

    def _log(self, name: str) -> Path:
        return self.var / "log" / f"{name}.log"

    def _wait_for(self, child: Child, answers: Callable[[], bool], seconds: float) -> None:
        until = time.monotonic() + seconds
        while not answers():
            process = child.process
            if time.monotonic() > until or process is None or process.poll() is not None:
                raise CannotStartError(
                    f"The embedded {child.name} does not start: {child.last_words() or 'no reason said'}"
                )
            time.sleep(0.05)

    def _write_addresses(self, addresses: dict[str, str]) -> None:
        """Where commands such as ``manage.py shell`` find the embedded servers."""
        path = self.var / "run" / "addresses"
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.writelines(f"{name}={address}\n" for name, address in addresses.items())

    def _reach(self) -> None:
        if self._run("brm.ops.reach"):
            raise CannotStartError("Start it, or correct the address; without it make run brings its own.")

    def _prepare(self) -> None:
        """Translations, migrations and the demo story, skipped when nothing has changed since they were done."""
        stamp = self.var / "run" / "prepared.json"
        now = prepared_for(self.base, self.var)
        if not self.configured["DATABASE_URL"] and stamp.exists() and stamp.read_text() == json.dumps(now):
            welcome = self.var / "welcome.txt"
            if welcome.exists():
                say(welcome.read_text().rstrip())
            return
        stamp.unlink(missing_ok=True)
        say("Preparing the database...")
        log = self._log("prepare")
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as errors:
            code = self._run("manage", "prepare", errors=errors)
        if code:
            reason = (log.read_text(errors="replace").strip().splitlines() or [f"it ended with {code}"])[-1]
            raise CannotStartError(f"The database could not be prepared: {reason[:300]} Log: {log}")
        stamp.write_text(json.dumps(now))

    def _run(self, *words: str, errors: IO[bytes] | None = None) -> int:
        """Run a command of ours at the terminal to its end; it goes when we go."""
        process = start([*PYTHON, *words], env=self.env, cwd=self.base, errors=errors)
        try:
            return process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()

    def _services(self) -> None:
        level = ["-l", self.settings.log_level]
        celery = [*PYTHON, "celery", "-A", "brm.celery"]
        worker = [*celery, "worker", "--without-gossip", "--without-mingle", *level]
        metrics = self.var / "run" / "metrics"
        for folder in (metrics, self.settings.static_root):
            folder.mkdir(parents=True, exist_ok=True)

        def fresh_metrics() -> None:
            for path in metrics.glob("*.db"):
                path.unlink(missing_ok=True)

        count = str(self.settings.task_workers)
        beat = ["beat", "--schedule", self.var / "run" / "beat", "--pidfile=", *level]
        where: dict[str, Any] = {"env": self.env, "cwd": self.base}
        # the broker goes with the supervisor: a worker saying good-bye to it would wait for ever
        patient = where | {"insists_by": signal.SIGQUIT, "dies_by": signal.SIGKILL}
        self.children += [
            Child(
                "web",
                [*PYTHON, "gunicorn", "-c", "python:brm.ops.gunicorn_conf", "-b", f"fd://{self.listening}", "brm.wsgi"],
                self._log("web"),
                env=self.env | {"PROMETHEUS_MULTIPROC_DIR": str(metrics)},
                cwd=self.base,
                keep=[self.listening],
                before=fresh_metrics,
            ),
            Child("worker", [*worker, "-n", "worker@%h", "-Q", "celery", "-c", count], self._log("worker"), **patient),
            Child("long work", [*worker, "-n", "long@%h", "-Q", "long", "-c", "1"], self._log("long"), **patient),
            Child("beat", [*celery, *beat], self._log("beat"), **where),
        ]

    def _until_ready(self) -> None:
        began = time.monotonic()
        while probe.ask(self.settings.port, timeout=1.5)[0] != 200:
            self._bring_back()
            if time.monotonic() - began > PATIENCE:
                _, answer = probe.ask(self.settings.port, timeout=1.5)
                found = json.dumps(answer.get("checks", "no web server yet"))
                say(f"Still starting: {found}; logs: var/log")
                began = time.monotonic()
            time.sleep(0.3)

    # Watching

    def watch(self) -> None:
        """Until somebody asks to stop: bring back what dies, restart what hangs, keep logs short."""
        watched = trimmed = time.monotonic()
        while not self.stopping:
            self._bring_back()
            if time.monotonic() - watched > WATCH_EVERY:
                sure = self._restart_what_hangs()
                watched = time.monotonic() - (0.0 if sure else WATCH_EVERY - LOOK_AGAIN)
            if time.monotonic() - trimmed > TRIM_EVERY:
                trimmed = time.monotonic()
                for child in self.children:
                    child.trim_log()
            time.sleep(0.2)

    def _bring_back(self) -> None:
        for child in self.children:
            code = child.ended()
            if code is not None:
                wait = max(0.0, child.not_before - time.monotonic())
                how = f"was killed by signal {-code}" if code < 0 else f"ended with {code}"
                say(f"The {child.name} {how}; it starts again in {wait:.1f} s. Log: {child.log}")
            if child.due:
                try:
                    child.start()
                except (EmbeddedError, OSError) as error:
                    child.failures += 1
                    child.put_off()
                    say(f"The {child.name} does not start: {error}")

    def _restart_what_hangs(self) -> bool:
        """A worker that is connected but takes nothing, or a web server that answers nobody, twice.

        What is still starting is left alone: on a busy machine that takes a while, and starting it over and over would
        never end. Answers False where a second look is needed.
        """
        silence = max(15.0, 3.0 * self.settings.tick_seconds)
        status, answer = probe.ask(self.settings.port, timeout=3)
        checks, ages, sure = answer.get("checks", {}), answer.get("ages", {}), True
        servers_good = checks.get("database") == "ok" and checks.get("broker") == "ok"
        for child in self.children:
            age = ages.get(child.name)
            if child.name == "web":
                child.served |= status != 0
                child.missed = 0 if status else child.missed + 1
            elif age is not None and age < child.age:
                child.served = True
            if child.process is None or child.age < (silence if child.served else PATIENCE):
                continue
            if child.name in {"worker", "beat"} and servers_good:
                # while ticks are taken beat lives, however long they waited in a full queue
                lives = age is not None and min(age, ages.get("worker") or age) <= silence
                if not lives:
                    say(f"The {child.name} gave no sign of life for {silence:.0f} s; it is restarted.")
                    child.stop()
            elif child.name == "web" and child.missed > 1:
                say("The web server does not answer; it is restarted.")
                child.stop()
            elif child.name == "web" and child.missed:
                sure = False
        return sure

    # Stopping

    def stop(self) -> None:
        """Beat; web and workers, which finish what they hold; broker; database: all within ten seconds."""
        self.stopping = True
        for names, seconds in STOPPING:
            leaving = [child for child in self.children if child.name in names]
            for child in leaving:
                child.ask_to_stop()
            until = time.monotonic() + seconds
            for child in leaving:
                child.stop(until=until)


@contextmanager
def asked_to_stop(portal: Portal) -> Iterator[None]:
    """Ctrl-C, SIGTERM and a closed terminal end the start-up, or the watching, once."""

    def heard(_number: int, _frame: object) -> None:
        if not portal.stopping:
            portal.stopping = True
            raise Asked

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, heard)
    try:
        yield
    except Asked:
        say("Stopping...")
