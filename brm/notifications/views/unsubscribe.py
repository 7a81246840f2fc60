"""The door out: a recipient without an account stops our mails, by the button of their mail program or by hand."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from brm.notifications.domain.letters import address_of_token
from brm.notifications.domain.suppressions import is_stopped, resubscribe
from brm.notifications.domain.suppressions import unsubscribe as stop_mails_to


@login_not_required
@csrf_exempt  # mail programs post here without having seen the page (RFC 8058); the signed address is the proof
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask first when a person opens the link (scanners open links too); do it when the button is pressed."""
    address = address_of_token(token)
    if address is None:
        raise Http404
    if request.method == "POST":
        if request.POST.get("again"):
            resubscribe(address)
        else:
            stop_mails_to(address)
    return render(request, "notifications/unsubscribe.html", {"address": address, "stopped": is_stopped(address)})
