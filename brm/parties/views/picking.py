"""Finding one of very many while typing: answers for the pickers of forms."""

from typing import Any

from django.db.models import Q
from django.http import JsonResponse

from brm.core.numbers import whole
from brm.parties.domain.finding import named
from brm.parties.domain.queries import contacts_for, organisations_for, relationships_for
from brm.parties.views.base import keepers
from brm.ui.http import Request
from brm.ui.pages import Page

MOST = 20


class PickOrganisation(Page):
    """Organisations whose name holds the text."""

    show = keepers

    def get(self, request: Request) -> JsonResponse:
        rows = organisations_for(request.user).filter(archived_at=None)
        return answer(named(rows, request.GET.get("q", "")[:100]).order_by("sort_key", "id"))


class PickContact(Page):
    """Contacts whose name holds the text, those who left aside."""

    show = keepers

    def get(self, request: Request) -> JsonResponse:
        rows = contacts_for(request.user).filter(left_on=None)
        if text := request.GET.get("q", "").strip()[:100]:
            rows = rows.filter(Q(sort_key__contains=text.lower()) | Q(email__istartswith=text))
        if (number := whole(request.GET.get("organisation"))) is not None:
            rows = rows.filter(Q(organisation=number) | Q(organisation__parent=number))
        found = rows.order_by("sort_key", "id")[:MOST]
        return JsonResponse(
            [{"value": row.pk, "text": f"{row.name} · {row.organisation}"} for row in found], safe=False
        )


class PickRelationship(Page):
    """Relationships whose organisation's name holds the text."""

    show = keepers

    def get(self, request: Request) -> JsonResponse:
        rows = relationships_for(request.user, request.GET.get("kind") or None)
        return answer(named(rows, request.GET.get("q", "")[:100], "organisation").order_by("sort_key", "id"))


def answer(rows: Any) -> JsonResponse:
    """Value and text of the first few."""
    return JsonResponse([{"value": row.pk, "text": str(row)} for row in rows[:MOST]], safe=False)
