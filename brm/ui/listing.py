"""A list as one reader sees it now, and the small things a list page declares."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from brm.ui.columns import Column, chosen_columns, sort_from
from brm.ui.context import views_of
from brm.ui.filtering import FilterBar
from brm.ui.keyset import Keyset, Slice, Sort
from brm.ui.models import SavedView, Sharing
from brm.ui.navigation import everybody
from brm.ui.pages import Words

UNKEPT = ("after", "before", "export", "more", "again")
"""What an address says of the moment only: where one stands in the list, what one has opened."""


@dataclass(frozen=True)
class Empty:
    """What a list says while there is nothing in it: what will be here, and how the first comes about."""

    title: Words = ""
    text: Words = ""
    icon: str = "inbox"
    action: Words = ""
    url_name: str = ""
    drawer: bool = False


@dataclass(frozen=True)
class BulkAction:
    """Something to do with chosen rows. Its page receives ``id`` (many), or ``all=1`` with ``query``, by POST."""

    label: Words
    url_name: str
    icon: str = ""
    danger: bool = False
    confirm: Words = ""
    show: Callable[[Any], bool] = everybody

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class Preset:
    """A view every list of this kind has from the start ("Mine", "At risk")."""

    name: str
    label: Words
    query: str
    show: Callable[[Any], bool] = everybody


@dataclass
class Heading:
    """A column's heading: its words, and where a press on it leads."""

    column: Column
    url: str = ""
    direction: str = ""


@dataclass
class ViewTab:
    """One tab above the list."""

    label: Any
    url: str
    active: bool = False
    view: SavedView | None = None


