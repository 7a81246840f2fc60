"""People on the other side."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.core.models import Versioned
from brm.parties.enums import ContactKind, Persona, PortalRole
from brm.parties.models.extras import Tag
from brm.parties.models.organisations import Organisation
from brm.parties.models.relationships import Relationship

_LEVEL = [(level, str(level)) for level in range(1, 6)]


class Contact(Versioned):
    """A person of an organisation: who signs, who uses, who pays; how to reach and how to treat them (C-25, G-42)."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="contacts", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=80)
    job_title = models.CharField(_("job title"), max_length=80, blank=True)
    department = models.CharField(_("department"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=ContactKind.choices, default=ContactKind.CUSTOMER)
    persona = models.CharField(_("persona"), max_length=16, choices=Persona.choices, default=Persona.OTHER)
    is_vip = models.BooleanField(_("VIP"), default=False)
    is_key = models.BooleanField(_("key contact"), default=False)
    grade = models.CharField(_("grade"), max_length=1, choices=[(g, g) for g in "ABC"], blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    mail_wrong = models.BooleanField(_("e-mail address is wrong"), default=False)
    language = models.CharField(
        _("language"), max_length=10, default="zh-hans", choices=[("zh-hans", "简体中文"), ("en", "English")]
    )
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    influence = models.PositiveSmallIntegerField(_("influence"), null=True, blank=True, choices=_LEVEL)
    interest = models.PositiveSmallIntegerField(_("interest"), null=True, blank=True, choices=_LEVEL)
    preferences = models.TextField(_("preferences"), blank=True)
    culture_notes = models.TextField(_("culture and language notes"), blank=True)
    valid_from = models.DateField(_("there since"), null=True, blank=True)
    valid_to = models.DateField(_("there until"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    custom = models.JSONField(_("custom fields"), default=dict, blank=True)
    tags: "models.ManyToManyField[Tag, models.Model]" = models.ManyToManyField(
        Tag, blank=True, related_name="contacts", verbose_name=_("tags")
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="contact", editable=False
    )
    sort_key = models.CharField(max_length=160, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="aliases", editable=False
    )
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ContactKind.values), name="contact_kind_is_known"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="a_contact_is_valid_to_after_from",
                violation_error_message=_("“There until” cannot be before “there since”."),
            ),
            models.CheckConstraint(
                condition=Q(influence=None) | Q(influence__range=(1, 5)), name="influence_is_one_to_five"
            ),
            models.CheckConstraint(
                condition=Q(interest=None) | Q(interest__range=(1, 5)), name="interest_is_one_to_five"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "sort_key", "id"], name="contact_of_organisation_idx"),
            models.Index(fields=["sort_key", "id"], name="contact_sort_idx"),
            models.Index(fields=["email"], condition=~Q(email=""), name="contact_email_idx"),
            GinIndex(fields=["custom"], opclasses=["jsonb_path_ops"], name="contact_custom_idx"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_left(self) -> bool:
        return self.left_on is not None


class PortalAccess(Versioned):
    """What an outsider may see: one relationship, in one role (ruling 13)."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="portal_accesses")
    relationship = models.ForeignKey(Relationship, models.PROTECT, related_name="portal_accesses")
    role = models.CharField(_("role"), max_length=16, choices=PortalRole.choices, default=PortalRole.USER)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=clock.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("portal access")
        verbose_name_plural = _("portal accesses")
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "relationship"],
                condition=Q(revoked_at=None),
                name="one_open_portal_access_per_contact_and_relationship",
            )
        ]

    def __str__(self) -> str:
        return f"{self.contact} · {self.relationship}"
