"""Custom fields: defining them, and checking what people put in them (ruling 29, peers 10)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, save_changes, save_new
from brm.core.errors import DomainError
from brm.parties.domain.queries import fields_of
from brm.parties.enums import FieldType
from brm.parties.models import CustomField

YES = frozenset({"1", "true", "yes", "on", "y", "是", "真"})
NO = frozenset({"0", "false", "no", "off", "n", "否", "假"})


@transaction.atomic
def define_field(*, subject: str, name: str, label: str, type: str, by: User | None, **facts: Any) -> CustomField:
    """Give records of a kind a field of one's own."""
    field = CustomField(subject=subject, name=name, label=label, type=type, **facts)
    _refuse_without_choices(field)
    save_new(field)
    trail.record(field, "custom_field.define", by=by, changes={"type": (None, type), "subject": (None, subject)})
    return field


@transaction.atomic
def change_field(field: CustomField, *, by: User | None, **facts: Any) -> CustomField:
    """Change label, choices, place or obligation. Key, kind and type stay, values depend on them."""
    field = locked(field)
    for name in ("subject", "name", "type"):
        if name in facts and facts[name] != getattr(field, name):
            raise DomainError(
                _("Key, subject and type of a field cannot change; archive it and make another."), field=name
            )
    changes = save_changes(field, facts)
    _refuse_without_choices(field)
    if changes:
        trail.record(field, "custom_field.change", by=by, changes=changes)
    return field


@transaction.atomic
def archive_field(field: CustomField, *, by: User | None) -> CustomField:
    """Take a field out of use. Values already there stay with their records."""
    changes = save_changes(field, {"archived_at": clock.now()})
    trail.record(field, "custom_field.archive", by=by, changes=changes)
    return field


def _refuse_without_choices(field: CustomField) -> None:
    if field.type == FieldType.CHOICE and not [choice for choice in field.choices if str(choice).strip()]:
        raise DomainError(_("A choice field needs at least one choice."), field="choices")


def clean_custom(subject: str, data: Mapping[str, Any], *, kept: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The values as they are stored, checked by type. Unknown keys and missing obligatory ones are refused.

    ``kept`` are the values already there: keys of archived fields survive, keys not in ``data`` stay.
    """
    fields = {field.name: field for field in fields_of(subject)}
    for name in data:
        if name not in fields and name not in (kept or {}):
            raise DomainError(_("There is no custom field “%(name)s”.") % {"name": name}, field=f"custom_{name}")
    values = dict(kept or {})
    for name, field in fields.items():
        if name in data:
            value = clean_value(field, data[name])
            if value is None:
                values.pop(name, None)
            else:
                values[name] = value
        if field.required and values.get(name) in (None, ""):
            raise DomainError(_("“%(field)s” must be filled in.") % {"field": field.label}, field=f"custom_{name}")
    return values


def clean_value(field: CustomField, value: Any) -> Any:
    """One value as it is stored; None where nothing was given."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        return _CLEANERS[FieldType(field.type)](field, value)
    except (ValueError, InvalidOperation):
        message = {
            FieldType.NUMBER: _("“%(field)s” must be a number."),
            FieldType.DATE: _("“%(field)s” must be a date such as 2026-03-31."),
            FieldType.CHOICE: _("“%(field)s” must be one of: %(choices)s."),
            FieldType.FLAG: _("“%(field)s” must be yes or no."),
        }.get(FieldType(field.type), _("“%(field)s” is too long."))
        choices = ", ".join(str(choice) for choice in field.choices)
        raise DomainError(message % {"field": field.label, "choices": choices}, field=f"custom_{field.name}") from None


def _text(field: CustomField, value: Any) -> str:
    text = str(value).strip()
    if len(text) > 2000:
        raise ValueError
    return text


def _number(field: CustomField, value: Any) -> int | float:
    if isinstance(value, bool):
        raise ValueError
    number = Decimal(str(value).replace(",", "").strip())
    if not number.is_finite():
        raise ValueError
    return int(number) if number == number.to_integral_value() else float(number)


def _date(field: CustomField, value: Any) -> str:
    return value.isoformat()[:10] if isinstance(value, date) else date.fromisoformat(str(value).strip()).isoformat()


def _choice(field: CustomField, value: Any) -> str:
    text = str(value).strip()
    if text not in [str(choice) for choice in field.choices]:
        raise ValueError
    return text


def _flag(field: CustomField, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).strip().casefold()
    if text not in YES | NO:
        raise ValueError
    return text in YES


_CLEANERS = {
    FieldType.TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.DATE: _date,
    FieldType.CHOICE: _choice,
    FieldType.FLAG: _flag,
}

trail.label("custom_field.define", gettext_lazy("Defined a custom field"))
trail.label("custom_field.change", gettext_lazy("Changed a custom field"))
trail.label("custom_field.archive", gettext_lazy("Archived a custom field"))