class Listing:
    """A list as one reader sees it now: what the templates ask."""

    choose_word = gettext_lazy("Choose")

    def __init__(self, page: Any, user: Any, parameters: QueryDict) -> None:
        self.page, self.user, self.parameters = page, user, parameters
        self.columns = chosen_columns(parameters.getlist("col"), page.columns)
        self.bulk = [action for action in page.bulk_actions if action.show(user)]
        base = page.get_queryset()
        self.filters = FilterBar(page.filterset_class, parameters, base, page.request)
        self.sort: Sort = sort_from(parameters.get("sort", ""), page.columns, base.model, page.default_sort)
        self.keyset = Keyset(self.filters.queryset, self.sort, page.per_page)

    @cached_property
    def slice(self) -> Slice:
        self.keyset.total = None if self.is_filtered else self.page.count_all()
        found = self.keyset.page(self.parameters.get("after", ""), self.parameters.get("before", ""))
        self.page.prepare(found.rows)
        return found

    @property
    def rows(self) -> list[Any]:
        return self.slice.rows

    @property
    def count(self) -> str:
        """How many there are; beyond the cap only that there are more."""
        return f"{self.slice.count:,}+" if self.slice.capped else f"{self.slice.count:,}"

    @cached_property
    def openings(self) -> list[tuple[Column, str]]:
        """Each column with the beginning of its cells, written once for all rows."""
        found = []
        for column in self.columns:
            named = "" if column.kind in {"title", "state"} else f' data-label="{escape(column.label)}"'
            found.append((column, f'<td class="{column.css}"{named}>' if column.css else f"<td{named}>"))
        return found

    @property
    def is_filtered(self) -> bool:
        return self.filters.is_active

    def url(self, **changes: str | None) -> str:
        """The present address with something changed; a change of order or filter begins at the first page."""
        parameters = self.parameters.copy()
        for name in UNKEPT:
            parameters.pop(name, None)
        for name, value in changes.items():
            if value is None:
                parameters.pop(name, None)
            else:
                parameters[name] = value
        return f"{self.page.request.path}?{parameters.urlencode()}"

    @property
    def bar_key(self) -> str:
        """The name under which the bar of filters is kept as it was drawn; empty where it is not always the same."""
        return f"{get_language()} {self.page.request.path} {self.kept_for_filters}" if self.filters.is_plain else ""

    @property
    def head_key(self) -> str:
        """The name under which headings and tools are kept; empty once the reader chose filters, columns or order."""
        if self.parameters.keys() - set(UNKEPT):
            return ""
        columns = " ".join(column.name for column in self.page.columns)
        return f"{get_language()} {self.page.request.path} {len(self.bulk)} {columns}"

    @property
    def more_is_open(self) -> bool:
        """Whether the rarer filters stand open: asked for without scripts, or one of them cannot be understood."""
        return "more" in self.parameters or any(each.field.errors for each in self.filters.more)

    @property
    def more_is_shown(self) -> bool:
        """Whether the rarer filters are drawn with the page; else they come when they are opened."""
        return self.more_is_open or bool(self.filters.more_set)

    @property
    def more_url(self) -> str:
        return self.url(more="1")

    @property
    def next_url(self) -> str:
        return self.url(after=self.slice.next) if self.slice.next else ""

    @property
    def previous_url(self) -> str:
        return self.url(before=self.slice.previous) if self.slice.previous else ""

    @property
    def clear_url(self) -> str:
        """The list without filters, columns and order kept."""
        kept = [(name, value) for name in ("col", "sort") for value in self.parameters.getlist(name)]
        return f"{self.page.request.path}?{_encoded(kept)}" if kept else self.page.request.path

    @property
    def csv_url(self) -> str:
        return self.url(export="csv")

    @property
    def xlsx_url(self) -> str:
        return self.url(export="xlsx")

    @property
    def headings(self) -> Iterable[Heading]:
        for column in self.columns:
            if not column.sort_fields:
                yield Heading(column)
            else:
                active = self.sort.name == column.name
                flipped = f"-{column.name}" if active and not self.sort.descending else column.name
                direction = ("descending" if self.sort.descending else "ascending") if active else ""
                yield Heading(column, self.url(sort=flipped), direction)

    @property
    def choosable(self) -> list[tuple[Column, bool]]:
        return [(column, column in self.columns) for column in self.page.columns if not column.is_fixed]

    @property
    def kept_without_columns(self) -> list[tuple[str, str]]:
        """The address as hidden fields, for the form of the column chooser."""
        return _pairs(self.parameters, leave_out={"col", *UNKEPT})

    @property
    def kept_for_filters(self) -> list[tuple[str, str]]:
        """What a change of filter keeps: columns, order, the view it began from."""
        return [(name, value) for name in ("col", "sort", "view") for value in self.parameters.getlist(name)]

    @property
    def state(self) -> str:
        """Filters, columns and order as one text: what "save as view" and bulk actions carry."""
        return _encoded(_pairs(self.parameters, leave_out={*UNKEPT, "view"}))

    @cached_property
    def tabs(self) -> list[ViewTab]:
        """All, the presets, the reader's views."""
        path, current = self.page.request.path, self.parameters.get("view", "")
        tabs = [ViewTab(_("All"), path, active=not current)]
        for preset in self.page.presets:
            if preset.show(self.user):
                url = f"{path}?{preset.query}&view={preset.name}"
                tabs.append(ViewTab(preset.label, url, active=current == preset.name))
        page = self.page.get_page_name()
        kept = [view for view in views_of(self.page.request, page) if view.page == page]
        return tabs + [ViewTab(view.title, f"{path}?{view.query}", current == str(view.pk), view) for view in kept]

    @property
    def view(self) -> SavedView | None:
        """The saved view the reader began from."""
        return next((tab.view for tab in self.tabs if tab.active), None)

    @property
    def view_is_changed(self) -> bool:
        """Whether the screen shows something else than the view kept."""
        if self.view is None:
            return False
        shown = sorted(_pairs(self.parameters, leave_out={*UNKEPT, "view"}))
        return shown != sorted(_pairs(QueryDict(self.view.query), leave_out={"view"}))

    @property
    def sharings(self) -> list[tuple[str, Any]]:
        return [(choice.value, choice.label) for choice in Sharing]


def _pairs(parameters: QueryDict, *, leave_out: set[str]) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name in parameters
        if name not in leave_out and name != "csrfmiddlewaretoken"
        for value in parameters.getlist(name)
        if value
    ]


def _encoded(pairs: Sequence[tuple[str, str]]) -> str:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return query.urlencode()
