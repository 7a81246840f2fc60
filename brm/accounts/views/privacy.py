"""Everything about one person: found, handed over, forgotten (ruling 16)."""

import json

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brm.accounts.domain.privacy import PERSONAL, erase_person, export_person, find_person, find_persons, kind_of
from brm.accounts.enums import Role
from brm.accounts.forms import EraseForm, refuse
from brm.accounts.views.access import for_role
from brm.accounts.views.access import person as reader
from brm.core.errors import DomainError


def _wanted(kind: str, pk: int) -> models.Model:
    found = find_person(kind, pk)
    if found is None:
        raise Http404
    return found


def _erase_form(subject: models.Model, data: object = None) -> EraseForm:
    words = kind_of(subject).confirm(subject)
    return EraseForm(data, label=_("Type “%(text)s” to confirm") % {"text": words})


def _page(request: HttpRequest, subject: models.Model, form: EraseForm) -> HttpResponse:
    kind = kind_of(subject)
    context = {
        "subject": subject,
        "kind": kind,
        "about": kind.about(subject),
        "refusal": kind.refusal(subject),
        "parts": list(PERSONAL),
        "form": form,
    }
    return render(request, "accounts/privacy_person.html", context)


@for_role(Role.ADMINISTRATOR)
def find(request: HttpRequest) -> HttpResponse:
    """Find a person of any kind by name or address."""
    text = request.GET.get("q", "")[:100]
    found = [(kind, subject, kind.about(subject)) for kind, subject in find_persons(text)]
    return render(request, "accounts/privacy.html", {"q": text, "found": found})


@for_role(Role.ADMINISTRATOR)
def person(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What can be done about one person's data."""
    subject = _wanted(kind, pk)
    return _page(request, subject, _erase_form(subject))


@for_role(Role.ADMINISTRATOR)
@require_POST
def export(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """One file with everything the portal knows about the person."""
    known = export_person(_wanted(kind, pk), by=reader(request))
    text = json.dumps(known, ensure_ascii=False, indent=2)
    return HttpResponse(
        text,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{kind}-{pk}.json"', "Cache-Control": "no-store"},
    )


@for_role(Role.ADMINISTRATOR)
@require_POST
def erase(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Forget the person, after a typed confirmation."""
    subject = _wanted(kind, pk)
    form = _erase_form(subject, request.POST)
    if form.is_valid():
        try:
            erase_person(subject, by=reader(request), confirmed=form.cleaned_data["confirmed"])
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The person was erased. History speaks of them by number only."))
            return redirect("accounts:privacy")
    return _page(request, subject, form)
