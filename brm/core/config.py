"""The registry of environment variables: typed, described, each wrong value one clear sentence naming the variable."""

import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Variable:
    """One environment variable: what it is for, how it is read, its default, an example."""

    name: str
    attribute: str
    parse: Callable[[str], Any]
    default: str
    about: str


def _text(value: str) -> str:
    return value


def _list(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _flag(value: str) -> bool:
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"", "0", "false", "no", "off"}:
        return False
    raise ValueError("must be yes or no")


def _either(value: str) -> bool | None:
    return _flag(value) if value else None


def _integer(low: int, high: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not value.isdigit() or not low <= int(value) <= high:
            raise ValueError(f"must be a whole number from {low} to {high}")
        return int(value)

    return parse


def _url(*schemes: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if not value:
            return value
        try:
            parts = urlsplit(value)
            _ = parts.port
        except ValueError:
            raise ValueError("is not a well-formed address") from None
        if parts.scheme not in schemes:
            raise ValueError("must begin with " + " or ".join(f"{scheme}://" for scheme in schemes))
        if parts.scheme.startswith("postgres") and not parts.path.strip("/"):
            raise ValueError("must end with the name of the database, as in postgresql://user@host/name")
        if not parts.netloc and parts.scheme != "unix":
            raise ValueError("must name a server")
        return value

    return parse


def _mailbox(value: str) -> str:
    local, at, domain = value.rpartition("@")
    if value and not (at and local and domain and value.isascii() and not set(value) & set(' <>,;"')):
        raise ValueError("must be an e-mail address such as portal@example.com or reply+*@example.com")
    if local.count("*") > 1 or "*" in domain or len(local) > 20:
        raise ValueError("may hold one * before the @, and at most 20 characters there")
    return value.lower()


def _path(value: str) -> Path:
    return Path(value).expanduser().resolve()


def _choice(*words: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value.upper() not in words:
            raise ValueError("must be one of " + ", ".join(words))
        return value.upper()

    return parse


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("must be a time zone such as Asia/Shanghai")
    return value


VARIABLES = (
    Variable("DEBUG", "debug", _flag, "no", "Show error pages with details. Never on a server."),
    Variable("SECRET_KEY", "secret_key", _text, "", "Signs sessions and links. Empty: made once and kept in VAR_DIR."),
    Variable("SECRET_KEY_FALLBACKS", "secret_key_fallbacks", _list, "", "Older keys, still accepted, comma separated."),
    Variable("ALLOWED_HOSTS", "allowed_hosts", _list, "localhost,127.0.0.1,[::1]", "Host names the portal answers to."),
    Variable("TRUSTED_ORIGINS", "trusted_origins", _list, "", "Origins that may post forms, with scheme."),
    Variable("SITE_URL", "site_url", _url("http", "https"), "", "The address people use, for links in mails."),
    Variable("PORT", "port", _integer(1, 65535), "8000", "The port make run serves on."),
    Variable("HOST", "host", _text, "127.0.0.1", "The address make run serves on; 0.0.0.0 for every network."),
    Variable("WEB_WORKERS", "web_workers", _integer(1, 64), "2", "Web processes, each with WEB_THREADS threads."),
    Variable("WEB_THREADS", "web_threads", _integer(1, 64), "4", "Threads of each web process."),
    Variable("TASK_WORKERS", "task_workers", _integer(1, 64), "2", "Processes for background work."),
    Variable("HTTPS", "https", _flag, "no", "Served over HTTPS: secure cookies, HSTS, redirect."),
    Variable("BEHIND_PROXY", "behind_proxy", _flag, "no", "Trust X-Forwarded-Proto of the proxy in front."),
    Variable(
        "DATABASE_URL",
        "database_url",
        _url("postgres", "postgresql"),
        "",
        "PostgreSQL 15 or newer. Empty: the embedded one of make run.",
    ),
    Variable(
        "REDIS_URL", "redis_url", _url("redis", "rediss", "unix"), "", "Redis 7 / Valkey 8 or newer. Empty: embedded."
    ),
    Variable("CACHE_URL", "cache_url", _url("redis", "rediss", "unix"), "", "Cache. Empty: the server of REDIS_URL."),
    Variable("VAR_DIR", "var_dir", _path, "var", "Where data, documents, keys and logs are kept."),
    Variable("TIME_ZONE", "time_zone", _zone, "Asia/Shanghai", "The installation's time zone."),
    Variable("PROVIDER_NAME", "provider_name", _text, "", "The name of your organisation, on pages and in mails."),
    Variable("SMTP_HOST", "smtp_host", _text, "", "Mail server. Empty: mails stay in the outbox."),
    Variable("SMTP_PORT", "smtp_port", _integer(1, 65535), "587", "Its port."),
    Variable("SMTP_USER", "smtp_user", _text, "", "Its user."),
    Variable("SMTP_PASSWORD", "smtp_password", _text, "", "Its password."),
    Variable("SMTP_TLS", "smtp_tls", _flag, "yes", "STARTTLS."),
    Variable("SMTP_SSL", "smtp_ssl", _flag, "no", "TLS from the first byte (port 465)."),
    Variable("MAIL_FROM", "mail_from", _text, "BRM Portal <portal@localhost>", "The sender of mails."),
    Variable(
        "INBOUND_ADDRESS",
        "inbound_address",
        _mailbox,
        "",
        "Mails can be answered to this address plus a signed tail (portal@example.com, reply-*@example.com). "
        "Empty: answers by mail are not taken.",
    ),
    Variable(
        "INBOUND_IMAP_URL",
        "inbound_imap_url",
        _url("imaps", "imap", "imap+plain"),
        "",
        "The mailbox to read: imaps://user:password@host/INBOX; imap:// uses STARTTLS, imap+plain:// nothing.",
    ),
    Variable(
        "INBOUND_TRUSTED_HOST",
        "inbound_trusted_host",
        _list,
        "",
        "The name(s) your mail server writes first into Authentication-Results. Empty: every mail is kept aside.",
    ),
    Variable("INBOUND_WEBHOOK_SECRET", "inbound_webhook_secret", _text, "", "Signs mails that a service hands in."),
    Variable("INBOUND_MAILGUN_KEY", "inbound_mailgun_key", _text, "", "The signing key of Mailgun, where it hands in."),
    Variable("METRICS_TOKEN", "metrics_token", _text, "", "Bearer token for /metrics. Empty: only from this machine."),
    Variable("OIDC_URL", "oidc_url", _url("http", "https"), "", "OpenID Connect server for single sign-on."),
    Variable("OIDC_CLIENT_ID", "oidc_client_id", _text, "", "Client id there."),
    Variable("OIDC_SECRET", "oidc_secret", _text, "", "Client secret there."),
    Variable("OIDC_NAME", "oidc_name", _text, "SSO", "The word on the sign-in button."),
    Variable("DEMO", "demo", _either, "", "The demo story: yes into a configured database too, no not even embedded."),
    Variable(
        "LOG_LEVEL", "log_level", _choice("DEBUG", "INFO", "WARNING", "ERROR"), "INFO", "DEBUG, INFO, WARNING or ERROR."
    ),
    Variable("LOG_JSON", "log_json", _flag, "yes", "One JSON object a line."),
    Variable("STATIC_MANIFEST", "static_manifest", _flag, "no", "Serve hashed files made by collectstatic (image)."),
    Variable("STATIC_ROOT", "static_root", _path, "var/static", "Where collectstatic writes."),
    Variable("TICK_SECONDS", "tick_seconds", _integer(1, 600), "60", "How often beat sweeps."),
    Variable("DISK_FLOOR_MB", "disk_floor_mb", _integer(0, 1_000_000), "200", "Free disk below which /readyz says no."),
    Variable("CLOCK_FILE", "clock_file", _text, "", "Tests only: a file with an offset in seconds."),
)


# Variables whose value may hold a password and is never repeated.
_SECRET = re.compile("URL|SECRET|PASSWORD|TOKEN|KEY")


class Environment:
    """The values, one attribute per variable of ``VARIABLES``."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)

    def __setattr__(self, name: str, value: Any) -> None:
        self.__dict__[name] = value


def raw(name: str, default: str = "") -> str:
    """The variable's text, empty counting as not set; ``NAME_FILE`` may name a file that holds it (for secrets)."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE names a file that cannot be read: {error.strerror}.") from None
    return os.environ.get(name) or default


def read(base: Path) -> Environment:
    """Read and check every variable; all wrong ones are named in one message."""
    values, wrong = Environment(), []
    for variable in VARIABLES:
        text = raw(variable.name, variable.default)
        try:
            value = variable.parse(text)
        except ValueError as error:
            seen = "" if _SECRET.search(variable.name) else f", but it is {text!r}"
            wrong.append(f"{variable.name} {error}{seen}.")
            continue
        setattr(values, variable.attribute, value)
    if wrong:
        raise ImproperlyConfigured(" ".join(wrong))
    if values.smtp_ssl and not raw("SMTP_TLS"):
        values.smtp_tls = False
    if values.smtp_tls and values.smtp_ssl:
        raise ImproperlyConfigured("SMTP_TLS and SMTP_SSL exclude each other: set one of them to no.")
    if not os.environ.get("VAR_DIR"):
        values.var_dir = base / "var"
    if not os.environ.get("STATIC_ROOT"):
        values.static_root = values.var_dir / "static"
    _embedded_defaults(values)
    if not values.secret_key:
        values.secret_key = _kept_secret(values.var_dir)
    if not values.site_url:
        values.site_url = f"http://localhost:{values.port}"
    return values


def _embedded_defaults(values: Environment) -> None:
    """Where nothing is configured, the addresses that a running supervisor left in ``var/run/addresses``."""
    left: dict[str, str] = {}
    try:
        for line in (values.var_dir / "run" / "addresses").read_text().splitlines():
            name, _, address = line.partition("=")
            left[name] = address
    except OSError:
        pass
    values.database_url = values.database_url or left.get("DATABASE_URL", "postgresql://brm@127.0.0.1:1/brm")
    values.redis_url = values.redis_url or left.get("REDIS_URL", "redis://127.0.0.1:1/0")
    values.cache_url = values.cache_url or left.get("CACHE_URL", values.redis_url)
    values.broker_url = _broker_url(values.redis_url)


def _broker_url(address: str) -> str:
    """The queue's own way of writing a socket's address."""
    parts = urlsplit(address)
    if parts.scheme != "unix":
        return address
    account = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    database = dict(parse_qsl(parts.query)).get("db", "0")
    return f"redis+socket://{account}{parts.path}?virtual_host={database}"


def _kept_secret(var: Path) -> str:
    """The key made at first start and kept, readable by the owner only."""
    path = var / "secret_key"
    try:
        return path.read_text().strip()
    except OSError:
        pass
    key = secrets.token_urlsafe(50)
    try:
        var.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        if path.is_file():  # another process was faster
            return path.read_text().strip()
        raise ImproperlyConfigured(f"VAR_DIR names {var}, where nothing can be written: {error.strerror}.") from None
    with os.fdopen(handle, "w") as file:
        file.write(key)
    return key
