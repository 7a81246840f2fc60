"""Pages for what went wrong: what happened, that nothing was lost, where to go on. None asks the database."""

import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from brm.core.database import is_away
from brm.core.logging import request_id


def _page(request: HttpRequest, status: int, icon: str, title: str, text: str, **more: Any) -> HttpResponse:
    context = {"status": status, "icon": icon, "title": title, "text": text, **more}
    response = HttpResponse(render_to_string("ui/error.html", context, request=_bare(request)), status=status)
    response["Cache-Control"] = "no-store"
    return response


def _bare(request: HttpRequest) -> HttpRequest:
    """The same request with nobody signed in, so that the page can be drawn while the database is away."""
    bare = HttpRequest()
    bare.META, bare.COOKIES, bare.path = request.META, request.COOKIES, request.path
    bare.resolver_match = None
    return bare


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request, 400, "unlink", _("The portal did not understand this request"),
        _("The address may be incomplete, or the file too large. Go back and try once more."),
    )  # fmt: skip


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request, 403, "lock", _("This is not open to you"),
        str(exception) if exception and str(exception) else _("If you need it for your work, ask an administrator."),
    )  # fmt: skip


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request, 404, "map-pin", _("There is nothing here"),
        _("It may have been moved or merged, or it belongs to somebody who has not shared it with you."),
    )  # fmt: skip


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    return _page(
        request, 405, "arrow-back-up", _("This address takes what a form sends"),
        _("There is nothing to read at it. Go back to the page with the form and send it again."), back=True,
    )  # fmt: skip


def server_error(request: HttpRequest) -> HttpResponse:
    if is_away(sys.exc_info()[1]):
        return unavailable(request)
    return _page(
        request, 500, "alert-triangle", _("Something broke on our side"),
        _("Nothing you saved before is lost. The fault has been written down; please try again in a minute."),
        reference=request_id.get(),
    )  # fmt: skip


def unavailable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    response = _page(
        request, 503, "plug", _("The portal is resting for a moment"),
        _("It comes back by itself, usually within a minute. This page can simply be loaded again."), retry=True,
    )  # fmt: skip
    response["Retry-After"] = "30"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that lay open too long, or a browser without cookies. What was typed stays one step back."""
    return _page(
        request, 403, "clock-exclamation", _("This form has expired"),
        _("Go back: what you typed is still there. Load the page again and send it again. Cookies must be allowed."),
        back=True,
    )  # fmt: skip
