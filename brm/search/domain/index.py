"""Keeping the index true: one record after its change, many after an import, everything on demand."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, transaction

from brm.core.changes import Changed
from brm.search.domain.seeing import OF_RELATIONSHIP
from brm.search.models import SearchEntry
from brm.search.sources import COLUMNS, SOURCES, Source
from brm.search.text import searchable

CHUNK = 5_000
Row = tuple[Any, ...]

_UPSERT = """
INSERT INTO search_searchentry AS kept
    (kind, object_id, organisation_id, relationship_id, seen_by, variant, title, subtitle, search_text, at)
SELECT %s, object_id, organisation_id, relationship_id, seen_by::bigint[], variant, title, subtitle, search_text, at
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
            %s::timestamptz[])
    AS r(object_id, organisation_id, relationship_id, seen_by, variant, title, subtitle, search_text, at)
ON CONFLICT (kind, object_id) DO UPDATE SET
    organisation_id = excluded.organisation_id, relationship_id = excluded.relationship_id,
    seen_by = excluded.seen_by, variant = excluded.variant, title = excluded.title,
    subtitle = excluded.subtitle, search_text = excluded.search_text, at = excluded.at
"""
_SEEN = f"""
UPDATE search_searchentry e
SET organisation_id = r.organisation_id,
    seen_by = {OF_RELATIONSHIP} || ARRAY(SELECT key FROM unnest(e.seen_by) AS key WHERE key > 0 AND key %% 2 = 1)
FROM parties_relationship r
WHERE e.relationship_id = r.id AND r.id = ANY(%s) AND e.kind <> 'relationship'
    AND NOT (e.seen_by @> {OF_RELATIONSHIP} AND {OF_RELATIONSHIP} @> ARRAY(
        SELECT key FROM unnest(e.seen_by) AS key WHERE key <= 0 OR key %% 2 = 0))
"""
_MOVED = """
SELECT e.kind, array_agg(e.object_id) FROM search_searchentry e JOIN parties_relationship r ON r.id = e.relationship_id
WHERE r.id = ANY(%s) AND r.end_reason = 'merged' AND e.kind <> 'relationship' GROUP BY e.kind
"""


def refresh(changed: Changed) -> None:
    """Bring up to date whatever is found by these rows: themselves and what carries their words (a listener)."""
    for source in SOURCES:
        own = changed.get(source.model, ())
        if own:
            index(source.name, own)
        done = set(own)
        for subject_type, condition in source.follows.items():
            for chunk in _chunks(changed.get(subject_type, ())):
                rows = _rows(source, f"{condition} AND {source.key} <> ALL(%s::bigint[])", [chunk, list(done)])
                done.update(row[0] for row in rows)
                _keep(source, rows)
    if relationships := changed.get("parties.relationship"):
        _show_to_others(relationships)


def _show_to_others(relationships: Sequence[int]) -> None:
    """What hangs from these relationships is seen by whoever may see them now; merged ones live on elsewhere."""
    for chunk in _chunks(relationships):
        with connection.cursor() as cursor:
            cursor.execute(_SEEN, [chunk])
            cursor.execute(_MOVED, [chunk])
            moved = cursor.fetchall()
        for kind, ids in moved:
            index(kind, ids)


def index(kind: str, ids: Sequence[int]) -> int:
    """Index these records again; those that are gone, merged or archived leave the index. Answers how many are in."""
    source, kept = SOURCES[kind], 0
    for chunk in _chunks(ids):
        rows = _rows(source, f"{source.key} = ANY(%s)", [chunk])
        kept += _keep(source, rows)
        if gone := set(chunk) - {row[0] for row in rows}:
            SearchEntry.objects.filter(kind=kind, object_id__in=gone).delete()
    return kept


def reindex(kind: str) -> Iterator[int]:
    """Build one kind anew in chunks, each its own transaction; yields how many are done so far."""
    source, last, done = SOURCES[kind], -1, 0
    while True:
        with transaction.atomic():
            rows = _rows(source, f"{source.key} > %s", [last], limit=CHUNK)
            upto = rows[-1][0] if rows else None
            stale = SearchEntry.objects.filter(kind=kind, object_id__gt=last)
            if upto is not None:
                stale = stale.filter(object_id__lte=upto)
            stale.exclude(object_id__in=[row[0] for row in rows]).delete()
            done += _keep(source, rows)
        if upto is None:
            return
        last = upto
        yield done


def _chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        yield list(ids[start : start + CHUNK])


def _rows(source: Source, condition: str, parameters: Sequence[Any], limit: int | None = None) -> list[Row]:
    paging = f" ORDER BY {source.key} LIMIT {limit:d}" if limit else ""
    with connection.cursor() as cursor:
        cursor.execute(f"{source.select} WHERE {source.where} AND {condition}{paging}", parameters)
        return cursor.fetchall()


def _keep(source: Source, rows: Sequence[Row]) -> int:
    """Write the entries in one statement."""
    if not rows:
        return 0
    column = {name: [row[place] for row in rows] for place, name in enumerate(COLUMNS)}
    found_by = [searchable(row[5], row[7] or "") for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            _UPSERT,
            [
                source.name,
                column["object_id"],
                column["organisation_id"],
                column["relationship_id"],
                ["{" + ",".join(map(str, keys)) + "}" for keys in column["seen_by"]],
                column["variant"],
                [(title or "")[:300] for title in column["title"]],
                [(subtitle or "")[:300] for subtitle in column["subtitle"]],
                found_by,
                column["at"],
            ],
        )
    return len(rows)
