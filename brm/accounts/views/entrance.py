"""The two doors for people without a password yet: an invitation, and the first administrator's link."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from brm.accounts.adapters import home_of, note_sign_in
from brm.accounts.domain.bootstrap import first_administrator_link_is_good, use_first_administrator_link
from brm.accounts.domain.invitations import accept_invitation, person_invited
from brm.accounts.forms import FirstAdministratorForm, InvitationForm, refuse
from brm.accounts.models import User
from brm.core.errors import DomainError

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def _enter(request: HttpRequest, user: User) -> HttpResponse:
    """Signed in with a new session, on the person's first page."""
    login(request, user, backend=BACKEND)
    note_sign_in(request, user)
    return redirect(home_of(user))


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password and be in."""
    user = person_invited(token)
    if user is None:
        return render(request, "accounts/link_over.html", status=410)
    form = InvitationForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            user = accept_invitation(token, password=form.cleaned_data["password1"])
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Welcome. Your account is ready."))
            return _enter(request, user)
    return render(request, "accounts/invitation.html", {"form": form, "person": user})


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: HttpRequest, token: str) -> HttpResponse:
    """Name the first administrator, once (ruling 17)."""
    if not first_administrator_link_is_good(token):
        return render(request, "accounts/link_over.html", {"first": True}, status=410)
    form = FirstAdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            user = use_first_administrator_link(
                token,
                email=given["email"],
                name=given["name"],
                password=given["password1"],
                language=get_language() or settings.LANGUAGE_CODE,
                time_zone=settings.TIME_ZONE,
            )
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Welcome. You are the administrator; make accounts for your colleagues next."))
            return _enter(request, user)
    return render(request, "accounts/first.html", {"form": form})
