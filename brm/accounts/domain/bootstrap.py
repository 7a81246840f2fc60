"""The first administrator comes by a one-time link that ``make run`` or ``manage.py firstadmin`` prints (ruling 17)."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.people import create_person
from brm.accounts.enums import Role
from brm.accounts.models import FirstAdministratorLink, User
from brm.audit import trail
from brm.core import clock
from brm.core.errors import DomainError

GOOD_FOR = timedelta(hours=24)

trail.label("firstadministrator.use", gettext_lazy("First administrator made"))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def has_administrator() -> bool:
    """Whether anybody can configure the portal yet."""
    return User.objects.filter(is_active=True, roles__contains=[Role.ADMINISTRATOR]).exists()


@transaction.atomic
def make_first_administrator_link(*, at: datetime | None = None) -> str:
    """A fresh token for the link; older unused ones stop working. Refused once there is an administrator."""
    at = at or clock.now()
    if has_administrator():
        raise DomainError(_("There is an administrator already. Sign in, or ask for a new password by mail."))
    token = secrets.token_urlsafe(32)
    FirstAdministratorLink.objects.filter(used_at=None, expires_at__gt=at).update(expires_at=at)
    FirstAdministratorLink.objects.create(token_hash=_hash(token), created_at=at, expires_at=at + GOOD_FOR)
    return token


def first_administrator_path(token: str) -> str:
    """Where the link leads."""
    return reverse("accounts:first", args=[token])


def first_administrator_link_is_good(token: str) -> bool:
    """Not used, not expired, and still nobody there."""
    links = FirstAdministratorLink.objects.filter(token_hash=_hash(token), used_at=None, expires_at__gt=clock.now())
    return links.exists() and not has_administrator()


@transaction.atomic
def use_first_administrator_link(
    token: str, *, email: str, name: str, password: str, language: str = "zh-hans", time_zone: str = "Asia/Shanghai"
) -> User:
    """Make the first administrator. The link works once; of two who use it at the same moment one is refused."""
    link = (
        FirstAdministratorLink.objects.select_for_update()
        .filter(token_hash=_hash(token), used_at=None, expires_at__gt=clock.now())
        .first()
    )
    if link is None or has_administrator():
        raise DomainError(_("This link has expired or was used already. Print a new one with manage.py firstadmin."))
    user = create_person(
        email=email,
        name=name,
        roles=[Role.ADMINISTRATOR],
        by=None,
        password=password,
        language=language,
        time_zone=time_zone,
    )
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    trail.record(user, "firstadministrator.use", by=user, show="")
    return user
