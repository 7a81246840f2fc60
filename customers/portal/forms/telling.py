"""Telling us what went wrong or what was good, and saying on a complaint what one thinks of our answer."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brm.accounts.models import User
from brm.catalogue.domain.queries import services_for
from brm.parties.enums import ContactKind
from customers.complaints.enums import Path, Severity
from customers.portal.domain.access import Entry, entries_for
from customers.portal.forms.files import FilesField

LONGEST = 10_000
FELT = [
    (Severity.CRITICAL, _("Nothing works")),
    (Severity.HIGH, _("We can hardly work")),
    (Severity.MEDIUM, _("It disturbs our work")),
    (Severity.LOW, _("A small thing")),
]


class Once(forms.Form):
    """A form that counts once, however often it arrives."""

    key = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid4().hex)


class ForCustomer(Once):
    """Something told for one of the customers the person speaks for; most speak for one."""

    relationship = forms.ChoiceField(label=_("For which organisation?"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = {str(entry.relationship.pk): entry for entry in entries_for(user)}
        field: Any = self.fields["relationship"]
        if len(self.entries) < 2:
            del self.fields["relationship"]
        else:
            field.choices = [(pk, str(entry.relationship.organisation)) for pk, entry in self.entries.items()]
            field.required = True

    @property
    def entry(self) -> Entry:
        """Who they are in this, and for which customer."""
        chosen = self.cleaned_data.get("relationship") or next(iter(self.entries))
        return self.entries[chosen]


class ComplaintForm(ForCustomer):
    """What happened, how bad it is, a photo: sent in under a minute. The rest may be left out."""

    text = forms.CharField(
        label=_("What happened?"), max_length=LONGEST,
        widget=forms.Textarea(
            attrs={"rows": 5, "placeholder": _("In your own words: what, where, since when?"), "autofocus": True}
        ),
    )  # fmt: skip
    files: Any = FilesField()
    felt = forms.TypedChoiceField(
        label=_("How bad is it for you?"), choices=FELT, coerce=int, empty_value=None, required=False,
        widget=forms.RadioSelect(attrs={"data-layout": "pills"}),
    )  # fmt: skip
    service: Any = forms.ModelChoiceField(
        None, label=_("Which service is it about?"), required=False, empty_label=_("I am not sure"),
        widget=forms.Select(attrs={"data-plain": ""}),
    )  # fmt: skip
    remedy = forms.CharField(
        label=_("What should we do?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("For example: repair it, replace it, explain it")}),
    )
    whose = forms.ChoiceField(
        label=_("Who noticed it?"), required=False, initial=Path.DIRECT,
        choices=[(Path.DIRECT, _("I did")), (Path.RELAYED, _("People here complained to me"))],
        widget=forms.RadioSelect(attrs={"data-layout": "pills"}),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        service: Any = self.fields["service"]
        service.queryset = services_for(user).order_by("code")
        if all(entry.contact.kind == ContactKind.SERVICE_USER for entry in self.entries.values()):
            del self.fields["whose"]

    @property
    def path(self) -> str:
        """Users complain themselves; who signs may pass on what users said (C-14)."""
        return self.cleaned_data.get("whose") or Path.DIRECT


class Words(Once):
    """One text, perhaps with files."""

    text = forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))
    files: Any = FilesField()

    label: Any = ""
    with_files = True
    required = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = self.label
        self.fields["text"].required = self.required
        if not self.with_files:
            del self.fields["files"]


class WriteForm(Words):
    """A message to those who look after it."""

    label = _("Your message")


class ReplyForm(Words):
    """The reply to a question of ours."""

    label = _("Your reply")


class AcceptForm(Words):
    """The answer settles it."""

    label = _("Would you like to add something?")
    with_files = required = False


class RefuseForm(Words):
    """The answer does not settle it."""

    label = _("What is still wrong?")


class WithdrawForm(Words):
    """It is no longer needed."""

    label = _("Why is it no longer needed?")
    with_files = False


class ReopenForm(Words):
    """It is back."""

    label = _("What happened again?")


class RateForm(Once):
    """How content they are with the way it was handled."""

    score = forms.TypedChoiceField(
        label=_("How content are you with the way we handled it?"), coerce=int,
        choices=[
            (100, pgettext_lazy("how content", "Very")), (75, pgettext_lazy("how content", "Rather")),
            (50, pgettext_lazy("how content", "So-so")), (25, pgettext_lazy("how content", "Little")),
            (0, pgettext_lazy("how content", "Not at all")),
        ],
        widget=forms.RadioSelect(attrs={"data-layout": "pills"}),
    )  # fmt: skip
    text = forms.CharField(
        label=_("In a few words, if you like"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
