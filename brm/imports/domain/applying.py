"""Taking over what was checked: chunk by chunk, all in one transaction or each good chunk for itself."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.audit.models import AuditEvent
from brm.core import clock
from brm.core.changes import gathered
from brm.core.copying import analyse, copy_in
from brm.core.editing import locked
from brm.core.errors import BlockedError, DomainError
from brm.core.jobs import enqueue
from brm.imports.domain import progress
from brm.imports.domain.checking import CHUNK, context_of
from brm.imports.domain.uploads import TASK, drop_file
from brm.imports.enums import Mode, Outcome, Status
from brm.imports.kinds import KINDS, SUBJECTS, Context, Draft, ImportKind
from brm.imports.lifecycle import LIFECYCLE
from brm.imports.models import ImportEffect, ImportRow, ImportRun

WANTED = (Outcome.NEW, Outcome.CHANGED)


@transaction.atomic
def apply(run: ImportRun, *, mode: str, by: User) -> ImportRun:
    """Have the checked rows taken over: all or none of them, or the good ones only."""
    run = locked(run)
    if run.by_id != by.pk:
        raise DomainError(_("Only %(person)s, who brought the file, can go on with it.") % {"person": run.by})
    transition = LIFECYCLE.step("apply", run)
    errors = run.counts.get(Outcome.ERROR, 0)
    if not run.to_apply:
        raise BlockedError(_("There is nothing to take over: no row is new or changed."))
    if mode == Mode.ALL_OR_NOTHING and errors:
        raise BlockedError(
            _("%(count)d rows have errors. Mend them in the file, or take over the good rows only.") % {"count": errors}
        )
    if mode not in Mode.values:
        raise DomainError(_("Choose what to do with rows that have errors."), field="mode")
    run.status, run.mode, run.cursor, run.attempts, run.kept = transition.target, mode, 0, 0, {}
    run.updated_at = clock.now()
    run.save()
    trail.record(run, "import.apply", by=by, changes={"mode": (None, mode), "rows": (None, run.to_apply)})
    enqueue(TASK, run=run.pk)
    return run


def apply_chunk(run: ImportRun) -> bool:
    """Take over the next rows of a locked run in the present transaction; False when none are left."""
    kind, context = KINDS[run.kind], context_of(run)
    waiting = ImportRow.objects.filter(run=run, outcome__in=WANTED, number__gt=run.cursor)
    rows = list(waiting.defer("cells", "problems").order_by("number")[:CHUNK])
    if not rows:
        finish(run)
        return False
    good = _still_as_checked(rows, kind, context, run)
    with gathered():
        effects = kind.apply(good, context)
        if run.cursor == 0 and len(rows) == CHUNK:
            analyse(*(subject.model for subject in SUBJECTS))  # before the index reads what the planner has not seen
        copy_in(
            ImportEffect,
            (
                {
                    "run_id": run.pk,
                    "row_number": effect.row_number,
                    "subject_type": effect.subject_type,
                    "subject_id": effect.subject_id,
                    "label": effect.label[:200],
                    "created": effect.created,
                    "before": dict(effect.before),
                    "after": dict(effect.after),
                }
                for effect in effects
            ),
        )
    run.cursor = rows[-1].number
    run.kept["done"] = run.kept.get("done", 0) + len(rows)
    run.save(update_fields=["cursor", "kept", "counts"])
    progress.say(run, run.kept["done"], run.to_apply)
    return True


def finish(run: ImportRun) -> None:
    """Everything that was to be taken over is."""
    run.status = LIFECYCLE.step("applied", run).target
    run.applied_at = run.updated_at = clock.now()
    trail.record(run, "import.applied", by=run.by, changes={"rows": (None, run.to_apply)})
    run.history_upto = AuditEvent.objects.order_by("-id").values_list("id", flat=True).first()
    drop_file(run)
    run.save()


def _still_as_checked(rows: Sequence[ImportRow], kind: ImportKind, context: Context, run: ImportRun) -> list[Draft]:
    """The rows matched anew; what somebody changed since the check is not overwritten unseen."""
    drafts = [Draft(row.number, [], row.values, title=row.title) for row in rows]
    kind.match(drafts, context)
    good, stale = [], []
    for row, draft in zip(rows, drafts, strict=True):
        seen = {name: list(pair) for name, pair in draft.changes.items()}
        if (draft.outcome, draft.object_id, seen) == (row.outcome, row.object_id, row.changes):
            good.append(draft)
        elif draft.outcome != Outcome.UNCHANGED:
            draft.wrong("", "stale")
            stale.append((row, draft))
    if stale and run.mode == Mode.ALL_OR_NOTHING:
        raise DomainError(
            _("Row %(row)d and perhaps others were changed by somebody since the check. Nothing was taken over.")
            % {"row": stale[0][0].number}
        )
    for row, draft in stale:
        run.counts[row.outcome] -= 1
        run.counts[Outcome.ERROR] += 1
        row.outcome, row.problems = draft.outcome, [list(problem) for problem in draft.problems]
    ImportRow.objects.bulk_update([row for row, _draft in stale], ["outcome", "problems"])
    return good


def is_applied(run: ImportRun) -> bool:
    """Whether the import did its work."""
    return run.status in (Status.APPLIED, Status.UNDONE, Status.UNDOING)


trail.label("import.apply", gettext_lazy("Started taking the import over"))
trail.label("import.applied", gettext_lazy("Took the import over"))
