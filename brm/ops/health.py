"""What must be good before somebody is sent here: database, broker, migrations, worker, beat, disk."""

import os
import shutil
import time
from dataclasses import dataclass, field
from functools import cache

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from brm.ops.models import Heartbeat

OK = "ok"


@dataclass
class Health:
    """One word or sentence for each part, and how old the signs of life are. Never a secret."""

    checks: dict[str, str] = field(default_factory=dict)
    ages: dict[str, float] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Whether everything is good."""
        return all(said == OK for said in self.checks.values())


def look() -> Health:
    """Ask every part now."""
    health = Health()
    health.checks["disk"] = disk()
    health.checks["broker"] = broker()
    health.checks["database"] = database()
    if health.checks["database"] != OK:
        return health
    health.checks["migrations"] = migrations()
    if health.checks["migrations"] == OK:
        health.ages = Heartbeat.objects.ages()
        for name in ("worker", "beat"):
            health.checks[name] = sign_of_life(health.ages.get(name))
    return health


def silence() -> float:
    """After how many seconds without a sign a part counts as gone."""
    return max(15.0, 3.0 * settings.TICK_SECONDS)


def sign_of_life(age: float | None) -> str:
    """A sign from before the present start proves nothing."""
    since_start = time.time() - float(os.environ.get("PORTAL_STARTED_AT", "0"))
    if age is None or age > since_start:
        return "no sign of life since the start"
    return OK if age <= silence() else f"no sign of life for {age:.0f} s"


def database() -> str:
    """Whether it answers a question."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return OK


def broker() -> str:
    """Whether it answers and takes writes: on a full disk it only answers."""
    try:
        with redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2) as line:
            line.set("portal:health", "1", ex=60)
    except redis.ResponseError as error:
        return "takes no writes" if "MISCONF" in str(error) or "OOM" in str(error) else "refuses"
    except (redis.RedisError, OSError):
        return "does not answer"
    return OK


@cache
def _wanted() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(loader.graph.leaf_nodes())


def migrations() -> str:
    """Whether the schema is the one this code was written for."""
    try:
        missing = _wanted() - set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        return "cannot be read"
    return OK if not missing else "not applied: " + ", ".join(sorted(f"{app}.{name}" for app, name in missing))


def disk() -> str:
    """Whether there is room: below the floor nothing new is accepted."""
    free = shutil.disk_usage(settings.VAR_DIR if settings.VAR_DIR.exists() else settings.BASE_DIR).free // 2**20
    return OK if free >= settings.DISK_FLOOR_MB else f"{free} MB free, {settings.DISK_FLOOR_MB} needed"
