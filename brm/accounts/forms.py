"""Forms about oneself and about people."""

from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import absentees_for, colleagues_for, successors_for
from brm.accounts.models import User
from brm.accounts.sign_in_forms import password_help
from brm.core.errors import DomainError

NEAR = ("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Singapore", "Asia/Tokyo", "Europe/Berlin", "Europe/London",
        "America/New_York", "America/Los_Angeles", "UTC")  # fmt: skip


@lru_cache
def zones() -> list[tuple[str, str]]:
    """Time zones to choose from, the likely ones first."""
    others = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/")))
    return [(name, name.replace("_", " ")) for name in (*NEAR, *(name for name in others if name not in NEAR))]


def refuse(form: forms.BaseForm, refusal: DomainError) -> None:
    """Put a refusal of the domain where the person looks: at the field, or above the form, with its reasons."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    for reason in refusal.reasons:
        form.add_error(None, reason)


class DayField(forms.DateField):
    """A day, by the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ProfileForm(forms.ModelForm):
    """What a person says about themselves and how they want their pages."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zones, help_text=_("All times are shown in it."))

    class Meta:
        model = User
        fields = ["name", "phone", "language", "time_zone", "theme", "shortcuts"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].widget.attrs["data-search-select"] = ""
        self.fields["shortcuts"].help_text = _("Single keys such as “g c” and “?”. Ctrl-K works in any case.")


class _ChosenPassword(forms.Form):
    """A new password, twice, checked by the rules."""

    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Password, once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = user
        self.fields["password1"].help_text = password_help()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, second = values.get("password1"), values.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ. Type the same one twice."))
        elif first:
            try:
                validate_password(
                    first, self.person or User(email=values.get("email", ""), name=values.get("name", ""))
                )
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return values


class InvitationForm(_ChosenPassword):
    """The password of a person who was invited."""


class FirstAdministratorForm(_ChosenPassword):
    """Who configures the portal first."""

    name = forms.CharField(label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    field_order = ["name", "email", "password1", "password2"]


class AbsenceForm(forms.Form):
    """Who stands in, from and to which day."""

    absent: forms.Field = forms.ModelChoiceField(
        label=_("Who is away"), queryset=None, empty_label=""
    )  # filled per reader
    deputy: forms.Field = forms.ModelChoiceField(label=_("Deputy"), queryset=None, empty_label="")
    from_on = DayField(label=_("First day"))
    to_on = DayField(label=_("Last day"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, user: User, own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = colleagues_for(user).order_by("name")
        self.fields["deputy"].queryset = people.exclude(pk=user.pk) if own else people
        if own:
            del self.fields["absent"]
            self.fields["deputy"].help_text = _(
                "Gets your work and notices as well, and sees your relationships, on these days."
            )
        else:
            self.fields["absent"].queryset = absentees_for(user).order_by("name")


class LeaveForm(forms.Form):
    """Who takes over from somebody who leaves."""

    successor: forms.Field = forms.ModelChoiceField(
        label=_("Takes over"),
        queryset=None,
        empty_label="",
        help_text=_("Everything listed goes to this person in one step."),
    )

    def __init__(self, *args: Any, user: User, leaving: User, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        field.queryset = successors_for(user, leaving).order_by("name")
        if not needed:
            del self.fields["successor"]


class EraseForm(forms.Form):
    """A typed confirmation, so that nobody is erased by mistake."""

    confirmed = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confirmed"].label = label
