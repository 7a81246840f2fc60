"""The people and the kinds of notices these tests speak of."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.notifications.domain import KINDS, NotificationKind

NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
"""Noon in Shanghai on a Tuesday."""
REMINDER = "tests.reminder"
_numbers = count(1)


def person(**facts: Any) -> User:
    """Somebody with an account: a manager in Shanghai who reads English and is told at once."""
    number = next(_numbers)
    facts = {"email": f"person{number}@example.com", "name": f"Person {number}", "roles": [Role.MANAGER]} | facts
    facts = {"language": "en", "time_zone": "Asia/Shanghai"} | facts
    return User.objects.create(**facts)


def administrator(**facts: Any) -> User:
    return person(roles=[Role.ADMINISTRATOR], **facts)


def _subject(params: Any) -> str:
    return f"{gettext('Cancel')} {params.get('what', 'it')}"


def _body(params: Any) -> str:
    moment = params.get("moment")
    return date_format(timezone.localtime(moment), "Y-m-d H:i") if moment else "Read https://example.com/x now."


def _kind(name: str, category: str = "meetings", **facts: Any) -> None:
    if name not in KINDS:
        KINDS.register(name, NotificationKind(name, category, name, _subject, _body, **facts))


_kind(REMINDER)
_kind("tests.action", "actions")
_kind("tests.urgent", urgent=True)
_kind("tests.grave", grave=True)
_kind("tests.essential", "account", essential=True, work=False, in_inbox=False)
