"""Asks a configured database or broker whether it answers; run on its own, so that nobody else pays for the imports.

``python -m brm.ops.reach`` checks what DATABASE_URL, REDIS_URL and CACHE_URL name, and says one sentence for each that
fails. Passwords are never repeated.
"""

import sys
from urllib.parse import urlsplit

import psycopg2
import redis

from brm.core.config import raw

OLDEST = 150000


def database(url: str) -> str:
    """What is wrong with the database server; empty if nothing."""
    try:
        connection = psycopg2.connect(url, connect_timeout=5)
    except psycopg2.Error as error:
        reason = " ".join(str(error).split())
        if password := urlsplit(url).password:
            reason = reason.replace(password, "***")
        return f"DATABASE_URL names a database that does not answer: {reason}"
    version = connection.server_version
    connection.close()
    if version < OLDEST:
        return f"DATABASE_URL names a PostgreSQL {version // 10000}: 15 or newer is needed."
    return ""


def broker(name: str, url: str) -> str:
    """What is wrong with the broker; empty if nothing."""
    try:
        with redis.from_url(url, socket_connect_timeout=5, socket_timeout=5) as line:
            line.ping()
    except (redis.RedisError, OSError, ValueError) as error:
        return f"{name} names a server that does not answer: {' '.join(str(error).split())}"
    return ""


def problems() -> list[str]:
    """One sentence for each configured address that does not answer."""
    found = [database(url)] if (url := raw("DATABASE_URL")) else []
    found += [broker(name, url) for name in ("REDIS_URL", "CACHE_URL") if (url := raw(name))]
    return [sentence for sentence in found if sentence]


if __name__ == "__main__":
    said = problems()
    print("\n".join(said))
    sys.exit(1 if said else 0)
