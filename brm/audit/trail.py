"""Writing the history. Every domain function leaves one line here, in its own transaction (INV-60)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from brm.audit.models import AuditEvent, PersonalValue
from brm.core import clock
from brm.core.changes import announce
from brm.core.logging import request_id
from brm.core.registry import Registry

ACTIONS: Registry[object] = Registry("history action")
"""Action name -> its translated label; every recorded action has one (a test compares)."""

Changes = Mapping[str, tuple[Any, Any]]


def label(name: str, text: object) -> None:
    """Give an action the words shown in history panels."""
    ACTIONS.register(name, text)


def plain(value: Any) -> Any:
    """The value as JSON keeps it."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    return str(value)


@dataclass(frozen=True)
class Line:
    """A line that is still to be written, and the personal values that are kept apart from it."""

    event: AuditEvent
    personal: Changes


def record(
    subject: models.Model,
    action: str,
    *,
    by: AbstractBaseUser | None,
    changes: Changes | None = None,
    personal: Changes | None = None,
    reason: str = "",
    relationship_id: int | None = None,
    show: str | None = None,
    at: datetime | None = None,
) -> AuditEvent:
    """Append one line about ``subject``.

    ``changes`` maps field names to (old, new); ``personal`` the same for personal data: the history keeps only
    the names, the values go to the erasable side table. ``by`` None is the system. ``show`` is the name to show
    after the subject is gone (default: ``str(subject)``; empty for persons).
    """
    made = line(
        subject, action, by=by, changes=changes, personal=personal, reason=reason, relationship_id=relationship_id,
        show=show, at=at,
    )  # fmt: skip
    made.event.save(force_insert=True)
    written(made)
    return made.event


def line(
    subject: models.Model,
    action: str,
    *,
    by: AbstractBaseUser | None,
    changes: Changes | None = None,
    personal: Changes | None = None,
    reason: str = "",
    relationship_id: int | None = None,
    show: str | None = None,
    at: datetime | None = None,
) -> Line:
    """The line ``record`` would write, for those who insert its event with rows of their own and say ``written``."""
    personal = {name: pair for name, pair in (personal or {}).items() if pair[0] != pair[1]}
    kept: dict[str, Any] = {name: [plain(old), plain(new)] for name, (old, new) in (changes or {}).items()}
    kept.update(dict.fromkeys(personal))
    event = AuditEvent(
        at=at or clock.now(),
        actor_id=by.pk if by else None,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_label=(str(subject) if show is None else show)[:200],
        relationship_id=relationship_id if relationship_id is not None else getattr(subject, "relationship_id", None),
        changes=kept,
        reason=reason,
        request_id="" if request_id.get() == "-" else request_id.get(),
    )
    return Line(event, personal)


def written(made: Line) -> None:
    """A line was inserted: its personal values go beside it, and those who follow changes are told."""
    if made.personal:
        PersonalValue.objects.bulk_create(
            PersonalValue(event=made.event, field=name, old=str(old or ""), new=str(new or ""))
            for name, (old, new) in made.personal.items()
        )
    announce(made.event.subject_type, [made.event.subject_id])


def changed(subject: models.Model, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What setting ``values`` on ``subject`` would change: field -> (old, new), unchanged ones left out."""
    return {name: (getattr(subject, name), new) for name, new in values.items() if getattr(subject, name) != new}


def history_of(subject: models.Model) -> models.QuerySet[AuditEvent]:
    """The lines about one record, newest first. The caller has checked that the reader may see the record."""
    return (
        AuditEvent.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
        .select_related("actor")
        .prefetch_related("personal")
    )
