"""All settings, from the environment, safe by default. Every variable is described in docs/admin/settings.md."""

import gc
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from brm.core.config import read

gc.disable()  # looking for garbage takes a fifth of a start, and nothing made in it is any; brm.ops turns it on again

BASE_DIR = Path(__file__).resolve().parent.parent
env = read(BASE_DIR)

DEBUG = env.debug
SECRET_KEY = env.secret_key
SECRET_KEY_FALLBACKS = env.secret_key_fallbacks
ALLOWED_HOSTS = env.allowed_hosts
CSRF_TRUSTED_ORIGINS = env.trusted_origins
SITE_URL = env.site_url
VAR_DIR = env.var_dir
CLOCK_FILE = env.clock_file
METRICS_TOKEN = env.metrics_token
TICK_SECONDS = env.tick_seconds
DISK_FLOOR_MB = env.disk_floor_mb
DEMO = env.demo
PROVIDER_NAME = env.provider_name

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "rest_framework",
    "brm.core",
    "brm.calendars",
    "brm.audit",
    "brm.accounts",
    "brm.notifications",
    "brm.ui",
    "brm.api",
    "brm.printing",
    "brm.parties",
    "brm.catalogue",
    "brm.matters",
    "brm.timeline",
    "brm.attention",
    "brm.actionitems",
    "brm.documents",
    "brm.inbound",
    "brm.communications",
    "brm.risks",
    "brm.imports",
    "brm.search",
    "brm.health",
    "brm.dashboard",
    "brm.ops",
    "brm.demo",
    "surveys",
    "surveys.questionnaires",
    "surveys.feedback",
    "surveys.asking",
    "surveys.answering",
    "surveys.results",
    "customers",
    "customers.agreements",
    "customers.complaints",
    "customers.praise",
    "customers.valueadded",
    "customers.insight",
    "customers.verdicts",
    "customers.portal",
    "suppliers",
    "thirdparty",
]

MIDDLEWARE = [
    "brm.core.logging.RequestIdMiddleware",
    "brm.ops.middleware.MeasureMiddleware",
    "brm.ui.middleware.PlainQueryMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "brm.accounts.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "brm.ui.middleware.MethodMiddleware",
]

ROOT_URLCONF = "brm.urls"
WSGI_APPLICATION = "brm.wsgi.application"
FORM_RENDERER = "brm.ui.renderer.TablerFormRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.cache",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "brm.ui.templatetags.drawings",
                "brm.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "brm.ui.context.page",
            ],
        },
    }
]

DATABASES: dict[str, Any] = {
    "default": {
        **dj_database_url.parse(env.database_url, conn_max_age=60, conn_health_checks=True),
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
}
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
# Pages join many tables, few rows of each: their order as written is good, looking for a better one took longer.
DATABASES["default"]["OPTIONS"].setdefault("options", "-c join_collapse_limit=3")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.redis_url
CACHES = {
    "default": {
        "BACKEND": "brm.core.cache.ResilientCache",
        "LOCATION": env.cache_url,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    },
    # What of the frame around every page depends on role and language only: drawn once per process.
    "template_fragments": {
        "BACKEND": f"django.core.cache.backends.{'dummy.DummyCache' if env.debug else 'locmem.LocMemCache'}",
        "LOCATION": "fragments",
        "OPTIONS": {"MAX_ENTRIES": 600},
    },
}

# Celery: messages are hints, sweeps find what is due (ADR 0003).
CELERY_BROKER_URL = env.broker_url
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# well above what a process has from the start: beneath it every task would cost a new process (tests/ops/test_start.py)
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_connect_timeout": 2,
    "socket_timeout": 10,
    "retry_on_timeout": False,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1}
