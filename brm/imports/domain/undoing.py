"""Taking an import back: what it made goes if nobody has touched or used it since, what it changed is restored."""

from collections.abc import Sequence

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.audit.bulk import Line, record_many
from brm.audit.models import AuditEvent
from brm.core import clock
from brm.core.changes import gathered
from brm.core.editing import locked
from brm.core.errors import BlockedError, DomainError
from brm.core.jobs import enqueue
from brm.imports.domain import progress
from brm.imports.domain.uploads import TASK
from brm.imports.kinds import SUBJECTS, Subject
from brm.imports.lifecycle import LIFECYCLE
from brm.imports.models import ImportEffect, ImportRun

CHUNK = 2_000
WHY_KEPT = {
    "touched": gettext_lazy("changed by somebody since"),
    "in_use": gettext_lazy("in use by now: something hangs from it"),
    "final": gettext_lazy("the newer state of a service event stays"),
}


@transaction.atomic
def undo(run: ImportRun, *, by: User) -> ImportRun:
    """Have an import taken back, as far as nobody built on it."""
    run = locked(run)
    if run.by_id != by.pk:
        raise DomainError(_("Only %(person)s, who brought the file, can undo it.") % {"person": run.by})
    transition = LIFECYCLE.step("undo", run)
    if not ImportEffect.objects.filter(run=run, undone_at=None).exists():
        raise BlockedError(_("There is nothing left to undo."))
    run.status, run.attempts, run.trouble, run.updated_at = transition.target, 0, "", clock.now()
    run.save()
    trail.record(run, "import.undo", by=by)
    enqueue(TASK, run=run.pk)
    return run


def undo_effects(run: ImportRun) -> None:
    """Take back what a locked run did, what hangs from others first."""
    total = ImportEffect.objects.filter(run=run, undone_at=None).count()
    done = 0
    with gathered():
        for subject_type, subject in sorted(SUBJECTS.items(), key=lambda item: item[1].order):
            effects = ImportEffect.objects.filter(run=run, subject_type=subject_type, undone_at=None)
            _restore(run, subject_type, subject, list(effects.filter(created=False)))
            done += _take_back(run, subject_type, subject, list(effects.filter(created=True)))
            progress.say(run, min(done, total), total)
    left = ImportEffect.objects.filter(run=run, undone_at=None).count()
    run.kept = {**run.kept, "undone": total - left, "stayed": left}
    run.status = LIFECYCLE.step("undone", run).target
    run.undone_at = run.updated_at = clock.now()
    trail.record(run, "import.undone", by=run.by, changes={"rows": (None, total - left)})
    run.save()


def _restore(run: ImportRun, subject_type: str, subject: Subject, effects: Sequence[ImportEffect]) -> None:
    for chunk in _chunks(effects):
        if subject.restore is None:
            _mark(chunk, {effect.subject_id: "final" for effect in chunk})
            continue
        touched = _touched(run, subject_type, chunk)
        free = [effect for effect in chunk if effect.subject_id not in touched]
        if free:
            changes = [
                (effect.subject_id, {name: (effect.after[name], old) for name, old in effect.before.items()})
                for effect in free
                if effect.before
            ]
            subject.restore(changes, by=run.by, reason=run.name)
        _mark(chunk, {effect.subject_id: "touched" for effect in chunk if effect.subject_id in touched})


def _take_back(run: ImportRun, subject_type: str, subject: Subject, effects: Sequence[ImportEffect]) -> int:
    """Delete in rounds, leaves first, until nothing more can go."""
    waiting = list(effects)
    reasons: dict[int, str] = {}
    for effect in effects:
        effect.kept_because = ""
    while waiting:
        gone: list[ImportEffect] = []
        for chunk in _chunks(waiting):
            ids = [effect.subject_id for effect in chunk]
            reasons |= dict.fromkeys(_touched(run, subject_type, chunk), "touched")
            reasons |= dict.fromkeys(_in_use(subject.model, [pk for pk in ids if pk not in reasons]), "in_use")
            free = [effect for effect in chunk if effect.subject_id not in reasons]
            _delete(run, subject_type, subject, free)
            gone += free
        _mark(gone, {})
        if not gone:
            break
        done = {effect.pk for effect in gone}
        waiting = [effect for effect in waiting if effect.pk not in done]
        reasons = {pk: why for pk, why in reasons.items() if why == "touched"}
    _mark(waiting, {effect.subject_id: reasons.get(effect.subject_id, "in_use") for effect in waiting})
    return len(effects) - len(waiting)


def _delete(run: ImportRun, subject_type: str, subject: Subject, effects: Sequence[ImportEffect]) -> None:
    ids = [effect.subject_id for effect in effects]
    if not ids:
        return
    if subject.parts is not None:
        subject.parts(ids)
    subject.model._base_manager.filter(pk__in=ids).delete()
    lines = [Line(effect.subject_id, effect.label) for effect in effects]
    record_many(subject_type, lines, "import.take_back", by=run.by, reason=run.name)


def _touched(run: ImportRun, subject_type: str, effects: Sequence[ImportEffect]) -> set[int]:
    """Which of these records have history after the import."""
    return set(
        AuditEvent.objects.filter(
            subject_type=subject_type,
            subject_id__in=[effect.subject_id for effect in effects],
            id__gt=run.history_upto or 0,
        ).values_list("subject_id", flat=True)
    )


def _in_use(model: type[models.Model], ids: Sequence[int]) -> set[int]:
    """Which of these records are held by something that must not lose them."""
    held: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel) or not (relation.one_to_many or relation.one_to_one):
            continue
        field = relation.field
        if field.remote_field.on_delete in (models.PROTECT, models.RESTRICT):
            rows = field.model._base_manager.filter(**{f"{field.name}__in": list(ids)})
            held.update(rows.values_list(field.attname, flat=True))
    return held


def _mark(effects: Sequence[ImportEffect], kept: dict[int, str]) -> None:
    now = clock.now()
    for effect in effects:
        effect.kept_because = kept.get(effect.subject_id, "")
        effect.undone_at = None if effect.kept_because else now
    ImportEffect.objects.bulk_update(effects, ["kept_because", "undone_at"], batch_size=1_000)


def _chunks(effects: Sequence[ImportEffect]) -> list[Sequence[ImportEffect]]:
    return [effects[start : start + CHUNK] for start in range(0, len(effects), CHUNK)]


trail.label("import.undo", gettext_lazy("Started undoing the import"))
trail.label("import.undone", gettext_lazy("Undid the import"))
trail.label("import.take_back", gettext_lazy("Taken back with its import"))
