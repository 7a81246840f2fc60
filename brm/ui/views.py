"""The toolkit's own pages: a person's tastes (language, appearance, shortcuts) and the style guide."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from brm.accounts.domain.people import change_profile
from brm.accounts.enums import Role, Theme
from brm.ui import samples

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
