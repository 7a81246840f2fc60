"""Keyset paging for the API: no OFFSET, no total that costs a scan."""

from rest_framework.pagination import CursorPagination


class KeysetPagination(CursorPagination):
    """``next`` and ``previous`` links; ``page_size`` up to 200."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    ordering = "-pk"
