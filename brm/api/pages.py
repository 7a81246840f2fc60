"""The API's own pages: the reference made from the OpenAPI document, and a person's tokens."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brm.api.domain.tokens import make_token, revoke_token, tokens_for
from brm.api.models.token import Access
from brm.api.reference import ROOT, resources
from brm.core import clock
from brm.core.errors import DomainError


class TokenForm(forms.Form):
    """What the token is for, what it may, how long it lives."""

    name = forms.CharField(label=gettext_lazy("What it is for"), max_length=80)
    access = forms.ChoiceField(label=gettext_lazy("Access"), choices=Access.choices)
    days = forms.IntegerField(label=gettext_lazy("Days"), min_value=1, max_value=366, initial=90)


def _only_insiders(request: HttpRequest) -> None:
    if not request.user.is_insider:
        raise Http404


@login_required
@require_safe
def reference(request: HttpRequest, name: str = "") -> HttpResponse:
    """How to begin and what there is; with a name, what one resource takes. Without a script."""
    _only_insiders(request)
    found = resources()
    resource = next((each for each in found if each.name == name), None)
    if name and resource is None:
        raise Http404
    context = {
        "resources": found,
        "resource": resource,
        "root": request.build_absolute_uri(ROOT),
        "in_english": translation.get_language() == "en",
        "rate": str(settings.API_RATE).partition("/")[0],
    }
    return render(request, "api/reference.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """A person's tokens; a new one is shown once."""
    _only_insiders(request)
    form = TokenForm(request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = make_token(request.user, by=request.user, **form.cleaned_data)
            form = TokenForm()
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {
        "form": form, "secret": secret, "rows": tokens_for(request.user), "now": clock.now(),
        "root": request.build_absolute_uri(ROOT),
    }  # fmt: skip
    return render(request, "api/tokens.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own tokens."""
    revoke_token(get_object_or_404(tokens_for(request.user), pk=pk), by=request.user)
    messages.success(request, _("The token is revoked. Programs that use it are refused from now on."))
    return redirect("api:tokens")
