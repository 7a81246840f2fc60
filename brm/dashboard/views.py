"""Today: the first page after sign-in."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from brm.accounts.domain.queries import colleagues_for
from brm.accounts.enums import Role
from brm.attention.domain import snooze
from brm.core import clock
from brm.core.errors import DomainError
from brm.core.numbers import whole
from brm.dashboard.domain import today
from brm.dashboard.domain.figures import strip_for
from brm.dashboard.forms import SnoozeForm
from brm.ui.keyset import Keyset, Sort
from brm.ui.rows import ANY_ROW


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What needs me now and why, worst first; for a lead also what needs the team."""
    user = request.user
    if not user.is_insider:
        if user.has_role(Role.CONTACT):
            return redirect("portal:home")
        raise Http404
    watches = today.watches_a_team(user)
    team = watches and request.GET.get("view") == "team"
    rule = request.GET.get("rule", "")
    person_id = whole(request.GET.get("person")) if team else None
    snoozed = request.GET.get("snoozed") == "1"
    rows = today.rows_for(user, team=team, rule=rule, person=person_id, snoozed=snoozed)
    counts = today.counts_by_rule(user, team=team)
    total = None if rule or person_id is not None or snoozed else sum(number for _rule, number in counts)
    page = Keyset(rows, Sort("worst", today.WORST_FIRST), today.PER_PAGE, total).page(
        request.GET.get("after", ""), request.GET.get("before", "")
    )
    people = today.people_of(user, team=team)
    tomorrow = (clock.today(user.time_zone) + timedelta(days=1)).isoformat()
    context = {
        "put_off": render_to_string("dashboard/put_off.html", {"pk": ANY_ROW, "tomorrow": tomorrow}, request),
        "lines": today.lines(page.rows),
        "page": page,
        "team": team,
        "watches": watches,
        "rule": rule,
        "person": person_id,
        "snoozed": snoozed,
        "counts": counts,
        "people": colleagues_for(user).filter(pk__in=people).order_by("name") if team else [],
        "figures": strip_for(user, people) if user.keeps_relationships else [],
        "now": clock.now(),
    }
    return render(request, "dashboard/today.html", context)


@login_required
@require_POST
def put_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Snooze one row until a day."""
    row = get_object_or_404(today.all_rows_for(request.user), pk=pk)
    form = SnoozeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a day until which it may wait."))
    else:
        try:
            snooze(row, until=form.cleaned_data["until"], by=request.user)
            messages.success(request, _("Put off. It comes back on that day."))
        except DomainError as refusal:
            messages.error(request, str(refusal))
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "dashboard:today")
