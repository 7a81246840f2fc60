"""What we know of a contact, their leaving, their way into the portal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.core import clock
from brm.parties import help as words
from brm.parties.domain.queries import contacts_for, tags_for, worked_organisations_for
from brm.parties.enums import FieldSubject, PortalRole
from brm.parties.forms.fields import (
    CONTACTS,
    ORGANISATIONS,
    CustomFieldsMixin,
    DayInput,
    PickField,
    PickMixin,
    ZoneField,
)
from brm.parties.models import Contact


class ContactForm(PickMixin, CustomFieldsMixin, forms.ModelForm):
    """A person of the other side (C-25, G-05, G-42)."""

    organisation = PickField(search=ORGANISATIONS, label=_("Organisation"), empty_label="")
    time_zone = ZoneField()
    tags: forms.Field = forms.ModelMultipleChoiceField(None, label=_("Tags"), required=False)

    class Meta:
        model = Contact
        fields = (
            "organisation", "name", "job_title", "department", "kind", "persona", "is_key", "is_vip", "grade", "phone",
            "email", "mail_wrong", "language", "time_zone", "influence", "interest", "valid_from", "valid_to",
            "preferences", "culture_notes",
        )  # fmt: skip
        widgets = {
            "valid_from": DayInput(),
            "valid_to": DayInput(),
            "preferences": forms.Textarea(attrs={"rows": 2}),
            "culture_notes": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "kind": words.KIND,
            "persona": words.PERSONA,
            "is_key": _("A new key contact must be met within ten days; one who leaves is flagged."),
            "influence": words.INFLUENCE,
            "interest": words.INTEREST,
            "culture_notes": words.CULTURE,
            "preferences": _("How and when they like to be reached."),
            "grade": _("Your own estimate of how important the person is."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = worked_organisations_for(user)
        self.fields["tags"].queryset = tags_for(user)
        if self.instance.pk:
            self.fields["tags"].initial = [tag.pk for tag in self.instance.tags.all()]
        else:
            del self.fields["mail_wrong"]
        self.add_custom_fields(FieldSubject.CONTACT, self.instance.custom)
        self.settle_picks()

    def facts(self) -> dict[str, Any]:
        """What the form says about the person."""
        names = [name for name in self.Meta.fields if name in self.fields]
        return {name: self.cleaned_data[name] for name in names} | {"custom": self.custom_data()}


class LeftForm(forms.Form):
    """When somebody left, and who follows."""

    on = forms.DateField(label=_("Left on"), widget=DayInput())
    successor: forms.Field = forms.ModelChoiceField(
        None, label=_("Successor"), required=False, empty_label=_("Nobody yet"),
        help_text=_("Takes over open items and must be met within ten days."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()
        same = contacts_for(user).filter(organisation=contact.organisation_id, left_on=None)
        self.fields["successor"].queryset = same.exclude(pk=contact.pk).order_by("sort_key", "id")


class PortalForm(forms.Form):
    """Which relationship a contact may see in the portal, and how much of it (ruling 13)."""

    relationship: forms.Field = forms.ModelChoiceField(None, label=_("Relationship"), empty_label=None)
    role = forms.ChoiceField(
        label=_("Sees"), choices=PortalRole.choices, widget=forms.RadioSelect(), initial=PortalRole.USER
    )

    def __init__(self, *args: Any, relationships: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relationship"].queryset = relationships
        self.fields["relationship"].label_from_instance = lambda row: f"{row} · {row.get_kind_display()}"


class ChooseContactForm(PickMixin, forms.Form):
    """The other entry of the same person."""

    other = PickField(search=CONTACTS, label=_("The other entry"), empty_label="")

    def __init__(self, *args: Any, user: User, besides: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = contacts_for(user).exclude(pk=besides.pk)
        self.settle_picks()
