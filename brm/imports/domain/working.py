"""The worker's part: take a waiting import, do what it waits for, note what went wrong."""

import logging

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from brm.core import clock
from brm.core.errors import DomainError
from brm.imports.domain import progress
from brm.imports.domain.applying import apply_chunk, finish
from brm.imports.domain.checking import check_rows
from brm.imports.domain.undoing import undo_effects
from brm.imports.enums import AT_WORK, Mode, Status
from brm.imports.lifecycle import LIFECYCLE
from brm.imports.models import ImportRun

TRIES = 3
logger = logging.getLogger(__name__)


def pick_up() -> int:
    """Do whatever waits, for hints may get lost. What another worker holds is skipped."""
    waiting = list(ImportRun.objects.filter(status__in=AT_WORK).order_by("updated_at").values_list("pk", flat=True))
    return sum(work(pk) for pk in waiting)


def work(pk: int) -> bool:
    """Do what one import waits for. A killed worker leaves it waiting; a failing one says why."""
    try:
        did = False
        while _step(pk):
            did = True
        return did
    except DomainError as refusal:
        _fail(pk, str(refusal))
    except Exception:
        logger.exception("an import failed", extra={"import": pk})
        _try_again(pk)
    return False


def _step(pk: int) -> bool:
    """One transaction of work; answers whether there is more. The row stays locked, so that nobody else works on it."""
    with transaction.atomic():
        run = (
            ImportRun.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("by")
            .filter(pk=pk, status__in=AT_WORK)
            .first()
        )
        if run is None:
            return False
        with override(run.by.language):
            if run.status == Status.CHECKING:
                check_rows(run)
            elif run.status == Status.UNDOING:
                undo_effects(run)
            elif run.mode == Mode.ALL_OR_NOTHING:
                while apply_chunk(run):
                    pass
            else:
                apply_chunk(run)
    if not run.is_at_work:
        progress.forget(run)
    return run.is_at_work


def _fail(pk: int, reason: str) -> None:
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=pk)
        run.trouble, run.updated_at = reason, clock.now()
        if run.status == Status.UNDOING:
            run.status = Status.APPLIED
        elif run.status == Status.APPLYING and run.cursor:
            finish(run)
        elif run.is_at_work:
            run.status = LIFECYCLE.step("fail", run).target
        run.save()
    progress.forget(run)


def _try_again(pk: int) -> None:
    attempts = ImportRun.objects.get(pk=pk).attempts + 1
    ImportRun.objects.filter(pk=pk).update(attempts=attempts)
    if attempts >= TRIES:
        run = ImportRun.objects.select_related("by").get(pk=pk)
        with override(run.by.language):
            _fail(
                pk, _("Something broke on our side. The fault has been written down; no row was taken over by halves.")
            )
