"""Password, second factor, single sign-on, and where one is signed in."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brm.accounts.adapters import SIGN_IN_KEY
from brm.accounts.domain.sessions import end_other_sessions, end_session, note_seen, sign_ins_for
from brm.accounts.views.access import person


@login_required
def security(request: HttpRequest) -> HttpResponse:
    """One page for what keeps an account safe."""
    user = person(request)
    context = {
        "person": user,
        "second_factor": is_mfa_enabled(user),
        "single_sign_on": bool(settings.SOCIALACCOUNT_PROVIDERS),
        "sign_ins": sign_ins_for(user),
        "here": request.session.get(SIGN_IN_KEY),
    }
    return render(request, "accounts/security.html", context)


@login_required
@require_POST
def end_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign one browser out."""
    user = person(request)
    sign_in = next((row for row in sign_ins_for(user) if row.pk == pk), None)
    if sign_in is None:
        raise Http404
    end_session(sign_in, by=user)
    messages.success(request, _("That session was ended."))
    return redirect("accounts:security")


@login_required
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign every other browser out and stay here."""
    user = person(request)
    end_other_sessions(user, but=str(request.session.session_key), by=user)
    update_session_auth_hash(request, user)
    if sign_in := request.session.get(SIGN_IN_KEY):
        note_seen(sign_in, session_key=str(request.session.session_key))
    messages.success(request, _("All other sessions were ended."))
    return redirect("accounts:security")
