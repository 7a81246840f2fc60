"""What I was told, and how I want to be told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from brm.accounts.domain.people import change_profile
from brm.accounts.views.access import person
from brm.core.errors import DomainError
from brm.core.numbers import whole
from brm.notifications.domain import CATEGORIES, KINDS, inbox_for, mark_all_read, mark_read, mark_unread, unread_count
from brm.notifications.domain.inbox import categories_of
from brm.notifications.domain.paging import leaf
from brm.notifications.forms import ChoicesForm


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The bell's list: all or unread, of every category or of one."""
    user, category = person(request), request.GET.get("category", "")
    unread = request.GET.get("show") == "unread"
    rows = inbox_for(user)
    if unread:
        rows = rows.filter(read_at=None)
    if category in CATEGORIES:
        rows = rows.filter(category=category)
    page = leaf(rows, after=whole(request.GET.get("after")), before=whole(request.GET.get("before")))
    lines = [{"row": row, "icon": KINDS[row.kind].icon if row.kind in KINDS else "bell"} for row in page.rows]
    known = categories_of(user)
    context = {
        "lines": lines,
        "page": page,
        "unread": unread,
        "category": category,
        "categories": [(name, label) for name, label in CATEGORIES.items() if name in known],
        "count": unread_count(user),
    }
    return render(request, "notifications/inbox.html", context)


@login_required
@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    """The bell with its count, asked again from time to time by an open page."""
    return render(request, "notifications/_bell.html")


@login_required
@require_safe
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Open what a line is about; it counts as read."""
    row = get_object_or_404(inbox_for(person(request)), pk=pk)
    mark_read(person(request), row.pk)
    if row.url and url_has_allowed_host_and_scheme(row.url, None):
        return redirect(row.url)
    return redirect("notifications:inbox")


@login_required
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark lines read (or unread again), or all of them."""
    user = person(request)
    ids = [pk for text in request.POST.getlist("id") if (pk := whole(text)) is not None]
    if request.POST.get("all"):
        done = mark_all_read(user, category=request.POST.get("category", ""))
        messages.success(request, ngettext("%(n)d marked as read.", "%(n)d marked as read.", done) % {"n": done})
    elif request.POST.get("unread"):
        mark_unread(user, *ids)
    else:
        mark_read(user, *ids)
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else "notifications:inbox")


@login_required
def choices(request: HttpRequest) -> HttpResponse:
    """How and when I want to be told."""
    user = person(request)
    form = ChoicesForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            change_profile(user, by=user, **form.choices())
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Your choices were saved."))
            return redirect("notifications:choices")
    return render(request, "notifications/choices.html", {"form": form, "person": user})
