"""Filters by what is in the address. References are plain numbers: a stranger's id finds as little as none."""

from datetime import UTC
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django_filters.fields import IsoDateTimeField
from django_filters.rest_framework import DjangoFilterBackend, FilterSet, IsoDateTimeFilter, NumberFilter
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

LARGEST = 2**63 - 1
FIRST_YEAR, LAST_YEAR = 1, 9999


class WholeNumber(forms.IntegerField):
    """A number the database can hold."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("decimal_places", None)
        super().__init__(**{"min_value": 0, "max_value": LARGEST, **kwargs})


@extend_schema_field(OpenApiTypes.INT64)
class IdFilter(NumberFilter):
    """By the id of another record."""

    field_class = WholeNumber

    def get_max_validator(self) -> None:
        """The field itself knows its limits."""


class Moment(IsoDateTimeField):
    """A moment the database can hold, whatever the zone it was written in."""

    def to_python(self, value: Any) -> Any:
        """The moment in UTC; one written without a zone is the caller's."""
        moment = super().to_python(value)
        if moment is None:
            return None
        if not FIRST_YEAR < moment.year < LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return moment.astimezone(UTC)


class MomentFilter(IsoDateTimeFilter):
    """By a moment."""

    field_class = Moment


class ApiFilterSet(FilterSet):
    """Filters of fields; those that point at other records take ids."""

    FILTER_DEFAULTS: ClassVar[dict[Any, dict[str, Any]]] = {
        **FilterSet.FILTER_DEFAULTS,
        models.ForeignKey: {"filter_class": IdFilter},
        models.OneToOneField: {"filter_class": IdFilter},
        models.ManyToManyField: {"filter_class": IdFilter},
        models.DateTimeField: {"filter_class": MomentFilter},
        models.PositiveSmallIntegerField: {"filter_class": IdFilter},
    }


class Filters(DjangoFilterBackend):
    """The filters a resource declares; a value that is none of its kind is a 400."""

    filterset_base = ApiFilterSet
