"""What carries every link across apps: a thin row beside the particular one (ruling 1)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from brm.core import clock
from brm.parties.models import Organisation, Relationship


class MatterKind(models.TextChoices):
    """What has a number and a life on a relationship (ruling 1)."""

    COMPLAINT = "complaint", _("Complaint")
    PRAISE = "praise", _("Praise")
    DISPUTE = "dispute", _("Dispute")
    VALUE_ADDED = "value_added", _("Value-added service")
    SERVICE_EVENT = "service_event", _("Service event")
    MAJOR_EVENT = "major_event", _("Major event")
    MEETING = "meeting", _("Meeting")
    FEEDBACK = "feedback", _("Feedback")


class LinkKind(models.TextChoices):
    """How one matter stands to another."""

    CAUSED_BY = "caused_by", _("caused by")
    LEADS_TO = "leads_to", _("leads to")
    DUPLICATES = "duplicates", _("duplicates")
    CONCERNS = "concerns", _("concerns")


class Matter(models.Model):
    """Anything with a number and a life on a relationship. Thin: its particulars are 1-1 in their own app."""

    number = models.CharField(_("number"), max_length=40)
    kind = models.CharField(_("kind"), max_length=16, choices=MatterKind.choices)
    relationship = models.ForeignKey(Relationship, models.PROTECT, related_name="matters")
    site = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    title = models.CharField(_("title"), max_length=200)
    opened_at = models.DateTimeField(_("opened"), default=clock.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="a_matter_number_is_unique_per_kind"),
            models.CheckConstraint(condition=Q(kind__in=MatterKind.values), name="matter_kind_is_known"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="a_matter_closes_after_it_opens",
                violation_error_message=_("It cannot be closed before it was opened."),
            ),
        ]
        indexes = [
            models.Index(fields=["relationship", "kind", "-opened_at", "-id"], name="matter_of_relationship_idx"),
            models.Index(fields=["relationship"], condition=Q(closed_at=None), name="matter_open_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class MatterLink(models.Model):
    """How one matter stands to another."""

    source = models.ForeignKey(Matter, models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Matter, models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=16, choices=LinkKind.choices)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("link between matters")
        verbose_name_plural = _("links between matters")
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="matters_are_linked_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="a_matter_is_not_linked_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class MatterParty(models.Model):
    """Another relationship with a part in a matter."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="parties")
    relationship = models.ForeignKey(Relationship, models.PROTECT, related_name="+")
    part = models.CharField(_("part"), max_length=80)

    class Meta:
        verbose_name = _("party to a matter")
        verbose_name_plural = _("parties to a matter")
        constraints = [models.UniqueConstraint(fields=["matter", "relationship"], name="a_party_has_one_part")]

    def __str__(self) -> str:
        return self.part


class NumberSeries(models.Model):
    """The last number given, per kind and year, so that numbers have no gaps and no doubles."""

    kind = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="one_series_per_kind_and_year")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"
