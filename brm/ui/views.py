"""The toolkit's own pages: a person's tastes (language, appearance, shortcuts), saved views, the style guide."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from brm.accounts.domain.people import change_profile
from brm.accounts.enums import Role, Theme
from brm.core.errors import DomainError
from brm.ui import samples
from brm.ui.domain import change_view, delete_view, pin_view, save_view, views_for
from brm.ui.navigation import address

YEAR = 365 * 24 * 3600


def back(request: HttpRequest) -> str:
    """Where the person was, if that is one of our pages; the start page otherwise."""
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if ours else "/"


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Language, appearance, shortcuts: remembered with the person, and by the browser for those not signed in."""
    response = HttpResponseRedirect(back(request))
    wanted: dict[str, Any] = {}
    if (language := request.POST.get("language", "")) in dict(settings.LANGUAGES):
        wanted["language"] = language
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax")
    if (theme := request.POST.get("theme", "")) in Theme.values:
        wanted["theme"] = theme
        response.set_cookie("theme", theme, max_age=YEAR, samesite="Lax")
    if (shortcuts := request.POST.get("shortcuts", "")) in {"on", "off"}:
        wanted["shortcuts"] = shortcuts == "on"
    if wanted and request.user.is_authenticated:
        change_profile(request.user, by=request.user, **wanted)
    return response


def _contents(state: str) -> dict[str, Any]:
    """Filters, columns and order out of the part of an address that holds them."""
    parameters = QueryDict(state)
    rest = {"col", "sort", "view", "after", "before", "export"}
    return {
        "filters": {name: parameters.getlist(name) for name in parameters if name not in rest},
        "columns": parameters.getlist("col"),
        "sort": parameters.get("sort", ""),
    }


def _to_view(request: HttpRequest, act: Callable[[], Any], success: str) -> HttpResponse:
    """Do it, say so, and show the list: the view itself, or where the person was."""
    try:
        view = act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(back(request))
    messages.success(request, success)
    url = address(view.page) if view is not None else ""
    return HttpResponseRedirect(f"{url}?{view.query}" if url else back(request))


@login_required
@require_POST
def view_save(request: HttpRequest) -> HttpResponse:
    """Keep the list on the screen under a name."""
    page, title = request.POST.get("page", "")[:80], request.POST.get("title", "")
    if not address(page):
        raise Http404

    def act() -> Any:
        return save_view(
            page=page,
            title=title,
            by=request.user,
            sharing=request.POST.get("sharing", "nobody"),
            pinned=bool(request.POST.get("pinned")),
            **_contents(request.POST.get("state", "")),
        )

    return _to_view(request, act, _("View saved."))


@login_required
@require_POST
def view_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename or share a view, or let it show what is on the screen now."""
    view = get_object_or_404(views_for(request.user), pk=pk)
    wanted: dict[str, Any] = {name: request.POST[name] for name in ("title", "sharing") if name in request.POST}
    if "state" in request.POST:
        wanted |= _contents(request.POST["state"])
    return _to_view(request, lambda: change_view(view, by=request.user, **wanted), _("View saved."))


@login_required
@require_POST
def view_pin(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a view into the side bar, or take it out."""
    view = get_object_or_404(views_for(request.user), pk=pk)
    pinned = request.POST.get("pinned", "1") == "1"
    success = _("Pinned to the side bar.") if pinned else _("Taken out of the side bar.")
    return _to_view(request, lambda: pin_view(view, by=request.user, pinned=pinned), success)


@login_required
@require_POST
def view_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a view of one's own."""
    view = get_object_or_404(views_for(request.user), pk=pk)
    return _to_view(request, lambda: delete_view(view, by=request.user), _("View deleted."))


class StyleGuide(TemplateView):
    """Every component in every state, for those who build pages and for the tests that look at them."""

    template_name = "ui/styleguide.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        user = request.user
        if not settings.DEBUG and not (user.is_authenticated and user.has_role(Role.ADMINISTRATOR)):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, **samples.everything(self.request))
