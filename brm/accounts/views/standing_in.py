"""Absence and deputies: one's own, and a lead's for the team."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brm.accounts.domain.deputies import end_absence, name_deputy
from brm.accounts.domain.queries import absences_for, led_teams_for, members_of, stand_ins_for
from brm.accounts.enums import Role
from brm.accounts.forms import AbsenceForm, refuse
from brm.accounts.views.access import for_insiders, person
from brm.core.errors import DomainError


@for_insiders
def absence(request: HttpRequest) -> HttpResponse:
    """Say when one is away and who stands in."""
    user = person(request)
    form = AbsenceForm(request.POST or None, user=user, own=True)
    if request.method == "POST" and form.is_valid():
        try:
            name_deputy(user, by=user, **form.cleaned_data)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Your deputy is named. They see your work on these days."))
            return redirect("accounts:absence")
    context = {
        "form": form,
        "absences": absences_for(user).filter(absent=user),
        "stand_ins": stand_ins_for(user),
    }
    return render(request, "accounts/absence.html", context)


@for_insiders
def team(request: HttpRequest) -> HttpResponse:
    """A lead's people: who is here, who is away, who stands in."""
    user = person(request)
    teams = led_teams_for(user)
    if not teams and not user.has_role(Role.LEAD):
        raise Http404
    form = AbsenceForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            name_deputy(given.pop("absent"), by=user, **given)
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The deputy is named."))
            return redirect("accounts:team")
    context = {"form": form, "members": members_of(teams), "absences": absences_for(user)}
    return render(request, "accounts/team.html", context)


@for_insiders
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Back earlier than planned."""
    user = person(request)
    row = get_object_or_404(absences_for(user), pk=pk)
    end_absence(row, by=user)
    messages.success(request, _("The absence was ended."))
    return redirect("accounts:absence" if row.absent_id == user.pk else "accounts:team")
