"""What imports must not keep for ever: staged rows after a while, and whatever names an erased person (ruling 16)."""

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.privacy import PERSONAL, PersonalData
from brm.core import clock
from brm.core.sweeps import sweep
from brm.imports.domain.uploads import drop_file
from brm.imports.enums import AT_WORK, Status
from brm.imports.models import ImportEffect, ImportRow, ImportRun
from brm.parties.models import Contact

KEPT_FOR = timedelta(days=90)


def forget_old() -> int:
    """Forget the files, rows and effects of imports nobody has touched for 90 days; that they happened stays."""
    due = ImportRun.objects.filter(updated_at__lte=clock.now() - KEPT_FOR).exclude(kept__has_key="forgotten")
    return sweep(due.exclude(status__in=AT_WORK), forget)


def forget(run: ImportRun) -> None:
    """Forget what one import held. It cannot be undone afterwards."""
    ImportRow.objects.filter(run=run).delete()
    ImportEffect.objects.filter(run=run).delete()
    drop_file(run)
    if run.status in (Status.MAPPING, Status.CHECKED, Status.FAILED):
        run.status = Status.DISCARDED
    run.sample, run.kept = [], {**run.kept, "forgotten": True}
    run.save()


def _effects_on(contact: Contact) -> QuerySet[ImportEffect]:
    return ImportEffect.objects.filter(subject_type="parties.contact", subject_id=contact.pk)


def _rows_about(contact: Contact) -> QuerySet[ImportRow]:
    made = _effects_on(contact).filter(run=OuterRef("run"), row_number=OuterRef("number"))
    return ImportRow.objects.filter(Q(run__kind="contact", object_id=contact.pk) | Exists(made))


def collect(person: models.Model) -> Any:
    """The rows of files that are about a contact."""
    if not isinstance(person, Contact):
        return None
    rows = _rows_about(person).select_related("run")
    return [{"file": row.run.name, "row": row.number, "cells": row.cells} for row in rows] or None


@transaction.atomic
def erase(person: models.Model) -> None:
    """Empty these rows."""
    if isinstance(person, Contact):
        _rows_about(person).update(cells=[], values={}, title="", problems=[], changes={})
        _effects_on(person).update(label="", before={}, after={})


PERSONAL.register("imports", PersonalData("imports", _("Rows of imported files"), collect, erase))
