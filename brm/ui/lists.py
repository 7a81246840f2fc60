"""The list page: one for every list of the portal. A list says what it shows; everything else is here.

    class CustomerList(ListPage):
        source = customers_for
        columns = (
            Column("name", _("Customer"), kind="title", sort="sort_key"),
            Column("owner", _("Owner"), "owner.name"),
        )
        filterset_class = CustomerFilter
        row_template = "customers/row.html"

Filters by django-filter, order by a few declared columns, keyset pages, saved views as tabs, a column chooser, export
of everything permitted, actions on chosen rows. Works without scripts; htmx refreshes the results alone. Nothing is
remembered between requests: an address is the whole state.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from brm.core.numbers import whole
from brm.ui.columns import Column
from brm.ui.domain import note_export
from brm.ui.exports import file_of
from brm.ui.filtering import FilterBar
from brm.ui.http import Request
from brm.ui.listing import BulkAction, Empty, Listing, Preset
from brm.ui.pages import Page

__all__ = ["BulkAction", "Column", "Empty", "ListPage", "Listing", "Preset"]


MORE_FILTERS = "more-filters"


class ListPage(Page):
    """A list. ``source`` answers what a person may see; the rest of the attributes say how it is shown."""

    source: Any
    filterset_class: Any = None
    default_sort = "pk"
    per_page = 50
    page_name = ""
    row_template = ""
    template_name = "ui/list.html"
    part_template = "ui/list_results.html"
    empty = Empty()
    exportable = True
    part_id = "results"

    @property
    def columns(self) -> Sequence[Column]:
        """What a row tells, from left to right. Most lists set a tuple; some reckon it for the person."""
        return ()

    @property
    def bulk_actions(self) -> Sequence[BulkAction]:
        """What can be done with several rows at once."""
        return ()

    @property
    def presets(self) -> Sequence[Preset]:
        """The ready-made views beside the person's own."""
        return ()

    def get_queryset(self) -> QuerySet[Any]:
        """Add ``select_related`` and annotations here; scope belongs to ``source``."""
        return type(self).source(self.request.user)

    def count_all(self) -> int | None:
        """How many rows there are without filters, where the page counts them anyway."""
        return None

    def prepare(self, rows: list[Any]) -> None:
        """Hang onto the rows of one page what takes a query of its own, however many they are."""

    def get_page_name(self) -> str:
        """Under which name views of this list are kept: the view's name in the address book."""
        match = self.request.resolver_match
        return self.page_name or (match.view_name if match else "")

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        listing = Listing(self, request.user, request.GET)
        kind = request.GET.get("export", "")
        if kind:
            if kind not in {"csv", "xlsx"} or not self.exportable:
                raise Http404
            note_export(request.user, page=self.get_page_name(), kind=kind, query=request.META.get("QUERY_STRING", ""))
            return file_of(kind, str(self.get_title()), self.columns, self._chunks(listing))
        context = {"listing": listing, "page": self}
        if bool(request.htmx) and request.htmx.target == MORE_FILTERS:
            return render(request, "ui/list_more_filters.html", context)
        part = bool(request.htmx) and request.htmx.target == self.part_id
        response = render(request, self.part_template if part else self.template_name, self.get_context(**context))
        patch_vary_headers(response, ("HX-Request", "HX-Target"))
        return response

    def _chunks(self, listing: Listing) -> Iterable[list[Any]]:
        for rows in listing.keyset.all():
            self.prepare(rows)
            yield rows

    @classmethod
    def chosen(cls, request: Request, **attributes: Any) -> QuerySet[Any]:
        """The rows a bulk action was pressed for: those ticked, or all that match, among what the person may see.

        ``attributes`` are those the list's address was given (``as_view``).
        """
        page = cls(**attributes)
        page.setup(request)
        if request.POST.get("all") != "1":
            ids = [pk for text in request.POST.getlist("id") if (pk := whole(text)) is not None]
            return page.get_queryset().filter(pk__in=ids)
        parameters = QueryDict(request.POST.get("query", ""))
        return FilterBar(page.filterset_class, parameters, page.get_queryset(), request).queryset