CELERY_TIMEZONE = "UTC"
# What may take minutes has a worker of its own, so that reminders and signs of life never wait for it.
CELERY_TASK_ROUTES = {
    name: {"queue": "long"}
    for name in (
        "imports.*",
        "communications.apply_templates",
        "communications.extend_plans",
        "calendars.refresh_days",
        "health.reckon_all",
    )
}
_minute = crontab()
# A name lasts only a minute in the queue: after a night of downtime one sweep does the work of all (two beats too).
CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    "ops.beat-tick": {"task": "ops.beat_tick", "schedule": timedelta(seconds=env.tick_seconds)},
    "notifications.send-due": {"task": "notifications.send_due", "schedule": timedelta(seconds=env.tick_seconds)},
    "notifications.digests": {"task": "notifications.digests", "schedule": timedelta(seconds=env.tick_seconds)},
    "notifications.forget-old": {"task": "notifications.forget_old", "schedule": crontab(minute=50, hour=2)},
    **{
        name: {"task": name.replace("-", "_"), "schedule": timedelta(seconds=env.tick_seconds)}
        for name in (
            "communications.sweep-meetings",
            "communications.step-plans",
            "communications.extend-plans",
            "communications.apply-templates",
        )
    },
    "communications.show-silence": {
        "task": "communications.show_silence",
        "schedule": timedelta(seconds=5 * env.tick_seconds),
    },
    "health.reckon-all": {"task": "health.reckon_all", "schedule": crontab(minute=20, hour=19)},
    "health.reckon-changed": {"task": "health.reckon_changed", "schedule": timedelta(seconds=2 * env.tick_seconds)},
    "agreements.step-agreements": {
        "task": "agreements.step_agreements",
        "schedule": timedelta(seconds=env.tick_seconds),
    },
    "attention.sweep": {"task": "attention.sweep", "schedule": timedelta(seconds=env.tick_seconds)},
    "actionitems.sweep": {"task": "actionitems.sweep", "schedule": timedelta(seconds=env.tick_seconds)},
    "risks.ask-for-reviews": {"task": "risks.ask_for_reviews", "schedule": timedelta(seconds=env.tick_seconds)},
    "insight.count-missed-answers": {
        "task": "insight.count_missed_answers",
        "schedule": timedelta(seconds=env.tick_seconds),
    },
    "insight.look-around": {"task": "insight.look_around", "schedule": crontab(minute=25)},
    "complaints.escalate": {"task": "complaints.escalate", "schedule": timedelta(seconds=env.tick_seconds)},
    "complaints.sweep": {"task": "complaints.sweep", "schedule": timedelta(seconds=env.tick_seconds)},
    "praise.sweep": {"task": "praise.sweep", "schedule": timedelta(seconds=env.tick_seconds)},
    "valueadded.sweep": {"task": "valueadded.sweep", "schedule": timedelta(seconds=env.tick_seconds)},
    "valueadded.show-gaps": {"task": "valueadded.show_gaps", "schedule": crontab(minute=35)},
    "feedback.sweep": {"task": "feedback.sweep", "schedule": timedelta(seconds=env.tick_seconds)},
    "asking.sweep-invitations": {
        "task": "asking.sweep_invitations",
        "schedule": timedelta(seconds=env.tick_seconds),
    },
    "asking.sweep-campaigns": {
        "task": "asking.sweep_campaigns",
        "schedule": timedelta(seconds=env.tick_seconds),
    },
    "answering.raise-late-follow-ups": {
        "task": "answering.raise_late_follow_ups",
        "schedule": timedelta(seconds=env.tick_seconds),
    },
    "answering.empty-boxes": {"task": "answering.empty_boxes", "schedule": timedelta(seconds=5 * env.tick_seconds)},
    "results.show-gaps": {"task": "results.show_gaps", "schedule": crontab(minute=45)},
    "imports.forget-old": {"task": "imports.forget_old", "schedule": crontab(minute=40)},
    "imports.pick-up": {"task": "imports.pick_up", "schedule": timedelta(seconds=env.tick_seconds)},
    "calendars.refresh-days": {"task": "calendars.refresh_days", "schedule": crontab(minute=7)},
    "inbound.read-mailbox": {"task": "inbound.read_mailbox", "schedule": timedelta(seconds=env.tick_seconds)},
    "inbound.work-off": {"task": "inbound.work_off", "schedule": timedelta(seconds=env.tick_seconds)},
    "inbound.forget-old": {"task": "inbound.forget_old", "schedule": crontab(minute=20, hour=3)},
    "api.forget-calls": {"task": "api.forget_calls", "schedule": crontab(minute=37)},
}
for _entry in CELERY_BEAT_SCHEDULE.values():
    _every = _entry["schedule"]
    _seconds = _every.total_seconds() if isinstance(_every, timedelta) else 60 if _every is _minute else 3600
    # shorter than the silence that health calls one: what waited so long gives way to the newer one behind it
    _entry.setdefault("options", {"expires": max(10, _seconds)})

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["brm.accounts.backends.SignInBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Sign-in: by e-mail; accounts are made by administrators; mail goes through the outbox.
ACCOUNT_ADAPTER = "brm.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "40/5m/ip,5/5m/key", "reset_password": "20/m/ip,3/5m/key"}
ACCOUNT_FORMS = {
    "login": "brm.accounts.sign_in_forms.SignIn",
    "reset_password": "brm.accounts.sign_in_forms.AskForPassword",
    "reset_password_from_key": "brm.accounts.sign_in_forms.NewPassword",
    "change_password": "brm.accounts.sign_in_forms.ChangePassword",
    "set_password": "brm.accounts.sign_in_forms.FirstPassword",
    "reauthenticate": "brm.accounts.sign_in_forms.ConfirmPassword",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.behind_proxy else 0
MFA_ADAPTER = "brm.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env.https
MFA_FORMS = {
    "authenticate": "brm.accounts.sign_in_forms.Code",
    "reauthenticate": "brm.accounts.sign_in_forms.ConfirmCode",
    "activate_totp": "brm.accounts.sign_in_forms.ActivateApp",
    "add_webauthn": "brm.accounts.sign_in_forms.AddKey",
    "edit_webauthn": "brm.accounts.sign_in_forms.RenameKey",
}
SOCIALACCOUNT_ADAPTER = "brm.accounts.adapters.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "sso"
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": env.oidc_name,
                    "client_id": env.oidc_client_id,
                    "secret": env.oidc_secret,
                    "settings": {"server_url": env.oidc_url},
                }
            ],
        }
    }
    if env.oidc_url
    else {}
)
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "brm" / "locale"]
TIME_ZONE = env.time_zone
USE_TZ = True
FORMAT_MODULE_PATH = ["brm.formats"]

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.static_root
WHITENOISE_USE_FINDERS = not env.static_manifest
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "documents"},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.static_manifest
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.smtp_host
EMAIL_PORT = env.smtp_port
EMAIL_HOST_USER = env.smtp_user
EMAIL_HOST_PASSWORD = env.smtp_password
EMAIL_USE_TLS = env.smtp_tls
EMAIL_USE_SSL = env.smtp_ssl
EMAIL_TIMEOUT = 10
MAIL_CONFIGURED = bool(env.smtp_host)
DEFAULT_FROM_EMAIL = env.mail_from
SERVER_EMAIL = env.mail_from

