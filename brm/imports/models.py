"""An import from file to result: the run, its rows as staged, what it did, and mappings kept for the next file."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brm.core.models import Timestamped
from brm.imports.enums import AT_WORK, Mode, Outcome, Status


def _place(run: "ImportRun", filename: str) -> str:
    """A name that tells nothing and collides with nothing."""
    return f"imports/{uuid.uuid4().hex}"


class ImportRun(Timestamped):
    """One file on its way in: who brings it, as what, how it is read, what was found, what was done."""

    kind = models.CharField(_("what the rows are"), max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))
    status = models.CharField(_("state"), max_length=12, choices=Status.choices, default=Status.MAPPING)
    file = models.FileField(_("file"), upload_to=_place, max_length=200, blank=True)
    name = models.CharField(_("file name"), max_length=255)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    reading = models.JSONField(default=dict)
    header = models.JSONField(default=list)
    sample = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    defaults = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    mode = models.CharField(_("rows with errors"), max_length=4, choices=Mode.choices, blank=True)
    rows_expected = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    kept = models.JSONField(default=dict)
    cursor = models.BigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.TextField(blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    applied_at = models.DateTimeField(_("taken over at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    history_upto = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="import_status_is_known"),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.APPLIED, Status.UNDONE]) | Q(applied_at__isnull=False),
                name="an_applied_import_has_its_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["by", "-id"], name="import_mine_idx"),
            models.Index(fields=["sha256", "kind"], name="import_same_file_idx"),
            # read by the sweep that picks up what waits for the worker
            models.Index(fields=["status"], condition=Q(status__in=list(AT_WORK)), name="import_at_work_idx"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_at_work(self) -> bool:
        """Waits for, or is held by, the worker."""
        return self.status in AT_WORK

    @property
    def to_apply(self) -> int:
        """How many rows would do something."""
        return int(self.counts.get(Outcome.NEW, 0)) + int(self.counts.get(Outcome.CHANGED, 0))


class ImportRow(models.Model):
    """One row of the file as staged: its cells, what they mean, what they would do, what is wrong with them."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    title = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    problems = models.JSONField(default=list)
    object_id = models.BigIntegerField(null=True)
    changes = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="a_row_is_staged_once"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="import_outcome_is_known"),
        ]
        indexes = [models.Index(fields=["run", "outcome", "number"], name="import_row_outcome_idx")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ImportEffect(models.Model):
    """One record an import made or changed, with what undoing needs to know."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="effects")
    row_number = models.PositiveIntegerField()
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    label = models.CharField(max_length=200, blank=True)
    created = models.BooleanField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    kept_because = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("effect of an import")
        verbose_name_plural = _("effects of imports")
        ordering = ["run", "id"]
        indexes = [models.Index(fields=["run", "subject_type", "created"], name="import_effect_idx")]

    def __str__(self) -> str:
        return f"{self.subject_type}#{self.subject_id}"


class ImportTemplate(Timestamped):
    """How the columns of a file that comes again and again are matched, by their names."""

    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("what the rows are"), max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))
    is_shared = models.BooleanField(_("for everybody"), default=False)
    columns = models.JSONField(default=dict)
    defaults = models.JSONField(default=dict)
    options = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("import template")
        verbose_name_plural = _("import templates")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "kind", "name"],
                name="an_import_template_name_is_used_once",
                violation_error_message=_("You have a template of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
