"""Letters that keep a person informed of what happens to their sign-in."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.letters import LETTERS, Letter, send_letter
from brm.accounts.models import User
from brm.audit import trail

trail.label("person.second_factor", gettext_lazy("Second factors removed"))

Params = Mapping[str, Any]


def _letter(name: str, label: object, subject: Callable[[Params], str], body: Callable[[Params], str]) -> None:
    LETTERS.register(name, Letter(name, label, subject, body))


def _closing() -> str:
    return _("If this was not you, set a new password at once and tell your administrator.")


_letter(
    "accounts.password_reset",
    gettext_lazy("Link for a new password"),
    lambda params: _("A new password for BRM Portal"),
    lambda params: _(
        "You asked for a new password. The link works once and for three days.\n\n"
        "If you did not ask, do nothing: your password stays as it is."
    ),
)
_letter(
    "accounts.password_changed",
    gettext_lazy("Password was changed"),
    lambda params: _("Your password was changed"),
    lambda params: _("Your password for BRM Portal was changed. All other sessions were ended.") + "\n\n" + _closing(),
)
_letter(
    "accounts.address_changed",
    gettext_lazy("Sign-in address was changed"),
    lambda params: _("Your sign-in address was changed"),
    lambda params: (
        _("An administrator gave your account another e-mail address. This one no longer opens it.")
        + "\n\n"
        + _("If you do not know why, ask your administrator.")
    ),
)
_letter(
    "accounts.two_factor_on",
    gettext_lazy("Two-factor sign-in was switched on"),
    lambda params: _("Two-factor sign-in is on"),
    lambda params: _("Your account now asks for a second factor at sign-in.") + "\n\n" + _closing(),
)
_letter(
    "accounts.two_factor_off",
    gettext_lazy("Two-factor sign-in was switched off"),
    lambda params: _("Two-factor sign-in is off"),
    lambda params: _("Your account no longer asks for this second factor at sign-in.") + "\n\n" + _closing(),
)
_letter(
    "accounts.recovery_codes",
    gettext_lazy("New recovery codes were made"),
    lambda params: _("New recovery codes"),
    lambda params: (
        _("New recovery codes were made for your account; the old ones no longer work.") + "\n\n" + _closing()
    ),
)
_letter(
    "accounts.single_sign_on",
    gettext_lazy("Single sign-on was connected or removed"),
    lambda params: _("Your single sign-on was changed"),
    lambda params: _("The single sign-on of your account was connected or removed.") + "\n\n" + _closing(),
)


def tell(user: User, letter: str, *, address: str = "", url: str = "", key: str = "", **params: Any) -> None:
    """Write one of these letters to a person (or to another address they had)."""
    kind = f"accounts.{letter}"
    send_letter(
        address or user.email,
        kind,
        key=f"{kind}-{user.pk}-{key or secrets.token_urlsafe(12)}",
        language=user.language,
        time_zone=user.time_zone,
        name=user.name,
        url=url or reverse("accounts:security"),
        **params,
    )


@transaction.atomic
def remove_second_factors(user: User, *, by: User | None) -> None:
    """Let a person in who lost every second factor; they are told."""
    removed, _rows = Authenticator.objects.filter(user=user).delete()
    if removed:
        trail.record(user, "person.second_factor", by=by, changes={"second_factor": (True, False)}, show="")
        tell(user, "two_factor_off")
