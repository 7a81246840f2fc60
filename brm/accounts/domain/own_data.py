"""What accounts themselves keep about a person, for export and erasure (ruling 16)."""

import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.privacy import PERSONAL, PERSONS, PersonalData, PersonKind
from brm.accounts.models import Deputy, Membership, SignIn, User
from brm.audit import personal
from brm.core import clock

ERASED_DOMAIN = "erased.invalid"
FIELDS = (
    "email", "name", "roles", "phone", "language", "time_zone", "theme", "shortcuts", "delivery",
    "delivery_by_category", "digest_at", "quiet_from", "quiet_to", "is_active", "created_at", "last_login", "left_at",
    "erased_at",
)  # fmt: skip


def _find(text: str) -> models.QuerySet[User]:
    return User.objects.filter(Q(name__icontains=text) | Q(email__icontains=text), erased_at=None)[:20]


def _refusal(user: User) -> str:
    if user.erased_at:
        return _("This person was erased already.")
    if user.is_active:
        return _("Deactivate the account first, so that open work has a new owner.")
    return ""


def _account(person: models.Model) -> dict[str, Any]:
    if not isinstance(person, User):
        return {}
    return {
        **{name: getattr(person, name) for name in FIELDS},
        "teams": [
            {"team": row.team.name, "leads": row.is_lead}
            for row in Membership.objects.filter(user=person).select_related("team")
        ],
        "absences": list(Deputy.objects.filter(absent=person).values("from_on", "to_on", "note", "deputy__name")),
        "stands_in_for": list(Deputy.objects.filter(deputy=person).values("from_on", "to_on", "absent__name")),
        "second_factors": list(Authenticator.objects.filter(user=person).values("type", "created_at", "last_used_at")),
        "single_sign_on": list(SocialAccount.objects.filter(user=person).values("provider", "uid", "last_login")),
        "sessions": list(SignIn.objects.filter(user=person).values("created_at", "seen_at", "address", "browser")),
    }


def _erase_account(person: models.Model) -> None:
    if not isinstance(person, User):
        return
    keys = list(SignIn.objects.filter(user=person).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    for belongings in (SignIn, EmailAddress, Authenticator, SocialAccount):
        belongings._default_manager.filter(user=person).delete()
    Deputy.objects.filter(absent=person).update(note="")
    person.email = f"{person.pk}-{secrets.token_hex(4)}@{ERASED_DOMAIN}"
    person.name = person.phone = ""
    person.password = make_password(None)
    person.last_login = None
    person.erased_at = person.updated_at = clock.now()
    person.save(update_fields=["email", "name", "phone", "password", "last_login", "erased_at", "updated_at"])


def _history(person: models.Model) -> dict[str, Any]:
    return {
        "about": personal.personal_values_of(person),
        "done": personal.deeds_of(person) if isinstance(person, User) else [],
    }


PERSONS.register(
    "user",
    PersonKind(
        "user",
        gettext_lazy("Account"),
        find=_find,
        get=lambda pk: User.objects.filter(pk=pk).first(),
        confirm=lambda user: user.email,
        refusal=_refusal,
        about=lambda user: user.email,
    ),
)
PERSONAL.register("account", PersonalData("account", gettext_lazy("Account"), _account, _erase_account))
PERSONAL.register("history", PersonalData("history", gettext_lazy("History"), _history, personal.forget))
