"""The forms of signing in, in our words; what they do is allauth's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _


def _tidy(form: forms.Form, labels: dict[str, Any], help_texts: dict[str, Any] | None = None) -> None:
    """Labels beside the fields instead of placeholders in them."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)
        field.help_text = (help_texts or {}).get(name, "")


def password_help() -> str:
    """What a password must be, in one line."""
    return " ".join(password_validators_help_texts())


class SignIn(account.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tidy(self, {"login": _("E-mail address"), "password": _("Password")})
        self.fields["login"].widget.attrs.update(autocomplete="username", autofocus=True, inputmode="email")


class AskForPassword(account.ResetPasswordForm):
    """The address a link for a new password goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tidy(self, {"email": _("E-mail address")})


class _TwoPasswords(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tidy(
            self,
            {
                "oldpassword": _("Present password"),
                "password1": _("New password"),
                "password2": _("New password, once more"),
            },
            {"password1": password_help()},
        )

    def add_error(self, field: str | None, error: Any) -> None:
        if field == "password2":
            error = _now("The two passwords differ. Type the same one twice.") if self.data.get("password2") else error
        super().add_error(field, error)


class NewPassword(_TwoPasswords, account.ResetPasswordKeyForm):
    """A new password by the link in the mail."""


class ChangePassword(_TwoPasswords, account.ChangePasswordForm):
    """The present password, the new one twice."""


class FirstPassword(_TwoPasswords, account.SetPasswordForm):
    """A password for an account that had none."""


class ConfirmPassword(account.ReauthenticateForm):
    """The password once more before something delicate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tidy(self, {"password": _("Password")})


class _OneCode(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tidy(self, {"code": _("Code")}, {"code": _("Six digits from your app, or one of your recovery codes.")})
        self.fields["code"].widget.attrs.update(inputmode="numeric", autofocus=True)


class Code(_OneCode, second_factor.AuthenticateForm):
    """The second factor at sign-in."""


class ConfirmCode(_OneCode, second_factor.ReauthenticateForm):
    """The second factor once more before something delicate."""


class ActivateApp(totp.ActivateTOTPForm):
    """The first code of an authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tidy(self, {"code": _("Code from the app")}, {"code": _("Six digits; they change every 30 seconds.")})
        self.fields["code"].widget.attrs.update(inputmode="numeric")


class AddKey(webauthn.AddWebAuthnForm):
    """A security key of the device or on a stick."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tidy(self, {"name": _("Name of the key")}, {"name": _("So that you recognise it, such as “laptop”.")})


class RenameKey(webauthn.EditWebAuthnForm):
    """Another name for a security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tidy(self, {"name": _("Name of the key")})
