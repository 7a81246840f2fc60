"""Forms of the choices and of the outbox."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.accounts.enums import Delivery
from brm.accounts.models import User
from brm.notifications.domain import CATEGORIES

_PREFIX = "category_"


class TimeField(forms.TimeField):
    """An hour and minute, by the browser's own clock."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class ChoicesForm(forms.Form):
    """How a person wants to be told: at once, in a digest, only here; in general and by subject; when not."""

    delivery = forms.ChoiceField(
        label=_("Mails"), choices=Delivery.choices, widget=forms.RadioSelect(attrs={"data-layout": "pills"})
    )
    digest_at = TimeField(label=_("Digest at"), help_text=_("In your time zone, once a day, if there is something."))
    quiet_from = TimeField(
        label=_("Quiet from"),
        required=False,
        help_text=_("Mails wait until the quiet hours are over. Only what is grave, and letters about your account, "
                    "do not."),
    )  # fmt: skip
    quiet_to = TimeField(label=_("Quiet until"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        by_category = user.delivery_by_category
        initial = {
            "delivery": user.delivery,
            "digest_at": user.digest_at,
            "quiet_from": user.quiet_from,
            "quiet_to": user.quiet_to,
            **{f"{_PREFIX}{name}": by_category.get(name, "") for name, _label in CATEGORIES.items()},
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        for name, label in CATEGORIES.items():
            if name not in {"account", "system"}:
                self.fields[f"{_PREFIX}{name}"] = forms.ChoiceField(
                    label=label, required=False, choices=[("", _("As above")), *Delivery.choices]
                )

    def choices(self) -> dict[str, Any]:
        """The cleaned values as the profile keeps them."""
        values = dict(self.cleaned_data)
        names = [name for name in values if name.startswith(_PREFIX)]
        chosen = {name.removeprefix(_PREFIX): values.pop(name) for name in names}
        return {**values, "delivery_by_category": {name: choice for name, choice in chosen.items() if choice}}

    @property
    def general_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith(_PREFIX)]

    @property
    def category_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(_PREFIX)]


class TestMailForm(forms.Form):
    """Where a test mail goes."""

    address = forms.EmailField(label=_("Send a test mail to"), max_length=254)


class StopAddressForm(forms.Form):
    """An address that shall get no mails, and why."""

    address = forms.EmailField(label=_("Address"), max_length=254)
    note = forms.CharField(label=_("Why"), max_length=300)
