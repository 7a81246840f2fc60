"""The filters above a list: search and choices in the bar, the rest behind "More"; wrong values are said."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property

IN_BAR = 4


@dataclass
class FilterField:
    """One filter as the bar shows it."""

    field: Any
    is_set: bool

    @property
    def is_search(self) -> bool:
        return str(self.field.name) in {"q", "search"}

    @property
    def is_choice(self) -> bool:
        return isinstance(self.field.field, forms.ChoiceField) and not isinstance(
            self.field.field, forms.MultipleChoiceField
        )


class FilterBar:
    """A django-filter set over one queryset. A wrong value shows its error, and no rows that would pretend to match."""

    def __init__(
        self, filterset_class: Any, parameters: QueryDict, queryset: QuerySet[Any], request: HttpRequest
    ) -> None:
        self.parameters = parameters
        self.filterset = (
            filterset_class(parameters, queryset=queryset, request=request) if filterset_class is not None else None
        )
        self._all = queryset

    @cached_property
    def queryset(self) -> QuerySet[Any]:
        """The rows that match."""
        if self.filterset is None:
            return self._all
        if self.filterset.is_valid():
            return self.filterset.qs
        return self._all.none()

    @cached_property
    def fields(self) -> list[FilterField]:
        if self.filterset is None:
            return []
        found = []
        for bound in self.filterset.form:
            names = [bound.html_name, *(f"{bound.html_name}_{end}" for end in ("min", "max", "after", "before"))]
            is_set = any(value for name in names for value in self.parameters.getlist(name))
            if isinstance(bound.field, forms.ChoiceField) and not bound.field.required:
                self._name_in_empty_choice(bound)
            found.append(FilterField(bound, is_set))
        return found

    @staticmethod
    def _name_in_empty_choice(bound: Any) -> None:
        """A choice in the bar has no room for a label: its empty choice says what it filters."""
        if isinstance(bound.field, forms.ModelChoiceField):
            bound.field.empty_label = bound.label
        else:
            words = str(bound.label)
            bound.field.widget.choices = [
                (value, words if value in ("", None) else label) for value, label in bound.field.widget.choices
            ]
        bound.field.widget.attrs.setdefault("aria-label", str(bound.label))
        bound.field.widget.attrs.setdefault("data-placeholder", str(bound.label))

    @property
    def search(self) -> FilterField | None:
        return next((each for each in self.fields if each.is_search), None)

    @cached_property
    def in_bar(self) -> list[FilterField]:
        return [each for each in self.fields if each.is_choice][:IN_BAR]

    @cached_property
    def more(self) -> list[FilterField]:
        return [each for each in self.fields if not each.is_search and each not in self.in_bar]

    @property
    def more_set(self) -> int:
        return sum(each.is_set for each in self.more)

    @property
    def is_active(self) -> bool:
        return any(each.is_set for each in self.fields)
