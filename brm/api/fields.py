"""What is sent, checked: references only to what the caller may read, days and moments that can be reckoned with."""

import copy
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.utils import html

from brm.accounts.models import User
from brm.core.numbers import whole
from brm.core.reach import is_in_reach, out_of_reach

Source = Callable[[User], models.QuerySet[Any]]
MOST = 10_000


@extend_schema_field(OpenApiTypes.INT64)
class ScopedField(serializers.PrimaryKeyRelatedField):
    """An id, looked up in the domain's ``<noun>s_for(user)``: one of a stranger is as unknown as none.

    ``joins``: what the domain reads of the record in any case, read with it.
    """

    def __init__(self, source_for: Source, *, joins: Sequence[str] = (), **kwargs: Any) -> None:
        self.source_for, self.joins = source_for, joins
        super().__init__(**kwargs)

    def get_queryset(self) -> models.QuerySet[Any]:
        """What the caller may name."""
        return self.source_for(self.context["request"].user)

    def to_internal_value(self, data: Any) -> Any:
        """The record behind the id."""
        try:
            rows = self.get_queryset().select_related(None)
            return (rows.select_related(*self.joins) if self.joins else rows).get(pk=row_id(data))
        except ObjectDoesNotExist:
            self.fail("does_not_exist", pk_value=data)
        except (TypeError, ValueError):
            self.fail("incorrect_type", data_type=type(data).__name__)


@extend_schema_field({"type": "array", "items": {"type": "integer", "format": "int64"}, "maxItems": MOST})
class ScopedListField(serializers.Field):
    """Ids, looked up in the domain's ``<noun>s_for(user)`` all at once; one that the caller may not see is refused."""

    default_error_messages = {
        "not_a_list": gettext_lazy("Send a list of ids."),
        "too_many": gettext_lazy("Send at most %(most)d ids.") % {"most": MOST},
        "unknown": gettext_lazy("There is no such record: {ids}."),
    }

    def __init__(self, source_for: Source, **kwargs: Any) -> None:
        self.source_for = source_for
        super().__init__(**kwargs)

    def get_value(self, dictionary: Mapping[str, Any]) -> Any:
        """Sent beside files the same name comes once for each id."""
        if html.is_html_input(dictionary):
            return dictionary.getlist(self.field_name) if self.field_name in dictionary else empty  # type: ignore[attr-defined]  # a form's values
        return super().get_value(dictionary)

    def to_internal_value(self, data: Any) -> list[Any]:
        """The records behind the ids, each once, in the order sent."""
        if not isinstance(data, list):
            self.fail("not_a_list")
        if len(data) > MOST:
            self.fail("too_many")
        try:
            ids = list(dict.fromkeys(row_id(each) for each in data))
        except (TypeError, ValueError):
            self.fail("not_a_list")
        found = self.source_for(self.context["request"].user).order_by().in_bulk(ids)
        if unknown := [pk for pk in ids if pk not in found]:
            self.fail("unknown", ids=", ".join(map(str, unknown[:10])))
        return [found[pk] for pk in ids]

    def to_representation(self, value: Any) -> list[int]:
        """The ids."""
        return sorted(row.pk for row in (value.all() if hasattr(value, "all") else value))


def row_id(data: Any) -> int:
    """The id of a row, sent as a number or as its digits; anything else is a ``TypeError`` or ``ValueError``."""
    if isinstance(data, bool) or not isinstance(data, int | str):
        raise TypeError
    number = whole(data)
    if number is None:
        raise ValueError
    return number


class DayField(serializers.DateField):
    """A day one can reckon with."""

    def to_internal_value(self, value: Any) -> date:
        """The day."""
        return _in_reach(super().to_internal_value(value))


@extend_schema_field({"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$", "example": "14:30"})
class WallTimeField(serializers.TimeField):
    """A time by the clock on the wall."""


class MomentField(serializers.DateTimeField):
    """A moment one can reckon with; without a zone it is the caller's."""

    def to_internal_value(self, value: Any) -> Any:
        """The moment."""
        moment = super().to_internal_value(value)
        _in_reach(moment.date())
        return moment


def _in_reach(day: date) -> date:
    if not is_in_reach(day):
        raise serializers.ValidationError(out_of_reach())
    return day


_VALUE = {
    "nullable": True,
    "oneOf": [{"type": "string", "maxLength": 2000}, {"type": "number"}, {"type": "boolean"}],
}


@extend_schema_field({"type": "object", "additionalProperties": _VALUE})
class CustomValuesField(serializers.Field):
    """The values of custom fields by their keys: texts, numbers, yes or no; null takes a value away (ruling 29)."""

    default_error_messages = {
        "not_values": gettext_lazy("Send the values by the keys of their fields: text, number, true, false or null."),
    }

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """The values, plain."""
        if not isinstance(data, Mapping) or len(data) > 200:
            self.fail("not_values")
        for name, value in data.items():
            if not self._plain(name) or not (value is None or self._plain(value)):
                self.fail("not_values")
        return dict(data)

    def _plain(self, value: Any) -> bool:
        if isinstance(value, str):
            return "\x00" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)
        return isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value))

    def to_representation(self, value: Any) -> Any:
        """As they are kept."""
        return value


class Record(serializers.ModelSerializer[Any]):
    """A record's shape: fields are listed by hand, days and moments bounded, rules left to the domain."""

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateField: DayField,
        models.DateTimeField: MomentField,
        models.TimeField: WallTimeField,
    }
    told_fields: "ClassVar[dict[str, serializers.Field[Any, Any, Any, Any]]]"

    def get_fields(self) -> "dict[str, serializers.Field[Any, Any, Any, Any]]":
        """Told from the model once for each shape; every call answered gets copies, which costs a fifth of it."""
        shape = type(self)
        if "told_fields" not in vars(shape):
            shape.told_fields = super().get_fields()
        return {name: _anew(field) for name, field in shape.told_fields.items()}

    def include_extra_kwargs(self, kwargs: Any, extra_kwargs: Any) -> Any:
        """A choice that may be empty may be read empty."""
        may_be_empty = "choices" in kwargs and kwargs.get("allow_blank")
        kwargs = super().include_extra_kwargs(kwargs, extra_kwargs)
        return kwargs | {"allow_blank": True} if may_be_empty else kwargs

    def get_validators(self) -> list[Any]:
        """What belongs together is the domain's to refuse, in its own words."""
        return []


def _anew(field: "serializers.Field[Any, Any, Any, Any]") -> "serializers.Field[Any, Any, Any, Any]":
    """A field nobody has bound yet; one that holds another field needs that anew too."""
    holds = isinstance(field, serializers.BaseSerializer) or hasattr(field, "child") or hasattr(field, "child_relation")
    return copy.deepcopy(field) if holds else copy.copy(field)


def version_field() -> serializers.IntegerField:
    """The version the caller has read: when it is no longer the present one, nothing is changed (ruling 18)."""
    return serializers.IntegerField(required=False, min_value=1, max_value=2_147_483_647)
