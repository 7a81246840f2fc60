"""Counts and times every answer by route, never by address: addresses are without number and may be secret."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from brm.ops.figures import REQUESTS, SECONDS


class MeasureMiddleware:
    """Costs a few millionths of a second."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        found = request.resolver_match
        route = (found.view_name or found.route or "-") if found else "-"
        REQUESTS.labels(request.method or "-", route, str(response.status_code)).inc()
        SECONDS.labels(route).observe(time.perf_counter() - began)
        return response
