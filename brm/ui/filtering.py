"""The filters above a list: search and choices in the bar, the rest behind "More"; wrong values are said."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property

IN_BAR = 4
OF_THE_LIST = frozenset({"col", "sort", "view", "after", "before", "export", "more", "again"})
"""What an address says of a list itself; everything else may be a filter."""
_plain: dict[type, bool] = {}
"""Whether the bar of a filter set draws nothing that was read: then it looks the same until one is set."""


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
        self.parameters, self.request = parameters, request
        self.filterset_class = filterset_class
        self._all = queryset

    @cached_property
    def is_asked(self) -> bool:
        """Whether the address says anything that may be a filter; making the set takes longer than most answers."""
        return any(any(self.parameters.getlist(name)) for name in self.parameters if name not in OF_THE_LIST)

    @property
    def is_there(self) -> bool:
        """Whether the list can be narrowed at all."""
        return self.filterset_class is not None

    @cached_property
    def filterset(self) -> Any:
        """The filters with what was asked, or None for a list without."""
        if self.filterset_class is None:
            return None
        return self.filterset_class(self.parameters, queryset=self._all, request=self.request)

    @cached_property
    def queryset(self) -> QuerySet[Any]:
        """The rows that match."""
        if self.filterset_class is None or not self.is_asked:
            return self._all
        if self.filterset.is_valid():
            return self.filterset.qs
        return self._all.none()

    @property
    def is_plain(self) -> bool:
        """Whether the bar looks as it always does: nothing is set, and no choice in it was read."""
        return not self.is_asked and "more" not in self.parameters and _plain.get(self.filterset_class, False)

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
        found = [each for each in self.fields if each.is_choice][:IN_BAR]
        _plain[self.filterset_class] = not any(isinstance(each.field.field, forms.ModelChoiceField) for each in found)
        return found

    @cached_property
    def more(self) -> list[FilterField]:
        return [each for each in self.fields if not each.is_search and each not in self.in_bar]

    @property
    def more_set(self) -> int:
        return sum(each.is_set for each in self.more)

    @property
    def is_active(self) -> bool:
        return self.is_asked and any(each.is_set for each in self.fields)
