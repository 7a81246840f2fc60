"""Views that do only what cannot be left out: the ORM, a template, localised dates."""

import json

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from benchmarks.floor.models import Account, Activity, Contact, Said, Taken


def hello(request: HttpRequest) -> HttpResponse:
    """A small template, no database."""
    return render(request, "hello.html", {"name": "floor"})


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One indexed query."""
    account = get_object_or_404(Account.objects.select_related("organisation"), pk=pk)
    return render(request, "hello.html", {"name": account.organisation.name})


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A customer with three queries: the row, its contacts, its 20 latest events, rendered plainly."""
    account = get_object_or_404(Account.objects.select_related("organisation"), pk=pk)
    contacts = Contact.objects.filter(organisation=account.organisation_id).order_by("sort_key", "id")
    entries = Activity.objects.filter(account=account).order_by("-at", "-id")[:20]
    return render(request, "page.html", {"row": account, "contacts": contacts, "entries": entries})


def listing(request: HttpRequest) -> HttpResponse:
    """Fifty rows by keyset, rendered plainly."""
    after = request.GET.get("after", "")
    rows = Account.objects.filter(Q(sort_key__gt=after) | Q(sort_key=after, id__gt=0), kind="customer")
    rows = rows.select_related("organisation", "owner")
    return render(request, "list.html", {"rows": rows.order_by("sort_key", "id")[:50]})


def take(request: HttpRequest) -> HttpResponse:
    """A survey response with its answers, in one transaction: no link, no check, no history."""
    given = json.loads(request.body)
    with transaction.atomic():
        taken = Taken(invitation=given["invitation"], account_id=given["account"], at=timezone.now())
        taken.save(force_insert=True)
        Said._default_manager.bulk_create(
            Said(
                taken=taken, question=code, value=said if isinstance(said, int) else None,
                text=said if isinstance(said, str) else "",
            )
            for code, said in given["answers"].items()
        )  # fmt: skip
    return JsonResponse({"id": taken.pk}, status=201)
