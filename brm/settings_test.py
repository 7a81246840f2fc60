"""Settings of the tests: real PostgreSQL and Valkey of their own, cheap password hashes, English pages."""

import os
from pathlib import Path

from brm.ops.embedded import Postgres, Valkey, socket_folder

# Never an address left in a developer's shell. Processes that a test starts inherit these.
STATE = Path(__file__).resolve().parent.parent / "var" / "test"
_ADDRESSES = ("PORT", "HOST", "SITE_URL", "ALLOWED_HOSTS")
_worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
if os.environ.get("PORTAL_TEST_WORKER") != _worker:
    _sockets = socket_folder(STATE)
    _number = os.getpid()
    _broker = Valkey(STATE, _sockets)
    os.environ.update(
        PORTAL_TEST_WORKER=_worker,
        DATABASE_URL=Postgres(STATE, _sockets).url(f"test_{_number}"),
        REDIS_URL=_broker.url(_number % 500 * 2),
        CACHE_URL=_broker.url(_number % 500 * 2 + 1),
        VAR_DIR=str(STATE / "files" / str(_number)),
        SECRET_KEY="a-key-for-tests-only-that-is-long-enough-for-the-deployment-check",  # noqa: S106 - tests only
        LOG_LEVEL="WARNING",
    )
    for _name in (
        "SMTP_HOST",
        "OIDC_URL",
        "HTTPS",
        "DEBUG",
        "STATIC_MANIFEST",
        "PROVIDER_NAME",
        "TIME_ZONE",
        "INBOUND_ADDRESS",
        "INBOUND_IMAP_URL",
        "INBOUND_TRUSTED_HOST",
        "INBOUND_WEBHOOK_SECRET",
        "INBOUND_MAILGUN_KEY",
        *_ADDRESSES,
    ):
        os.environ.pop(_name, None)

from brm.settings import *  # noqa: E402, F403 - the environment above must be there first; settings are a list of names
from brm.settings import DATABASES, LOGGING, STATIC_ROOT  # noqa: E402 - as above

LANGUAGE_CODE = "en"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"]["CONN_MAX_AGE"] = 0
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a folder that is not there
WHITENOISE_AUTOREFRESH = True  # else every test client would look through all static files when it is made
# the refusals that tests provoke: each line would keep its whole request until the test is over
LOGGING["loggers"]["django.request"] = {"level": "ERROR"}
