"""An administrator closes an account, opens it again, invites once more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brm.accounts.domain.invitations import invite_person
from brm.accounts.domain.leaving import deactivate_person, open_work_of, reactivate_person
from brm.accounts.domain.queries import people_for
from brm.accounts.domain.security import remove_second_factors
from brm.accounts.enums import Role
from brm.accounts.forms import LeaveForm, refuse
from brm.accounts.views.access import for_role, person
from brm.core.errors import DomainError


def _to(pk: int) -> HttpResponse:
    return redirect("admin:accounts_user_change", pk)


@for_role(Role.ADMINISTRATOR)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody has in hand, and who takes it over, in one step (ruling 15)."""
    user, leaving = person(request), get_object_or_404(people_for(person(request)), pk=pk)
    work = open_work_of(leaving)
    form = LeaveForm(request.POST or None, user=user, leaving=leaving, needed=bool(work))
    if request.method == "POST" and form.is_valid():
        try:
            deactivate_person(leaving, by=user, successor=form.cleaned_data.get("successor"))
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The account of %(person)s is closed.") % {"person": leaving})
            return _to(pk)
    return render(request, "accounts/leave.html", {"form": form, "leaving": leaving, "work": work})


@for_role(Role.ADMINISTRATOR)
@require_POST
def come_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    returning = get_object_or_404(people_for(person(request)), pk=pk)
    try:
        reactivate_person(returning, by=person(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The account of %(person)s is open again.") % {"person": returning})
    return _to(pk)


@for_role(Role.ADMINISTRATOR)
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the link to choose a password once more."""
    invited = get_object_or_404(people_for(person(request)), pk=pk)
    try:
        invite_person(invited, by=person(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("A link to choose a password is on its way to %(person)s.") % {"person": invited})
    return _to(pk)


@for_role(Role.ADMINISTRATOR)
@require_POST
def factors_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove the second factors of somebody who lost them all."""
    locked_out = get_object_or_404(people_for(person(request)), pk=pk)
    remove_second_factors(locked_out, by=person(request))
    messages.success(request, _("%(person)s signs in with the password alone now.") % {"person": locked_out})
    return _to(pk)
