"""The person's own page."""

from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from brm.accounts.domain.people import change_profile
from brm.accounts.domain.queries import teams_of
from brm.accounts.enums import Role
from brm.accounts.forms import ProfileForm, refuse
from brm.accounts.views.access import person
from brm.core.errors import DomainError


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Name, phone, language, time zone, appearance, shortcuts."""
    user = person(request)
    form = ProfileForm(request.POST or None, instance=copy(user))  # a refused form leaves the frame's person as is
    if request.method == "POST" and form.is_valid():
        try:
            change_profile(user, by=user, **form.cleaned_data)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            with translation.override(form.cleaned_data["language"]):
                messages.success(request, _("Your profile was saved."))
            return redirect("accounts:profile")
    roles = [Role(role).label for role in user.roles]
    context = {"form": form, "person": user, "roles": roles, "teams": teams_of(user)}
    return render(request, "accounts/profile.html", context)
