"""Tokens: made once and shown once, found by hash, revoked at will."""

import hashlib
import secrets
from datetime import timedelta

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.api.models import ApiToken
from brm.api.models.token import Access
from brm.audit import trail
from brm.core import clock
from brm.core.errors import DomainError
from brm.core.prepared import Prepared

LONGEST_DAYS = 366
USED_EVERY = timedelta(minutes=5)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def make_token(user: User, *, name: str, access: str = Access.READ, days: int = 90, by: User) -> tuple[ApiToken, str]:
    """Make a token that lives ``days`` days (1 to 366). Answers the row and the secret, which is never shown again."""
    if not 1 <= days <= LONGEST_DAYS:
        raise DomainError(_("A token lives from 1 to 366 days."), field="days")
    if not name.strip():
        raise DomainError(_("Give the token a name, so that you know later what it is for."), field="name")
    secret = f"brm_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        user=user,
        name=name.strip(),
        prefix=secret[:10],
        hash=_digest(secret),
        access=access,
        expires_at=clock.now() + timedelta(days=days),
    )
    trail.record(token, "token.make", by=by, changes={"access": (None, access)})
    return token, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User) -> ApiToken:
    """End a token at once. Revoking twice changes nothing."""
    token = ApiToken.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        trail.record(token, "token.revoke", by=by)
    return token


_LIVING = Prepared(
    lambda digest, now: (
        ApiToken.objects.select_related("user")
        .filter(hash=digest, revoked_at=None, expires_at__gt=now, user__is_active=True)
        .order_by()
    )
)


def find_token(secret: str) -> ApiToken | None:
    """The living token with this secret whose person is still active; notes its use (at most every five minutes)."""
    now = clock.now()
    token = _LIVING.first(_digest(secret), now)
    if token is not None and (token.last_used_at is None or now - token.last_used_at > USED_EVERY):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def tokens_for(user: User) -> models.QuerySet[ApiToken]:
    """A person's own tokens."""
    return ApiToken.objects.filter(user=user)


trail.label("token.make", gettext_lazy("Made an API token"))
trail.label("token.revoke", gettext_lazy("Revoked an API token"))
