"""The full history of one record, page by page."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from brm.audit.history import events_of, lines
from brm.audit.words import READABLE
from brm.core.numbers import whole

PAGE = 50


@login_required
def history(request: HttpRequest, subject_type: str, pk: int) -> HttpResponse:
    """Older and older entries about a record the reader may see; a stranger's does not exist."""
    scope = READABLE.get(subject_type)
    if scope is None:
        raise Http404
    subject = get_object_or_404(scope(request.user), pk=pk)
    in_full = request.GET.get("whole") == "1" and subject_type == "parties.relationship"
    events = events_of(subject, whole=in_full)
    if (before := whole(request.GET.get("before"))) is not None:
        events = events.filter(pk__lt=before)
    found = list(events[: PAGE + 1])
    context = {
        "subject": subject,
        "lines": lines(found[:PAGE], reader=request.user),
        "before": found[PAGE - 1].pk if len(found) > PAGE else None,
        "whole": in_full,
        "first": before is None,
    }
    return render(request, "audit/history.html", context)
