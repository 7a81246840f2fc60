"""Forms about services, what audiences see of them, their risks and constraints."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.models import User
from brm.catalogue.domain.queries import categories_for
from brm.catalogue.enums import Audience
from brm.catalogue.models import Service, ServiceNote

_S = fields_for_model(
    Service,
    fields=("code", "name_zh", "name_en", "description_zh", "description_en"),
    widgets={
        "description_zh": forms.Textarea(attrs={"rows": 3}), "description_en": forms.Textarea(attrs={"rows": 3}),
    },
)  # fmt: skip
_N = fields_for_model(
    ServiceNote,
    fields=("kind", "text_zh", "text_en", "extent_zh", "extent_en"),
    widgets={
        "kind": forms.RadioSelect(attrs={"data-layout": "pills"}),
        "extent_zh": forms.Textarea(attrs={"rows": 3}), "extent_en": forms.Textarea(attrs={"rows": 3}),
    },
)  # fmt: skip


class ServiceForm(forms.Form):
    """A service, and per audience whether it is shown, in which words, with results and price or without."""

    code = _S["code"]
    category: forms.Field = forms.ModelChoiceField(None, label=_("Category"), required=False)
    owner: forms.Field = forms.ModelChoiceField(None, label=_("Service owner"), required=False)
    name_zh = _S["name_zh"]
    name_en = _S["name_en"]
    description_zh = _S["description_zh"]
    description_en = _S["description_en"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["category"].queryset = categories_for(user)
        fields["owner"].queryset = colleagues_for(user).order_by("name", "pk")
        for audience in Audience.values:
            fields[f"{audience}_shown"] = forms.BooleanField(label=_("Shown to them"), required=False)
            for language, label in (("zh", _("In their words, Chinese")), ("en", _("In their words, English"))):
                fields[f"{audience}_text_{language}"] = forms.CharField(
                    label=label, required=False, widget=forms.Textarea(attrs={"rows": 2})
                )
            fields[f"{audience}_shows_results"] = forms.BooleanField(
                label=_("With service levels reached"), required=False
            )
            fields[f"{audience}_shows_fee"] = forms.BooleanField(label=_("With what it costs"), required=False)

    @property
    def audiences(self) -> "Iterator[tuple[object, list[forms.BoundField]]]":
        """The fields by audience, for the page."""
        names = ("shown", "text_zh", "text_en", "shows_results", "shows_fee")
        for audience, label in Audience.choices:
            yield label, [self[f"{audience}_{name}"] for name in names]

    @property
    def plain(self) -> "list[forms.BoundField]":
        """The fields that belong to no audience."""
        names = ("code", "category", "name_zh", "name_en", "description_zh", "description_en", "owner")
        return [self[name] for name in names]

    @property
    def facts(self) -> dict[str, Any]:
        """What the domain takes."""
        given = self.cleaned_data
        views = {
            audience: {
                name: given[f"{audience}_{name}"] for name in ("text_zh", "text_en", "shows_results", "shows_fee")
            }
            for audience in Audience.values
            if given[f"{audience}_shown"]
        }
        names = ("code", "category", "owner", *(name for name in _S if name != "code"))
        return {name: given[name] for name in names} | {"views": views}


def shown_values(service: Service) -> dict[str, Any]:
    """A service as its form shows it."""
    values = {name: getattr(service, name) for name in ("category", "owner", *_S)}
    for view in service.views.all():
        values[f"{view.audience}_shown"] = True
        for name in ("text_zh", "text_en", "shows_results", "shows_fee"):
            values[f"{view.audience}_{name}"] = getattr(view, name)
    return values


class NoteForm(forms.Form):
    """A risk or constraint: its nature, its extent."""

    kind = _N["kind"]
    text_zh = _N["text_zh"]
    text_en = _N["text_en"]
    extent_zh = _N["extent_zh"]
    extent_en = _N["extent_en"]
