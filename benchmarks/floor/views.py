"""Views that do only what cannot be left out."""

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def _rows(sql: str, *params: object) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


_ONE = """SELECT r.id, o.name, r.tier, r.status, r.last_contact_at FROM parties_relationship r
          JOIN parties_organisation o ON o.id = r.organisation_id WHERE r.id = %s"""


def hello(request: HttpRequest) -> HttpResponse:
    """A small template, no database."""
    return render(request, "hello.html", {"name": "floor"})


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One indexed query."""
    return render(request, "hello.html", {"name": _rows(_ONE, pk)[0]["name"]})


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A customer with three queries: the row, its contacts, its 20 latest events, rendered plainly."""
    contacts = _rows(
        """SELECT c.id, c.name, c.job_title, c.phone, c.email FROM parties_contact c
           JOIN parties_relationship r ON r.organisation_id = c.organisation_id WHERE r.id = %s
           ORDER BY c.sort_key, c.id""",
        pk,
    )
    entries = _rows(
        """SELECT id, at, kind, text FROM timeline_timelineentry WHERE relationship_id = %s
           ORDER BY at DESC, id DESC LIMIT 20""",
        pk,
    )
    return render(request, "page.html", {"row": _rows(_ONE, pk)[0], "contacts": contacts, "entries": entries})


def listing(request: HttpRequest) -> HttpResponse:
    """Fifty rows by keyset, rendered plainly."""
    rows = _rows(
        """SELECT r.id, o.name, o.region, r.tier, r.status, r.last_contact_at, r.next_contact_on, u.name AS owner
           FROM parties_relationship r JOIN parties_organisation o ON o.id = r.organisation_id
           JOIN accounts_user u ON u.id = r.owner_id
           WHERE r.kind = 'customer' AND (r.sort_key, r.id) > (%s, %s) ORDER BY r.sort_key, r.id LIMIT 50""",
        request.GET.get("after", ""),
        0,
    )
    return render(request, "list.html", {"rows": rows})
