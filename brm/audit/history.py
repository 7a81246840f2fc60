"""History in words: who did what when, each change from what to what, as one reader may see it."""

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import formats, timezone
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.translation import gettext as _

from brm.audit.models import AuditEvent
from brm.audit.trail import ACTIONS
from brm.audit.words import NAMES, WORDS
from brm.core.narrowing import PERSON, narrowed
from brm.core.prepared import Prepared

NOTHING = "–"
Names = Mapping[str, Mapping[int, str]]


Change = tuple[str, str, str]
"""What changed, from what, to what."""


@dataclass
class Line:
    """One entry as the history component shows it."""

    id: int
    at: datetime
    actor_name: str
    label: str
    subject: str
    reason: str
    changes: list[Change] = field(default_factory=list)


def events_of(subject: models.Model, *, whole: bool = False) -> models.QuerySet[AuditEvent]:
    """The entries about one record, newest first; ``whole`` takes in all that hangs on a relationship."""
    events = AuditEvent.objects.select_related("actor").order_by("-id")
    if whole:
        return events.filter(relationship_id=subject.pk)
    return events.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)


def latest_of(subject: models.Model, count: int, *, whole: bool = False) -> list[AuditEvent]:
    """The last of these entries, read by a statement that is composed once: nearly every page shows some."""
    return _of_relationship(count)(subject.pk) if whole else _of_record(count)(subject._meta.label_lower, subject.pk)


def _latest(count: int, **which: Any) -> models.QuerySet[AuditEvent]:
    return narrowed(AuditEvent.objects.filter(**which).order_by("-id"), actor=PERSON)[:count]


@functools.cache
def _of_record(count: int) -> Prepared[AuditEvent]:
    return Prepared(lambda label, pk: _latest(count, subject_type=label, subject_id=pk))


@functools.cache
def _of_relationship(count: int) -> Prepared[AuditEvent]:
    return Prepared(lambda pk: _latest(count, relationship_id=pk))


def lines(events: Iterable[AuditEvent], *, reader: Any, known: Names | None = None) -> list[Line]:
    """The entries in the reader's language and zone; names are asked for once per kind, however many entries.

    ``known``: names the page shows in any case, by model.
    """
    kept = list(events)
    models.prefetch_related_objects([event for event in kept if None in event.changes.values()], "personal")
    names = _names(kept, reader, known or {})
    return [_line(event, names) for event in kept]


def recent_lines(subject: models.Model, *, reader: Any, count: int) -> list[Line]:
    """The last entries about one record."""
    return lines(latest_of(subject, count), reader=reader)


def _line(event: AuditEvent, names: Names) -> Line:
    label = ACTIONS.get(event.action)
    apart = event.personal.all() if None in event.changes.values() else ()
    personal = {value.field: value for value in apart}
    changes: list[Change] = []
    for name, pair in event.changes.items():
        known = _field(event.subject_type, name)
        text = _label(known, name)
        if pair is not None:
            changes.append((text, _shown(known, name, pair[0], names), _shown(known, name, pair[1], names)))
        elif name in personal:
            changes.append((text, personal[name].old or NOTHING, personal[name].new or NOTHING))
        else:
            changes.append((text, "", _("no longer kept")))
    return Line(
        id=event.pk,
        at=event.at,
        actor_name=str(event.actor) if event.actor_id else _("The portal"),
        label=str(label if label is not None else event.action),
        subject=event.subject_label,
        reason=event.reason,
        changes=changes,
    )


def _field(subject_type: str, name: str) -> "models.Field[Any, Any] | None":
    try:
        found = apps.get_model(subject_type)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist, ValueError):
        return None
    return found if isinstance(found, models.Field) else None


def _label(known: "models.Field[Any, Any] | None", name: str) -> str:
    plain = name.replace("_", " ")
    if known is not None and known.verbose_name != plain:
        text = str(known.verbose_name)
        return text[:1].upper() + text[1:]
    if word := WORDS.get(name):
        return str(word.label)
    return plain.capitalize()


def _target(known: "models.Field[Any, Any] | None", name: str) -> str:
    """Whose numbers the values are, if they are numbers of something."""
    if known is None:
        word = WORDS.get(name)
        return word.model if word else ""
    related = known.related_model
    return related._meta.label_lower if isinstance(related, type) else ""


def _numbers(value: Any) -> list[int]:
    if isinstance(value, bool):
        return []
    if isinstance(value, list):
        return [number for item in value for number in _numbers(item)]
    return [value] if isinstance(value, int) else []


def _names(events: list[AuditEvent], reader: Any, known: Names) -> Names:
    wanted: dict[str, set[int]] = defaultdict(set)
    actors = {event.actor_id: str(event.actor) for event in events if event.actor_id}
    for event in events:
        for name, pair in event.changes.items():
            target = _target(_field(event.subject_type, name), name) if pair else ""
            if target:
                wanted[target].update(_numbers(pair))
    found: dict[str, Mapping[int, str]] = {}
    for model, numbers in wanted.items():
        there = {**known.get(model, {}), **(actors if model == settings.AUTH_USER_MODEL.lower() else {})}
        missing = sorted(numbers - there.keys())
        find = NAMES.get(model)
        found[model] = {**(find(reader, missing) if missing and find is not None else {}), **there}
    return found


def _shown(known: "models.Field[Any, Any] | None", name: str, value: Any, names: Names) -> str:
    if value is None or value == "" or value == [] or value == {}:
        return NOTHING
    if isinstance(value, list):
        return _(", ").join(_shown(known, name, item, names) for item in value)
    if isinstance(value, dict):
        return _(", ").join(f"{_label(None, key)}: {_shown(None, key, item, names)}" for key, item in value.items())
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if target := _target(known, name):
        return names.get(target, {}).get(value) or f"#{value}"
    choices: dict[Any, Any] = dict(getattr(getattr(known, "base_field", known), "flatchoices", None) or ())
    if value in choices:
        return str(choices[value])
    return _written(known, value)


def _written(known: "models.Field[Any, Any] | None", value: Any) -> str:
    """Days and moments as the reader writes them, anything else as it is."""
    if not isinstance(value, str) or not (known is None or isinstance(known, models.DateField | models.TimeField)):
        return str(value)
    try:
        moment = parse_datetime(value) if "T" in value else None
        if moment is not None:
            return formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")
        if (day := parse_date(value)) is not None:
            return formats.date_format(day, "DATE_FORMAT")
        if isinstance(known, models.TimeField) and (hour := parse_time(value)) is not None:
            return f"{hour:%H:%M}"
    except ValueError:
        pass
    return value