# Mail that comes in.
INBOUND_ADDRESS = env.inbound_address
INBOUND_IMAP_URL = env.inbound_imap_url
INBOUND_TRUSTED_HOST = env.inbound_trusted_host
INBOUND_WEBHOOK_SECRET = env.inbound_webhook_secret
INBOUND_MAILGUN_KEY = env.inbound_mailgun_key

# Strict policy: no inline anything, nothing from elsewhere; a form may lead to the single sign-on server.
_single_sign_on = ["{0.scheme}://{0.netloc}".format(urlsplit(env.oidc_url))] if env.oidc_url else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF, *_single_sign_on],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_ENGINE = "brm.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.https
CSRF_FAILURE_VIEW = "brm.ui.errors.csrf_failure"
SECURE_SSL_REDIRECT = env.https
SECURE_HSTS_SECONDS = 31_536_000 if env.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
if env.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["brm.api.parsers.JSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_SCHEMA_CLASS": "brm.api.schema.Schema",
    "EXCEPTION_HANDLER": "brm.api.errors.problem",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "brm.api.authentication.TokenAuthentication",
        "brm.api.authentication.PageAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["brm.api.authentication.MayCall"],
}
SPECTACULAR_SETTINGS = {
    "TITLE": "BRM Portal API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATIONS": True,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "APPEND_COMPONENTS": {
        "responses": {
            f"Problem{code}": {
                "description": said,
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }
            for code, said in {
                400: "Some values are not right: `errors` says which.",
                401: "The token is missing, unknown, revoked or expired.",
                403: "This token may only read.",
                404: "There is no such record, or it is not yours to see.",
                409: "Refused: `detail` says why, `reasons` what is in the way, `changes` what somebody else changed.",
                415: "Send JSON (documents: multipart/form-data).",
                422: "The Idempotency-Key was used before for another request.",
                429: "Too many requests: wait for the seconds in Retry-After.",
                503: "The database is restarting: send the same again after the seconds in Retry-After.",
            }.items()
        }
    },
    "ENUM_NAME_OVERRIDES": {
        "RelationshipKindEnum": "brm.parties.enums.Kind",
        "RelationshipTypeEnum": "brm.parties.enums.RelationshipType",
        "CustomFieldSubjectEnum": "brm.parties.enums.FieldSubject",
        "LevelEnum": "brm.parties.models.contacts._LEVEL",
        "InvitationAnswerEnum": "brm.communications.enums.Answer",
        "VisitReasonEnum": "brm.communications.enums.VisitReason",
        "ContactChannelEnum": "brm.communications.enums.Channel",
        "ComplaintChannelEnum": "customers.complaints.enums.Channel",
        "ComplaintVerdictEnum": "customers.complaints.enums.Verdict",
        "ComplaintSeverityEnum": "customers.complaints.enums.Severity",
        "ComplaintClockKindEnum": "customers.complaints.enums.ClockKind",
        "ComplainantKindEnum": "customers.complaints.enums.ComplainantKind",
        "ComplaintMessageKindEnum": "customers.complaints.enums.MessageKind",
        "TimeUnitEnum": "brm.calendars.enums.Unit",
        "TermUnitEnum": "brm.catalogue.enums.Unit",
        "TermVerdictEnum": "brm.catalogue.enums.Verdict",
        "RiskAnswerEnum": "brm.catalogue.enums.Answer",
        "RiskImpactEnum": "brm.risks.enums.Impact",
        "SignalImpactEnum": "customers.insight.enums.SignalImpact",
        "PrincipleAnswerEnum": "customers.valueadded.enums.Answer",
        "ServiceModeEnum": "customers.agreements.enums.Mode",
        "RenewalVerdictEnum": "customers.agreements.enums.RenewalVerdict",
        "ImportModeEnum": "brm.imports.enums.Mode",
        "PromiseSideEnum": "brm.actionitems.models.Side",
        "PenaltySideEnum": "customers.agreements.enums.PenaltySide",
        "PerceptionEnum": "brm.communications.enums.Perception",
        "AskChannelEnum": "surveys.asking.enums.AskChannel",
        "CallOutcomeEnum": "surveys.asking.enums.CallOutcome",
        "FollowUpOutcomeEnum": "surveys.answering.enums.Outcome",
        "TierEnum": "brm.parties.enums.Tier",
        "GradeEnum": "surveys.asking.enums.GRADES",
        "HowEnum": "customers.praise.enums.ThankChannel",
        "ExperienceFactorEnum": "surveys.questionnaires.enums.ExperienceFactor",
        "QuestionTypeEnum": "surveys.questionnaires.enums.QuestionType",
        "FeedbackChannelEnum": "surveys.feedback.enums.FeedbackChannel",
        "FeedbackKindEnum": "surveys.feedback.enums.FeedbackKind",
        "ConfirmedByEnum": "surveys.feedback.enums.ConfirmedBy",
    },
}
API_RATE = "600/min"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "brm.core.logging.RequestIdFilter"}},
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(levelname)s %(name)s %(message)s %(request_id)s",
            "rename_fields": {"levelname": "level", "name": "logger"},
            "timestamp": "at",
            "json_ensure_ascii": False,
        },
        "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {
        "out": {
            "class": "logging.StreamHandler",
            "filters": ["request_id"],
            "formatter": "json" if env.log_json else "plain",
        }
    },
    "root": {"handlers": ["out"], "level": env.log_level},
    "loggers": {
        "django.server": {"propagate": True, "handlers": []},
        # one line for every task twice says nothing that the failures do not
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
    },
}
PORTAL_LANGUAGES = {"zh-hans": _("Simplified Chinese"), "en": _("English")}
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # one account per address whatever its case: a named constraint says so
