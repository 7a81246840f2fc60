"""Keyset paging for the API: the same as the pages', as fast on the last page as on the first."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from brm.ui.keyset import Keyset, Sort, unpack

PER_PAGE = 50
MOST = 200
LARGEST = 2**63 - 1
_PLACES = ("after", "before")


class KeysetPagination(BasePagination):
    """``next`` and ``previous`` are addresses; ``page_size`` goes up to 200; ``count`` stops at 1,000 (``capped``)."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The rows of one page."""
        order: Sort = view.order
        size = self._size(request)
        places = {name: request.query_params.get(name, "") for name in _PLACES}
        for name, place in places.items():
            if place and not _known(place, order, queryset):
                raise ValidationError({name: [_("This is not a place in this list. Start from its first page.")]})
        self.page = Keyset(queryset, order, size).page(**places)
        self.address = request.build_absolute_uri()
        return self.page.rows

    def _size(self, request: Request) -> int:
        text = request.query_params.get("page_size", "")
        if not text:
            return PER_PAGE
        if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MOST):
            raise ValidationError({"page_size": [_("Write a number from 1 to %(most)d.") % {"most": MOST}]})
        return int(text)

    def get_paginated_response(self, data: Any) -> Response:
        """The page and the ways onward."""
        return Response(
            {
                "next": self._link("after", self.page.next),
                "previous": self._link("before", self.page.previous),
                "count": self.page.count,
                "capped": self.page.capped,
                "results": data,
            }
        )

    def _link(self, name: str, place: str) -> str | None:
        if not place:
            return None
        bare = remove_query_param(remove_query_param(self.address, "after"), "before")
        return str(replace_query_param(bare, name, place))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """How a page is described."""
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "count", "capped", "results"],
            "properties": {
                "next": link,
                "previous": link,
                "count": {"type": "integer", "description": "How many there are, counted up to 1,000."},
                "capped": {"type": "boolean", "description": "There are more than were counted."},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """What the address may say about the page."""
        return [
            {"name": "after", "in": "query", "required": False, "schema": {"type": "string"},
             "description": "The place after which the page begins, as `next` says it."},
            {"name": "before", "in": "query", "required": False, "schema": {"type": "string"},
             "description": "The place before which the page ends, as `previous` says it."},
            {"name": "page_size", "in": "query", "required": False,
             "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": PER_PAGE},
             "description": "How many rows a page has."},
        ]  # fmt: skip


def _known(place: str, order: Sort, queryset: QuerySet[Any]) -> bool:
    far = {f"sort_{index}": key for index, key in enumerate(order.keys)}
    values = unpack(place, order, queryset) if far else None
    return values is not None and not any(
        value is None
        or (isinstance(value, int) and abs(value) > LARGEST)
        or (isinstance(value, str) and "\x00" in value)
        for value in values
    )
