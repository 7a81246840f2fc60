"""Taking a file, choosing how it is read and what its columns mean, keeping that for the next file."""

import hashlib
from collections.abc import Mapping
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked
from brm.core.errors import DomainError
from brm.core.jobs import enqueue
from brm.imports.domain.queries import owners_for
from brm.imports.enums import DateOrder, Repeats, Status
from brm.imports.kinds import KINDS, ImportKind
from brm.imports.lifecycle import LIFECYCLE
from brm.imports.models import ImportRow, ImportRun, ImportTemplate
from brm.imports.plan import UNKNOWN, Plan, guess_columns, guess_order
from brm.imports.reading import LIMIT, Look, Reading, look_at

TASK = "imports.work"


@transaction.atomic
def take_file(file: UploadedFile, *, kind: str, by: User) -> ImportRun:
    """Take a file in: see what it really is, guess what its columns mean. Nothing is changed by it."""
    if kind not in KINDS or not KINDS[kind].allowed(by):
        raise DomainError(_("Choose what the rows of the file are."), field="kind")
    if not file.size:
        raise DomainError(_("This file is empty: there is not a single row in it."), field="file")
    if file.size > LIMIT:
        raise DomainError(
            _("The file is larger than %(most)d MB. Split it, or leave out columns that are not needed.")
            % {"most": LIMIT // 1024 // 1024},
            field="file",
        )
    stream: IO[bytes] | None = file.file
    assert stream is not None  # noqa: S101 - what was sent is open until the answer
    look = look_at(stream)
    run = ImportRun(
        kind=kind, by=by, name=(file.name or "")[-255:], size=file.size, sha256=_digest(stream), file=file,
        created_at=clock.now(), updated_at=clock.now(),
    )  # fmt: skip
    _see(run, look, KINDS[kind])
    stream.seek(0)
    run.save(force_insert=True)
    trail.record(run, "import.upload", by=by)
    return run


@transaction.atomic
def read_differently(run: ImportRun, *, by: User, **wishes: Any) -> ImportRun:
    """Read the file with another encoding, separator or sheet, with or without a header."""
    run = _open(run, by)
    reading = Reading(**{**run.reading, **wishes})
    with run.file.open("rb") as stream:
        _see(run, look_at(stream, wish=reading), KINDS[run.kind])
    run.updated_at = clock.now()
    run.save()
    return run


@transaction.atomic
def check(
    run: ImportRun, *, by: User, columns: Mapping[str, int], defaults: Mapping[str, str], options: Mapping[str, str]
) -> ImportRun:
    """Say what the columns mean and have every row checked against what is there. Still changes nothing."""
    run = _open(run, by)
    transition = LIFECYCLE.step("check", run)
    run.columns = {key: place for key, place in columns.items() if 0 <= place < len(run.header)}
    run.defaults, run.options = dict(defaults), dict(options)
    Plan(run, KINDS[run.kind], manner_of(run))
    run.status, run.attempts, run.trouble, run.counts = transition.target, 0, "", {}
    run.updated_at = clock.now()
    run.save()
    enqueue(TASK, run=run.pk)
    return run


@transaction.atomic
def discard(run: ImportRun, *, by: User) -> ImportRun:
    """Put the file away unused."""
    run = _open(run, by)
    run.status = LIFECYCLE.step("discard", run).target
    run.updated_at = clock.now()
    drop_file(run)
    run.save()
    ImportRow.objects.filter(run=run).delete()
    trail.record(run, "import.discard", by=by)
    return run


@transaction.atomic
def keep_template(run: ImportRun, *, name: str, by: User, is_shared: bool = False) -> ImportTemplate:
    """Keep how this file's columns are matched, by their names; a template of the same name is replaced."""
    name = " ".join(name.split())[:80]
    if not name:
        raise DomainError(_("Give the template a name."), field="template_name")
    template, made = ImportTemplate.objects.update_or_create(
        by=by,
        kind=run.kind,
        name=name,
        defaults={
            "columns": {key: run.header[place] for key, place in run.columns.items()},
            "defaults": run.defaults,
            "options": run.options,
            "is_shared": is_shared,
            "updated_at": clock.now(),
        },
    )
    trail.record(template, "import_template.keep", by=by, changes={"new": (None, made)})
    return template


@transaction.atomic
def drop_template(template: ImportTemplate, *, by: User) -> None:
    """Throw a template away; imports made with it stay."""
    if template.by_id != by.pk:
        raise DomainError(_("Only %(person)s can delete this template.") % {"person": template.by})
    trail.record(template, "import_template.drop", by=by)
    template.delete()


def columns_by_template(template: ImportTemplate, header: list[str]) -> dict[str, int]:
    """Where the template's columns stand in this file; those it does not have are left out."""
    places = {name.casefold(): place for place, name in reversed(list(enumerate(header)))}
    return {key: places[name.casefold()] for key, name in template.columns.items() if name.casefold() in places}


def manner_of(run: ImportRun) -> Any:
    """How this run's days and names are read."""
    return owners_for(run.by).manner(
        order=run.options.get("order", DateOrder.YEAR_FIRST), zone=run.options.get("zone") or run.by.time_zone
    )


def drop_file(run: ImportRun) -> None:
    """The file itself is not needed any more; its name and digest stay."""
    if run.file and run.file.name:
        name, storage = run.file.name, run.file.storage
        transaction.on_commit(lambda: storage.delete(name), robust=True)
        run.file = ""


def _open(run: ImportRun, by: User) -> ImportRun:
    run = locked(run)
    if run.by_id != by.pk:
        raise DomainError(_("Only %(person)s, who brought the file, can go on with it.") % {"person": run.by})
    if run.status not in (Status.MAPPING, Status.CHECKED, Status.FAILED):
        raise DomainError(_("This import is “%(state)s”.") % {"state": run.get_status_display()})
    return run


def _see(run: ImportRun, look: Look, kind: ImportKind) -> None:
    run.reading, run.header, run.sample = look.reading.plain(), look.header, look.sample
    run.rows_expected = look.rows_expected
    run.columns = guess_columns(kind, look.header)
    run.options = {
        "order": guess_order(kind, run.columns, look.sample),
        "zone": run.by.time_zone,
        "unknown": UNKNOWN,
        "repeats": kind.repeats or Repeats.REFUSE,
    }
    run.status, run.counts = Status.MAPPING, {}


def _digest(stream: IO[bytes]) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while block := stream.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()


trail.label("import.upload", gettext_lazy("Uploaded a file to import"))
trail.label("import.discard", gettext_lazy("Discarded the import"))
trail.label("import_template.keep", gettext_lazy("Kept a template for imports"))
trail.label("import_template.drop", gettext_lazy("Deleted a template for imports"))
