"""Tags and typed custom fields, from the start for everything (ruling 29)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.core.models import Timestamped
from brm.parties.enums import FieldSubject, FieldType


class Tag(Timestamped):
    """A word of one's own on relationships and contacts."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    tone = models.CharField(_("colour"), max_length=12, default="blue")

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CustomField(Timestamped):
    """A typed field administrators add to a kind of record; values live in the record's ``custom``."""

    subject = models.CharField(_("about"), max_length=16, choices=FieldSubject.choices)
    name = models.SlugField(_("key"), max_length=40)
    label = models.CharField(_("label"), max_length=80)
    type = models.CharField(_("type"), max_length=8, choices=FieldType.choices, default=FieldType.TEXT)
    choices = models.JSONField(_("choices"), default=list, blank=True)
    required = models.BooleanField(_("required"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    class Meta:
        verbose_name = _("custom field")
        verbose_name_plural = _("custom fields")
        ordering = ["subject", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "name"],
                name="custom_field_key_per_subject",
                violation_error_message=_("There is already a field with this key."),
            ),
            models.CheckConstraint(condition=Q(type__in=FieldType.values), name="custom_field_type_is_known"),
        ]

    def __str__(self) -> str:
        return self.label
