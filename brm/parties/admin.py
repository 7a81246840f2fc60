"""Tags and custom fields for administrators; every change goes through the domain and leaves its line."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brm.accounts.admin import ThroughDomain, actor
from brm.accounts.admin_forms import DomainModelForm
from brm.core.errors import DomainError
from brm.parties.domain.fields import archive_field, change_field, define_field
from brm.parties.domain.queries import custom_fields_for, tags_for
from brm.parties.domain.tags import change_tag, create_tag, delete_tag
from brm.parties.models import CustomField, Tag
from brm.ui.tones import TONES


class TagForm(DomainModelForm):
    """A tag's name and colour."""

    tone = forms.ChoiceField(label=_("Colour"), choices=[(tone, tone) for tone in TONES], initial="blue")

    class Meta:
        model = Tag
        fields = ["name", "tone"]

    def apply(self, given: dict[str, Any]) -> Tag:
        if self.instance.pk:
            return change_tag(self.instance, by=self.by, **given)
        return create_tag(given["name"], tone=given["tone"], by=self.by)


@admin.register(Tag)
class TagAdmin(ThroughDomain):
    """Words of one's own on relationships and contacts."""

    form = TagForm
    list_display = ["name", "tone"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return tags_for(actor(request))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(actor(request).is_staff)

    def delete_model(self, request: HttpRequest, obj: Tag) -> None:
        delete_tag(obj, by=actor(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Tag]) -> None:
        for tag in queryset:
            delete_tag(tag, by=actor(request))


class ChoicesField(forms.CharField):
    """Choices, one a line."""

    widget = forms.Textarea(attrs={"rows": 6})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(str(choice) for choice in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return list(dict.fromkeys(line.strip() for line in super().clean(value).splitlines() if line.strip()))


class CustomFieldForm(DomainModelForm):
    """A field: key, subject and type are for ever, the rest may change."""

    choices = ChoicesField(label=_("Choices"), required=False, help_text=_("One a line; for a choice field."))

    class Meta:
        model = CustomField
        fields = ["subject", "name", "label", "type", "choices", "required", "position"]

    def apply(self, given: dict[str, Any]) -> CustomField:
        if self.instance.pk:
            return change_field(self.instance, by=self.by, **given)
        return define_field(by=self.by, **given)


@admin.register(CustomField)
class CustomFieldAdmin(ThroughDomain):
    """Typed fields of one's own on organisations, contacts and relationships."""

    form = CustomFieldForm
    list_display = ["label", "subject", "type", "required", "position", "archived_at"]
    list_filter = ["subject", "type"]
    actions = ["put_away"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CustomField]:
        return custom_fields_for(actor(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["subject", "name", "type"] if obj else []

    @admin.action(description=_("Archive the chosen fields"))
    def put_away(self, request: HttpRequest, queryset: QuerySet[CustomField]) -> None:
        for field in queryset:
            try:
                archive_field(field, by=actor(request))
            except DomainError as refusal:
                self.message_user(request, str(refusal), "error")
