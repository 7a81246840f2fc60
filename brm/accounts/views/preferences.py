"""Language and appearance, switched from the frame of every page; signed out, the browser keeps them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from brm.accounts.domain.people import change_profile
from brm.accounts.enums import Theme
from brm.accounts.models import User

YEAR = 365 * 24 * 3600


def back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page the person was on, if it is one of ours."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(target if safe else "/")


def keep(request: HttpRequest, response: HttpResponse, cookie: str, field: str, value: str) -> None:
    """In the browser, and for whoever is signed in, in the profile."""
    response.set_cookie(
        cookie, value, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    if isinstance(request.user, User):
        change_profile(request.user, by=request.user, **{field: value})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read the portal in another language."""
    response, chosen = back(request), request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        keep(request, response, settings.LANGUAGE_COOKIE_NAME, "language", chosen)
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device."""
    response, chosen = back(request), request.POST.get("theme", "")
    if chosen in Theme.values:
        keep(request, response, "theme", "theme", chosen)
    return response
