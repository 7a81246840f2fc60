"""Fields that the forms of complaints share: several files at once, moments, texts, people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import User
from brm.core.reach import refuse_out_of_reach
from customers.complaints.enums import Channel

LONGEST = 20_000


class MomentField(forms.DateTimeField):
    """A moment in the person's own zone; empty is now."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))
        kwargs.setdefault("validators", [refuse_out_of_reach])
        kwargs.setdefault("input_formats", ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"])
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", _("Empty: now."))
        super().__init__(**kwargs)


class ColleagueField(forms.ModelChoiceField):
    """One of our active people, found by typing."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Select(attrs={"data-search-select": ""}))
        super().__init__(queryset=None, **kwargs)

    def offer(self, user: User) -> None:
        self.queryset = colleagues_for(user).order_by("name", "pk")


class ColleaguesField(forms.ModelMultipleChoiceField):
    """Several of our active people."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, **kwargs)

    def offer(self, user: User) -> None:
        self.queryset = colleagues_for(user).order_by("name", "pk")


class OfferingForm(forms.Form):
    """A form whose fields of people are offered to the person who fills it in."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        for each in self.fields.values():
            if isinstance(each, ColleagueField | ColleaguesField):
                each.offer(user)


def words(rows: int = 4, **kwargs: Any) -> forms.CharField:
    """A text of some length."""
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def pills() -> forms.RadioSelect:
    """A choice that is seen at once."""
    return forms.RadioSelect(attrs={"data-layout": "pills"})


def ways(**kwargs: Any) -> forms.ChoiceField:
    """By which way somebody was reached."""
    return forms.ChoiceField(choices=Channel.choices, **kwargs)
