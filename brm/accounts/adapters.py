"""How allauth behaves here: no self sign-up, mail through the outbox, throttles that lock nobody out."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.browsers import browser_name
from brm.accounts.domain.people import set_password
from brm.accounts.domain.security import tell
from brm.accounts.domain.sessions import remember_sign_in
from brm.accounts.models import User

SIGN_IN_KEY = "sign_in"
LETTER_OF = {
    "account/email/password_reset_key": "password_reset",
    "account/email/password_changed": "password_changed",
    "account/email/password_reset": "password_changed",
    "account/email/password_set": "password_changed",
    "mfa/email/totp_activated": "two_factor_on",
    "mfa/email/webauthn_added": "two_factor_on",
    "mfa/email/totp_deactivated": "two_factor_off",
    "mfa/email/webauthn_removed": "two_factor_off",
    "mfa/email/recovery_codes_generated": "recovery_codes",
    "socialaccount/email/account_connected": "single_sign_on",
    "socialaccount/email/account_disconnected": "single_sign_on",
}


def home_of(user: User) -> str:
    """The first page after sign-in: Today for us, the portal for a customer's contact."""
    if user.is_insider:
        return "/"
    try:
        return reverse("portal:home")
    except NoReverseMatch:
        return "/"


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by e-mail and password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is not active. Ask an administrator."),
        "email_password_mismatch": _("Address and password do not match. Check both; capitals matter in the password."),
        "too_many_login_attempts": _("Too many failed attempts from here. Wait five minutes, or set a new password."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right. Codes change every 30 seconds; type the present one."),
        "rate_limited": _("Too many attempts. Wait a few minutes."),
        "invalid_password_reset": _("This link has expired or was used already. Ask for a new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        user = request.user
        return home_of(user) if isinstance(user, User) else "/"

    def get_reset_password_from_key_url(self, key: str) -> str:
        """A path: the letter makes it an address by the configured one, never by what a request called itself."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return path.replace("UID-KEY", quote(key))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:security")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Counted per account *and* address: guessing from elsewhere never shuts the owner out."""
        login = str(credentials.get("email") or credentials.get("username") or "").lower()
        return f"{get_ip(request)}:{login}"

    def set_password(self, user: User, password: str) -> None:
        set_password(user, password, by=user)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        note_sign_in(request, user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every mail of allauth is one of our letters and takes the outbox; one we do not know is not sent."""
        letter, user = LETTER_OF.get(template_prefix), context.get("user") or self._signed_in()
        if letter is None or not isinstance(user, User):
            return
        tell(user, letter, address=email, url=context.get("password_reset_url", ""), key=str(context.get("key", "")))

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        super().send_notification_mail(template_prefix, user, {"user": user, **(context or {})}, email)

    def _signed_in(self) -> User | None:
        user = getattr(self.request, "user", None)
        return user if isinstance(user, User) else None


def note_sign_in(request: HttpRequest, user: User) -> None:
    """Put the new session into the person's list."""
    if request.session.session_key is None:
        request.session.create()
    adapter = AccountAdapter(request)
    row = remember_sign_in(
        user,
        session_key=str(request.session.session_key),
        address=adapter.get_client_ip(request),
        browser=browser_name(adapter.get_http_user_agent(request)),
    )
    request.session[SIGN_IN_KEY] = row.pk


class SocialAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens accounts that exist; it makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("accounts:security")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors, their secrets encrypted with the installation's key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Codes change every 30 seconds; type the present one."),
        "cannot_delete_authenticator": _("You cannot switch two-factor sign-in off."),
        "cannot_generate_recovery_codes": _("Switch two-factor sign-in on first; recovery codes come with it."),
    }

    def get_totp_issuer(self) -> str:
        return settings.PROVIDER_NAME or "BRM Portal"

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()

    def encrypt(self, text: str) -> str:
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._box().decrypt(encrypted_text.encode()).decode()

    def _box(self) -> MultiFernet:
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        return MultiFernet(
            [Fernet(urlsafe_b64encode(sha256(f"second factor {key}".encode()).digest())) for key in keys]
        )
