"""How a new person gets in: a mail with a link to choose a password; signed, expiring, used once."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.letters import LETTERS, Letter, send_letter
from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.errors import DomainError

SALT = "brm.accounts.invitation"
GOOD_FOR = timedelta(days=7)

trail.label("person.invite", gettext_lazy("Invited"))
trail.label("person.accept", gettext_lazy("Invitation accepted"))

LETTERS.register(
    "accounts.portal_invitation",
    Letter(
        "accounts.portal_invitation",
        gettext_lazy("Invitation to the customer portal"),
        lambda params: _("Your access to our service portal"),
        lambda params: (
            _(
                "%(inviter)s invites you to our service portal. There you can tell us at once when something goes "
                "wrong, see what we do about it, find the minutes and promises of our meetings, and say when we did "
                "well.\n\n"
                "Open the link and choose a password; you sign in with this e-mail address. "
                "The link works once and for seven days."
            )
            % {"inviter": params.get("inviter") or _("Your service provider")}
        ),
    ),
)
LETTERS.register(
    "accounts.invitation",
    Letter(
        "accounts.invitation",
        gettext_lazy("Invitation"),
        lambda params: _("Your account in BRM Portal"),
        lambda params: _(
            "An account was made for you. Choose a password to sign in; your sign-in name is this e-mail address.\n\n"
            "The link works once and for seven days. Ask for another one if it has expired."
        ),
    ),
)


def _mark(user: User) -> str:
    """Changes with the password and the address, so that a used or outdated link is worth nothing."""
    return salted_hmac(SALT, f"{user.pk}{user.password}{user.email}").hexdigest()[:32]


def invitation_token(user: User, *, at: datetime | None = None) -> str:
    """What stands in the link of an invitation."""
    expires = int(((at or clock.now()) + GOOD_FOR).timestamp())
    return signing.dumps({"user": user.pk, "mark": _mark(user), "expires": expires}, salt=SALT, compress=True)


@transaction.atomic
def invite_person(user: User, *, by: User | None, at: datetime | None = None) -> None:
    """Send a person the link to choose a password (again, if the first one was lost).

    A customer's contact is told who invites them and what for.
    """
    if not user.is_active:
        raise DomainError(_("This account is not active. Activate it before you invite."))
    token = invitation_token(user, at=at)
    trail.record(user, "person.invite", by=by, show="", at=at)
    letter, said = ("accounts.invitation", {}) if user.is_insider else ("accounts.portal_invitation", _from(by))
    send_letter(
        user.email,
        letter,
        key=f"{letter}-{user.pk}-{salted_hmac(SALT, token).hexdigest()[:24]}",
        language=user.language,
        time_zone=user.time_zone,
        name=user.name,
        url=reverse("accounts:invitation", args=[token]),
        **said,
    )


def _from(by: User | None) -> dict[str, str]:
    """Who invites, in the name of whom."""
    provider = settings.PROVIDER_NAME
    if by is None:
        return {"inviter": provider}
    return {"inviter": f"{by.name} ({provider})" if provider else by.name}


def person_invited(token: str) -> User | None:
    """Whom the link invites, while it is good."""
    try:
        said = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=said["user"], is_active=True).first()
    if (
        user is None
        or said["expires"] < clock.now().timestamp()
        or not constant_time_compare(_mark(user), said["mark"])
    ):
        return None
    return user


@transaction.atomic
def accept_invitation(token: str, *, password: str) -> User:
    """Choose the password the invitation asks for. Works once."""
    invited = person_invited(token)
    user = User.objects.select_for_update().get(pk=invited.pk) if invited else None
    if user is None or person_invited(token) is None:
        raise DomainError(_("This link has expired or was used already. Ask for a new one."))
    user.set_password(password)
    user.save(update_fields=["password"])
    trail.record(user, "person.accept", by=user, show="")
    return user
