"""The page of results and what the command palette asks while one types."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.search.domain.queries import Answer, Place, search_for
from brm.search.sources import SOURCES, in_order
from brm.ui.http import Request
from brm.ui.pages import Page, Words

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


class Results(Page):
    """Everything found, the best of each kind; or all of one kind, page by page."""

    title = gettext_lazy("Search")
    question = ""

    def get(self, request: Request) -> HttpResponse:
        self.question = request.GET.get("q", "").strip()[:200]
        kind = request.GET.get("kind", "")
        kind = kind if kind in SOURCES else ""
        after = read(request.GET.get("after", "")) if kind else None
        answer = search_for(
            request.user, self.question, kind=kind, per_kind=PER_PAGE if kind else PER_KIND, after=after
        )
        context = self.get_context(
            answer=answer,
            kind=kind,
            kinds=in_order(),
            after=after,
            more=written(answer.groups[0].more) if kind and answer.groups else "",
        )
        return render(request, "search/results.html", context)

    def get_title(self) -> Words:
        return _("Search: %(question)s") % {"question": self.question} if self.question else self.title


class Palette(Page):
    """The first few of each kind, for the palette."""

    def get(self, request: Request) -> HttpResponse:
        question = request.GET.get("q", "").strip()[:200]
        answer = search_for(request.user, question, per_kind=PER_PALETTE_GROUP)
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
