"""``make doctor``: looks at every part and says what is good, what is not, and what to do about it."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from brm.core.config import raw, read
from brm.inbound.domain.imap import MailboxError, open_mailbox, place_of
from brm.ops import probe
from brm.ops.embedded import EmbeddedError, Postgres, Valkey, socket_folder
from brm.ops.processes import run
from brm.ops.standing import BASE, lock

GOOD, LOOK, BAD = "ok", "look", "BAD"
OLD_BACKUP = 7 * 24 * 3600


@dataclass(frozen=True)
class Finding:
    """One part: how it is, in words that say what to do."""

    how: str
    part: str
    words: str


def look(settings: Any) -> Iterator[Finding]:
    """Every part in turn; one that breaks is a finding, not the end."""
    for examine in (_python, _disk, _folder, _database, _broker, _running, _words, _backups, _mail, _inbound, _server):
        try:
            yield from examine(settings)
        except (EmbeddedError, OSError) as trouble:
            yield Finding(BAD, examine.__name__.strip("_"), str(trouble))


def _python(_settings: Any) -> Iterator[Finding]:
    said = run([sys.executable, "-m", "pip", "check"])[1].strip()
    version = ".".join(str(part) for part in sys.version_info[:3])
    if "No module named pip" in said or "No broken" in said:
        yield Finding(GOOD, "python", f"{version}, dependencies whole")
    else:
        yield Finding(BAD, "python", f"{version}; {said.splitlines()[0]}: remove .venv and run make run again")


def _disk(settings: Any) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.var_dir).free // 2**20
    if free < settings.disk_floor_mb:
        yield Finding(BAD, "disk", f"{free:,} MB free, {settings.disk_floor_mb} needed: free some, or move VAR_DIR")
    else:
        yield Finding(LOOK if free < 2048 else GOOD, "disk", f"{free:,} MB free")


def _folder(settings: Any) -> Iterator[Finding]:
    var: Path = settings.var_dir
    if not os.access(var, os.W_OK):
        yield Finding(BAD, "folder", f"{var} cannot be written: give it to the user who runs the portal")
    elif var.stat().st_mode & 0o077:
        yield Finding(LOOK, "folder", f"{var} can be read by others: chmod 700 {var}")
    else:
        yield Finding(GOOD, "folder", f"{var}, private")


def _database(settings: Any) -> Iterator[Finding]:
    if raw("DATABASE_URL"):
        yield _reached("DATABASE_URL", "database")
        return
    postgres = Postgres(settings.var_dir, socket_folder(settings.var_dir))
    made = postgres.data / "PG_VERSION"
    if made.exists() and made.read_text().strip() != str(postgres.major):
        yield Finding(BAD, "database", f"data of PostgreSQL {made.read_text().strip()}, programs of {postgres.major}")
    else:
        there = "with data" if made.exists() else "no data yet"
        yield Finding(GOOD, "database", f"embedded PostgreSQL {postgres.major}, {there}")


def _broker(settings: Any) -> Iterator[Finding]:
    if raw("REDIS_URL"):
        yield _reached("REDIS_URL", "broker")
        return
    said = run([Valkey(settings.var_dir, socket_folder(settings.var_dir)).binary, "--version"])[1]
    yield Finding(GOOD, "broker", f"embedded {' '.join(said.split()[:3])}")


def _reached(name: str, part: str) -> Finding:
    wrong = [line for line in run([sys.executable, "-m", "brm.ops.reach"], cwd=BASE)[1].splitlines() if name in line]
    return Finding(BAD, part, wrong[0]) if wrong else Finding(GOOD, part, f"{name} answers")


def _running(settings: Any) -> Iterator[Finding]:
    with lock(settings.var_dir) as alone:
        if alone:
            yield Finding(LOOK, "portal", "not running here: make run")
            return
    status, answer = probe.ask(settings.port)
    if status == 200:
        yield Finding(GOOD, "portal", f"running and ready on port {settings.port}")
    elif status == 0:
        yield Finding(BAD, "portal", f"running, but nobody answers on PORT {settings.port}: see var/log/web.log")
    for part, said in answer.get("checks", {}).items():
        if said != "ok":
            yield Finding(BAD, "portal", f"{part}: {said}; see var/log")


def _words(_settings: Any) -> Iterator[Finding]:
    text = BASE / "brm" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    if not text.exists():
        yield Finding(BAD, "words", "the Chinese words are missing: the copy of the project is not whole")
    elif not (compiled := text.with_suffix(".mo")).exists() or compiled.stat().st_mtime < text.stat().st_mtime:
        yield Finding(LOOK, "words", "not compiled yet: make run does it")
    else:
        yield Finding(GOOD, "words", "compiled")


def _backups(settings: Any) -> Iterator[Finding]:
    newest = max((path.stat().st_mtime for path in (settings.var_dir / "backups").glob("*.tar")), default=0.0)
    days = (time.time() - newest) / 86400
    if not newest:
        yield Finding(LOOK, "backup", "none in var/backups: make backup, every night by cron")
    else:
        yield Finding(LOOK if days * 86400 > OLD_BACKUP else GOOD, "backup", f"the newest is {days:.1f} days old")


def _mail(settings: Any) -> Iterator[Finding]:
    if not settings.smtp_host:
        yield Finding(LOOK, "mail", "SMTP_HOST is not set: mails stay in the outbox page")
    else:
        yield Finding(GOOD, "mail", f"through {settings.smtp_host}:{settings.smtp_port}")


def _inbound(settings: Any) -> Iterator[Finding]:
    if not settings.inbound_address:
        yield Finding(LOOK, "inbound", "INBOUND_ADDRESS is not set: customers cannot answer by mail")
        return
    if not settings.inbound_trusted_host:
        yield Finding(LOOK, "inbound", "INBOUND_TRUSTED_HOST is not set: every answer waits for an administrator")
    if settings.inbound_imap_url:
        place = place_of(settings.inbound_imap_url)
        try:
            with open_mailbox(place):
                yield Finding(GOOD, "inbound", f"{place.name} can be read")
        except MailboxError as trouble:
            yield Finding(BAD, "inbound", f"{place.name}: {trouble}; see INBOUND_IMAP_URL")
    elif settings.inbound_webhook_secret or settings.inbound_mailgun_key:
        yield Finding(GOOD, "inbound", f"a mail service hands in at {settings.site_url}/inbound/hand-in/")
    else:
        yield Finding(BAD, "inbound", "no way in: set INBOUND_IMAP_URL, or INBOUND_WEBHOOK_SECRET for a mail service")


def _server(settings: Any) -> Iterator[Finding]:
    local = settings.host in {"127.0.0.1", "localhost", "::1"} and not settings.behind_proxy
    if settings.debug:
        yield Finding(BAD if not local else LOOK, "server", "DEBUG is on: never on a server")
    if not local and not settings.https:
        yield Finding(
            LOOK, "server", "HTTPS is no: passwords travel in the open unless a proxy encrypts; set HTTPS=yes"
        )
    if not settings.debug and (local or settings.https):
        yield Finding(GOOD, "server", "only this machine" if local else "over HTTPS")


def main(say: Callable[[str], None] = print) -> int:
    """1 when something is bad."""
    try:
        settings = read(BASE)
    except ImproperlyConfigured as wrong:
        say(f"BAD    settings   {wrong}")
        return 1
    findings = list(look(settings))
    for finding in findings:
        say(f"{finding.how:<6} {finding.part:<10} {finding.words}")
    return int(any(finding.how == BAD for finding in findings))


if __name__ == "__main__":
    sys.exit(main())
