"""The page of results and what the command palette asks while one types."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from brm.search.domain.queries import Answer, Place, search_for
from brm.search.sources import SOURCES, in_order

PER_KIND = 6
PER_PAGE = 50
PER_PALETTE_GROUP = 8


def written(place: Place | None) -> str:
    """Where a page ended, fit for an address."""
    if place is None:
        return ""
    begins = "n" if place[0] is None else str(int(place[0]))
    return f"{begins}_{place[1].isoformat()}_{place[2]}"


def read(token: str) -> Place | None:
    """The place behind a token; nothing for a token somebody made up."""
    try:
        begins, moment, number = token.split("_")
        at = datetime.fromisoformat(moment)
        return (None if begins == "n" else begins == "1", at, int(number)) if at.tzinfo else None
    except ValueError:
        return None


@login_required
@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """Everything found, the best of each kind; or all of one kind, page by page."""
    question = request.GET.get("q", "").strip()[:200]
    kind = request.GET.get("kind", "")
    kind = kind if kind in SOURCES else ""
    after = read(request.GET.get("after", "")) if kind else None
    answer = search_for(
        request.user,  # type: ignore[arg-type]
        question,
        kind=kind,
        per_kind=PER_PAGE if kind else PER_KIND,
        after=after,
    )
    context = {
        "answer": answer,
        "kind": kind,
        "kinds": in_order(),
        "after": after,
        "more": written(answer.groups[0].more) if kind and answer.groups else "",
    }
    return render(request, "search/results.html", context)


@login_required
@require_GET
def palette(request: HttpRequest) -> JsonResponse:
    """The first few of each kind, for the palette."""
    question = request.GET.get("q", "").strip()[:200]
    answer = search_for(request.user, question, per_kind=PER_PALETTE_GROUP)  # type: ignore[arg-type]
    response = JsonResponse(_groups(answer), safe=False)
    response["Cache-Control"] = "no-store"
    return response


def _groups(answer: Answer) -> list[dict[str, Any]]:
    return [
        {
            "group": str(group.source.label),
            "items": [
                {
                    "title": hit.plain_title,
                    "subtitle": " · ".join(part for part in (hit.where, hit.subtitle) if part),
                    "url": hit.url,
                    "icon": group.source.icon,
                }
                for hit in group.hits
                if hit.url
            ],
        }
        for group in answer.groups
    ]
