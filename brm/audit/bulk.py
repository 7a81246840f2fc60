"""Writing the history of mass work: the same lines as one by one, in one statement (INV-60, ruling 7)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection

from brm.audit.trail import Changes, plain
from brm.core import clock
from brm.core.changes import announce
from brm.core.logging import request_id


@dataclass
class Line:
    """What happened to one record; ``personal`` values go to the erasable side table, as with ``trail.record``."""

    subject_id: int
    label: str = ""
    relationship_id: int | None = None
    changes: Changes = field(default_factory=dict)
    personal: Changes = field(default_factory=dict)


_WRITE = """
WITH line AS (
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[])
        AS l(subject_id, label, relationship, changes)
), event AS (
    INSERT INTO audit_auditevent
        (at, actor_id, action, subject_type, subject_id, subject_label, relationship_id, changes, reason, request_id)
    SELECT %s, %s, %s, %s, subject_id, label, relationship, changes::jsonb, %s, %s FROM line
    RETURNING id, subject_id
)
INSERT INTO audit_personalvalue (event_id, field, old, new)
SELECT event.id, p.field, p.old, p.new
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS p(subject_id, field, old, new)
JOIN event ON event.subject_id = p.subject_id
"""


def record_many(
    subject_type: str,
    lines: Sequence[Line],
    action: str,
    *,
    by: AbstractBaseUser | None,
    reason: str = "",
    at: datetime | None = None,
) -> None:
    """Append one line each about many records of one kind (``"app.model"``), and announce them."""
    if not lines:
        return
    personal: list[tuple[int, str, str, str]] = []
    changes = []
    for line in lines:
        kept: dict[str, Any] = {name: [plain(old), plain(new)] for name, (old, new) in line.changes.items()}
        for name, (old, new) in line.personal.items():
            if old != new:
                kept[name] = None
                personal.append((line.subject_id, name, str(old or ""), str(new or "")))
        changes.append(json.dumps(kept, ensure_ascii=False))
    request = request_id.get()
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            [
                [line.subject_id for line in lines],
                [line.label[:200] for line in lines],
                [line.relationship_id for line in lines],
                changes,
                at or clock.now(),
                by.pk if by else None,
                action,
                subject_type,
                reason,
                "" if request == "-" else request,
                *([value[place] for value in personal] for place in range(4)),
            ],
        )
    announce(subject_type, [line.subject_id for line in lines])
