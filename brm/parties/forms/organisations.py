"""The facts of an organisation, and merging two."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.calendars.domain.queries import all_calendars
from brm.parties import help as words
from brm.parties.domain.queries import organisations_for
from brm.parties.enums import FieldSubject
from brm.parties.forms.fields import ORGANISATIONS, CustomFieldsMixin, PickField, PickMixin, ZoneField
from brm.parties.models import Organisation


class OrganisationForm(PickMixin, CustomFieldsMixin, forms.ModelForm):
    """Facts and the four factors of a profile: language, zone and place, seasons, ways of working (G-08)."""

    parent = PickField(search=ORGANISATIONS, label=_("Part of"), required=False)
    time_zone = ZoneField()
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput())

    class Meta:
        model = Organisation
        fields = (
            "name", "short_name", "code", "parent", "trade", "region", "website", "time_zone", "calendar",
            "working_language", "culture_notes", "season_notes", "notes",
        )  # fmt: skip
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("culture_notes", "season_notes", "notes")}
        help_texts = {
            "working_language": words.LANGUAGE,
            "culture_notes": words.CULTURE,
            "season_notes": words.SEASONS,
            "code": _("The number it has with you, for imports. Unique."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = organisations_for(user).exclude(pk=self.instance.pk)
        self.fields["calendar"].queryset = all_calendars()
        self.add_custom_fields(FieldSubject.ORGANISATION, self.instance.custom)
        self.settle_picks()

    def facts(self) -> dict[str, Any]:
        """What the form says about the organisation."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields} | {"custom": self.custom_data()}


class ChooseOrganisationForm(PickMixin, forms.Form):
    """The other entry of the same organisation."""

    other = PickField(search=ORGANISATIONS, label=_("The other entry"), empty_label="")

    def __init__(self, *args: Any, user: User, besides: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = organisations_for(user).exclude(pk=besides.pk)
        self.settle_picks()
