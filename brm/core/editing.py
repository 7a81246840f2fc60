"""Changing a row that two people may hold: lock, compare the version, set, save; a broken rule becomes a sentence."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from brm.core import clock
from brm.core.errors import DomainError, StaleError
from brm.core.reach import is_in_reach, out_of_reach

M = TypeVar("M", bound=models.Model)


def locked(row: M) -> M:
    """The row as it is now, held until the transaction ends. Rows that point at it are not held up: two who lock a
    record and its part in another order would wait for one another."""
    return type(row)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=row.pk)


def differences(row: models.Model, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What setting ``values`` would change: field -> (old, new)."""
    return {name: (getattr(row, name), new) for name, new in values.items() if getattr(row, name) != new}


def refuse_stale(
    row: models.Model, expected_version: int | None, values: Mapping[str, Any], *, part: models.Model | None = None
) -> None:
    """Refuse when somebody else has changed the row since it was read, showing theirs and mine (ruling 18).

    ``part``: what is really being changed, where it has no version of its own and the row counts for it.
    """
    version = getattr(row, "version", None)
    if expected_version is None or expected_version == version:
        return
    changes = [(name, theirs, mine) for name, (theirs, mine) in differences(part or row, values).items()]
    raise StaleError(
        _("Somebody else changed this while you were editing. Look at the differences, then save again."),
        changes=changes,
    )


def refuse_invalid(row: models.Model, names: Iterable[str]) -> None:
    """Check the named fields as the form would, without asking the database."""
    names = set(names)
    others = [
        field.name
        for field in row._meta.concrete_fields
        if field.name not in names or field.is_relation or field.generated
    ]
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise DomainError(messages[0], field=name) from None
    for name in names:
        if isinstance(value := row.__dict__.get(name), date) and not is_in_reach(value):
            raise DomainError(out_of_reach(), field=name)


@contextmanager
def constraints_explained(model: type[models.Model]) -> Iterator[None]:
    """A broken constraint of ``model`` is told in the constraint's own words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
        for constraint in model._meta.constraints:
            if constraint.name == name:
                fields = getattr(constraint, "fields", ()) or ("",)
                message = constraint.violation_error_message or _("This breaks a rule: %(rule)s.")
                raise DomainError(
                    str(message) % {"name": name, "rule": name.replace("_", " ")}, field=fields[-1]
                ) from error
        raise


def save_new(row: M) -> M:
    """Insert a checked row; a broken rule is a sentence."""
    refuse_invalid(row, [field.name for field in row._meta.concrete_fields])
    with constraints_explained(type(row)):
        row.save(force_insert=True)
    return row


def save_changes(row: models.Model, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Set ``values``, check them, count the version up, save; answers what changed (nothing changed: nothing saved)."""
    changes = differences(row, values)
    if not changes:
        return {}
    for name, (_old, new) in changes.items():
        setattr(row, name, new)
    refuse_invalid(row, changes)
    fields = [*changes]
    for name, value in (("updated_at", clock.now()), ("version", getattr(row, "version", 0) + 1)):
        if hasattr(row, name):
            setattr(row, name, value)
            fields.append(name)
    with constraints_explained(type(row)):
        row.save(update_fields=fields)
    return changes
