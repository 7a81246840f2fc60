"""The dry run: every row read, compared with what is there, staged by COPY with what it would do (ruling 24)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, TypeVar

from brm.core import clock
from brm.core.copying import copy_in
from brm.imports.domain import progress
from brm.imports.domain.uploads import manner_of
from brm.imports.enums import Outcome, Repeats
from brm.imports.kinds import KINDS, Context, Draft
from brm.imports.lifecycle import LIFECYCLE
from brm.imports.models import ImportRow, ImportRun
from brm.imports.plan import Plan
from brm.imports.reading import Reading, rows_of

CHUNK = 5_000
T = TypeVar("T")


def context_of(run: ImportRun) -> Context:
    """For whom and from which file."""
    return Context(
        by=run.by,
        at=clock.now(),
        reason=run.name,
        run_id=run.pk,
        zone=run.options.get("zone") or run.by.time_zone,
    )


def check_rows(run: ImportRun) -> None:
    """Stage every row of a locked run. Starts from scratch, so that a killed check simply runs again."""
    kind, context = KINDS[run.kind], context_of(run)
    plan, repeats = Plan(run, kind, manner_of(run)), run.options.get("repeats", Repeats.REFUSE)
    reading, counts, done = Reading(**run.reading), Counter[str](), 0
    ImportRow.objects.filter(run=run).delete()
    with run.file.open("rb") as stream:
        final = _last_rows(plan, stream, reading) if repeats == Repeats.LAST else {}
        first: dict[str, int] = {}
        for rows in in_chunks(rows_of(stream, reading), CHUNK):
            drafts = [plan.draft(number, cells) for number, cells in rows]
            for draft in drafts:
                _note_repetition(draft, repeats, first, final)
            kind.match([draft for draft in drafts if draft.outcome == Outcome.NEW], context)
            counts.update(draft.outcome for draft in drafts)
            copy_in(ImportRow, (_staged(run, draft) for draft in drafts))
            done += len(drafts)
            progress.say(run, done, run.rows_expected)
    run.counts = {**dict.fromkeys(Outcome.values, 0), **counts}
    run.status = LIFECYCLE.step("checked", run).target
    run.checked_at = run.updated_at = clock.now()
    run.save()


def in_chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """The rows in lists of at most ``size``."""
    iterator = iter(rows)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _last_rows(plan: Plan, stream: IO[bytes], reading: Reading) -> dict[str, int]:
    """In which row each record appears for the last time."""
    last: dict[str, int] = {}
    for number, cells in rows_of(stream, reading):
        if key := plan.draft(number, cells).key:
            last[key] = number
    return last


def _note_repetition(draft: Draft, repeats: str, first: dict[str, int], final: dict[str, int]) -> None:
    if not draft.key:
        return
    if repeats == Repeats.LAST:
        if final[draft.key] != draft.number:
            draft.problems.clear()
            draft.outcome = Outcome.REPEATED
        return
    earlier = first.setdefault(draft.key, draft.number)
    if earlier == draft.number:
        return
    if repeats == Repeats.FIRST:
        draft.problems.clear()
        draft.outcome = Outcome.REPEATED
    else:
        draft.wrong("", "repeated", row=earlier)


def _staged(run: ImportRun, draft: Draft) -> dict[str, object]:
    return {
        "run_id": run.pk,
        "number": draft.number,
        "cells": draft.cells,
        "values": draft.values,
        "title": draft.title,
        "outcome": draft.outcome,
        "problems": draft.problems,
        "object_id": draft.object_id,
        "changes": draft.changes,
    }
