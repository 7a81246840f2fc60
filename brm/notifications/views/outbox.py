"""The administrator's outbox: what will go, what is held and why, what went, what failed, whom we do not write to."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from brm.accounts.enums import Role
from brm.accounts.views.access import for_role, person
from brm.core.errors import DomainError
from brm.core.numbers import whole
from brm.notifications.domain.kinds import category_label, kind_label
from brm.notifications.domain.letters import preview
from brm.notifications.domain.outbox import (
    RETRYABLE,
    STOPPABLE,
    open_mail,
    retry_failed_mails,
    retry_mail,
    send_test_mail,
    stop_mail,
)
from brm.notifications.domain.paging import leaf
from brm.notifications.domain.queries import TABS, in_tab, outbox_figures, outbox_for, search, suppressions_for
from brm.notifications.domain.suppressions import allow_address, suppress_address
from brm.notifications.enums import SuppressionReason
from brm.notifications.forms import StopAddressForm, TestMailForm
from brm.notifications.models import Notification

for_administrators = for_role(Role.ADMINISTRATOR)
STOPPED_SHOWN = 500


@for_administrators
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """The send ledger, tab by tab."""
    return _outbox(request, TestMailForm(initial={"address": person(request).email}))


def _outbox(request: HttpRequest, test_form: TestMailForm, *, status: int = 200) -> HttpResponse:
    tab, words = request.GET.get("tab", ""), request.GET.get("q", "")[:200]
    if tab not in TABS:
        tab = "going"
    rows = search(in_tab(outbox_for(person(request)), tab), words)
    page = leaf(rows, after=whole(request.GET.get("after")), before=whole(request.GET.get("before")))
    context = {
        "tab": tab,
        "q": words,
        "page": page,
        "lines": [{"row": row, "kind": kind_label(row.kind)} for row in page.rows],
        "figures": outbox_figures(),
        "configured": settings.MAIL_CONFIGURED,
        "server": f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
        "test_form": test_form,
    }
    return render(request, "notifications/outbox.html", context, status=status)


def _mail(request: HttpRequest, row: Notification, *, with_text: bool) -> HttpResponse:
    letter = None
    if with_text:
        open_mail(row, by=person(request))
        letter = preview(row)
    context = {
        "row": row,
        "kind": kind_label(row.kind),
        "category": category_label(row.category),
        "letter": letter,
        "files": list(row.attachments.values_list("filename", flat=True)),
        "may_retry": row.state in RETRYABLE,
        "may_stop": row.state in STOPPABLE,
        "stop_form": StopAddressForm(initial={"address": row.address}),
    }
    return render(request, "notifications/outbox_mail.html", context)


@for_administrators
@require_safe
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail. Its text is shown at once where it is about an account; otherwise on demand. Both are written down."""
    row = get_object_or_404(outbox_for(person(request)), pk=pk)
    return _mail(request, row, with_text=row.relationship_id is None)


@for_administrators
@require_POST
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the text of a mail about a relationship, which the history will tell (ruling 14)."""
    return _mail(request, get_object_or_404(outbox_for(person(request)), pk=pk), with_text=True)


@for_administrators
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it again."""
    row = get_object_or_404(outbox_for(person(request)), pk=pk)
    try:
        retry_mail(row, by=person(request))
        messages.success(request, _("The mail will go again."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("notifications:outbox_mail", pk=pk)


@for_administrators
@require_POST
def retry_all(request: HttpRequest) -> HttpResponse:
    """Send everything that failed again."""
    count = retry_failed_mails(by=person(request))
    messages.success(request, ngettext("%(n)d mail will go again.", "%(n)d mails will go again.", count) % {"n": count})
    return redirect("notifications:outbox")


@for_administrators
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not send it."""
    row = get_object_or_404(outbox_for(person(request)), pk=pk)
    try:
        stop_mail(row, by=person(request))
        messages.success(request, _("The mail was stopped."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("notifications:outbox_mail", pk=pk)


@for_administrators
@require_POST
def test(request: HttpRequest) -> HttpResponse:
    """Send a test mail and show what the server said."""
    form = TestMailForm(request.POST)
    if not form.is_valid():
        return _outbox(request, form, status=422)
    try:
        messages.success(request, send_test_mail(form.cleaned_data["address"], by=person(request)))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("notifications:outbox")


@for_administrators
def stopped(request: HttpRequest) -> HttpResponse:
    """Addresses we do not write to; adding one by hand."""
    form = StopAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        suppress_address(values["address"], reason=SuppressionReason.BLOCKED, by=person(request), note=values["note"])
        messages.success(request, _("Mails to this address are stopped."))
        return redirect("notifications:stopped")
    rows = suppressions_for(person(request))
    if words := request.GET.get("q", "").strip()[:200]:
        rows = rows.filter(address__icontains=words)
    context = {"rows": rows[:STOPPED_SHOWN], "form": form, "q": words, "figures": outbox_figures()}
    return render(request, "notifications/stopped.html", context)


@for_administrators
@require_POST
def allow(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to an address again."""
    allow_address(get_object_or_404(suppressions_for(person(request)), pk=pk), by=person(request))
    messages.success(request, _("Mails to this address go again."))
    return redirect("notifications:stopped")
