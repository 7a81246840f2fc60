"""Reckoning how relationships stand: every night for all, every few minutes for those to whom something happened."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from brm.audit.models import AuditEvent
from brm.core import clock
from brm.health.domain.signals import SIGNALS, Reading
from brm.health.domain.weights import weighting_at, weights_of
from brm.health.models import Mark, Standing, Weighting
from brm.parties.models import Relationship

CHUNK = 1_000
OVERLAP = 200
"""Lines of history that may have been written before the mark and committed after it."""

_KEEP_DAY = """
INSERT INTO health_standingday (relationship_id, "on", score, coverage, readings)
SELECT s.relationship_id, %(on)s, s.score, s.coverage,
  coalesce((SELECT jsonb_object_agg(x->>'name', x->'value') FROM jsonb_array_elements(s.readings) x), '{}')
FROM health_standing s LEFT JOIN LATERAL (
  SELECT d.score, d.coverage, d."on" FROM health_standingday d WHERE d.relationship_id = s.relationship_id
    AND d."on" <= %(on)s ORDER BY d."on" DESC LIMIT 1) last ON true
WHERE s.relationship_id = ANY(%(ids)s)
  AND (last."on" IS NULL OR (s.score, s.coverage) IS DISTINCT FROM (last.score, last.coverage))
ON CONFLICT (relationship_id, "on") DO UPDATE
SET score = excluded.score, coverage = excluded.coverage, readings = excluded.readings
"""

_SHOW = """
UPDATE parties_relationship r SET health = s.score FROM health_standing s
WHERE s.relationship_id = r.id AND r.id = ANY(%(ids)s) AND r.health IS DISTINCT FROM s.score
"""

_HIDE = """
UPDATE parties_relationship SET health = NULL
WHERE id = ANY(%(ids)s) AND status = 'ended' AND health IS NOT NULL
"""


def score_of(readings: dict[str, Reading], weights: dict[str, int], weighting: Weighting) -> tuple[int | None, int]:
    """The weighted mean of what is known, and how much of the weight is known (per cent).

    Too little known makes no score: a relationship of which one signal speaks is not known by it.
    """
    whole = sum(weights[name] for name in readings)
    known = {name: reading.value for name, reading in readings.items() if reading.value is not None and weights[name]}
    weight = sum(weights[name] for name in known)
    coverage = round(100 * weight / whole) if whole else 0
    if not weight or coverage < weighting.coverage_from:
        return None, coverage
    return round(sum(weights[name] * value for name, value in known.items()) / weight), coverage


def reckon(relationship_ids: Iterable[int], *, at: datetime | None = None) -> int:
    """Reckon these relationships anew. Each signal is asked once for all of them. Answers how many were reckoned."""
    at = at or clock.now()
    done = 0
    for ids in _chunks(relationship_ids):
        done += _reckon(ids, at)
    return done


@transaction.atomic
def _reckon(ids: Sequence[int], at: datetime) -> int:
    weighting = weighting_at(at)
    weights = weights_of(weighting)
    kinds = dict(Relationship.objects.filter(pk__in=ids).living().order_by().values_list("pk", "kind"))
    read: dict[int, dict[str, Reading]] = {pk: {} for pk in kinds}
    for name, signal in SIGNALS.items():
        mine = [pk for pk, kind in kinds.items() if kind in signal.kinds]
        found = signal.reckon(mine, at) if mine else {}
        for pk in mine:
            read[pk][name] = found.get(pk) or Reading(None, reason="none")
    Standing.objects.bulk_create(
        (_standing(pk, readings, weights, weighting, at) for pk, readings in sorted(read.items())),
        update_conflicts=True,
        unique_fields=["relationship"],
        update_fields=["score", "coverage", "oldest_at", "readings", "reckoned_at", "weighting"],
        batch_size=CHUNK,
    )
    values: dict[str, Any] = {"ids": list(ids), "on": timezone.localtime(at).date()}
    with connection.cursor() as cursor:
        for sql in (_KEEP_DAY, _SHOW, _HIDE):
            cursor.execute(sql, values)
    return len(kinds)


def _standing(
    pk: int, readings: dict[str, Reading], weights: dict[str, int], weighting: Weighting, at: datetime
) -> Standing:
    score, coverage = score_of(readings, weights, weighting)
    ages = [reading.as_of for reading in readings.values() if reading.value is not None and reading.as_of]
    return Standing(
        relationship_id=pk, score=score, coverage=coverage, oldest_at=min(ages, default=None),
        readings=[reading.kept(name) for name, reading in readings.items()], reckoned_at=at,
        weighting=weighting if weighting.pk else None,
    )  # fmt: skip


def reckon_all(*, at: datetime | None = None) -> int:
    """Every living relationship: time alone changes how they stand."""
    at = at or clock.now()
    last, done = 0, 0
    while ids := list(
        Relationship.objects.living().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    ):
        done += reckon(ids, at=at)
        last = ids[-1]
    return done


def reckon_changed(*, at: datetime | None = None) -> int:
    """Those to whom something happened since the last time, as the history tells."""
    at = at or clock.now()
    with transaction.atomic():
        Mark.objects.get_or_create(name="history")
        mark = Mark.objects.select_for_update(skip_locked=True).filter(name="history").first()
        if mark is None:
            return 0  # another worker is at it
        upto = AuditEvent.objects.aggregate(last=Max("pk"))["last"] or 0
        touched = AuditEvent.objects.filter(pk__gt=mark.event - OVERLAP, pk__lte=upto, relationship_id__isnull=False)
        if upto == mark.event:
            return 0
        ids = [
            pk for pk in touched.order_by("relationship_id").values_list("relationship_id", flat=True).distinct() if pk
        ]
        done = reckon(ids, at=at)
        mark.event = upto
        mark.save(update_fields=["event"])
    return done


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    walk = iter(ids)
    while chunk := list(islice(walk, CHUNK)):
        yield chunk
