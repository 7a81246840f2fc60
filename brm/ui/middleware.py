"""A page where Django sends an empty answer; addresses without what no text may hold."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from brm.ui.errors import method_not_allowed

NUL = "%00"


class PlainQueryMiddleware:
    """What an address asks for, without NUL: no text of ours holds one, and the database refuses to look for it.

    Calls of the API keep theirs, and are told.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if NUL in query and not request.path_info.startswith("/api/"):
            while NUL in query:
                query = query.replace(NUL, "")
            request.META["QUERY_STRING"] = query
        return self.get_response(request)


class MethodMiddleware:
    """Somebody signed in again and was led back to where a form was sent to, or typed such an address: say so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            page = method_not_allowed(request)
            page["Allow"] = response["Allow"]
            return page
        return response
