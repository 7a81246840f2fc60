"""Filters by what is in the address. References are plain numbers: a stranger's id finds as little as none."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django_filters.rest_framework import DjangoFilterBackend, FilterSet, NumberFilter
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

LARGEST = 2**63 - 1


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


class ApiFilterSet(FilterSet):
    """Filters of fields; those that point at other records take ids."""

    FILTER_DEFAULTS: ClassVar[dict[Any, dict[str, Any]]] = {
        **FilterSet.FILTER_DEFAULTS,
        models.ForeignKey: {"filter_class": IdFilter},
        models.OneToOneField: {"filter_class": IdFilter},
        models.ManyToManyField: {"filter_class": IdFilter},
        models.PositiveSmallIntegerField: {"filter_class": IdFilter},
    }


class Filters(DjangoFilterBackend):
    """The filters a resource declares; a value that is none of its kind is a 400."""

    filterset_base = ApiFilterSet
