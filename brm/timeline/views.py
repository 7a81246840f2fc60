"""The older part of a timeline, and notes of one's own."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import relationships_for
from brm.parties.views.base import keepers
from brm.timeline.cursor import page_of
from brm.timeline.domain import add_note
from brm.timeline.places import narrowed
from brm.ui.http import Request
from brm.ui.pages import Page, attempt


class Older(Page):
    """More of the same timeline, for the button at its end."""

    show = keepers

    def get(self, request: Request, pk: int) -> HttpResponse:
        relationship = get_object_or_404(relationships_for(request.user), pk=pk)
        kind = request.GET.get("kind", "")
        entries = narrowed(request.user, relationship, kind)
        context = {"relationship": relationship, "kind": kind, **page_of(entries, request.GET.get("before", ""))}
        return render(request, "timeline/entries.html", context)


class AddNote(Page):
    """A note of one's own."""

    show = keepers

    def post(self, request: Request, pk: int) -> HttpResponse:
        relationship = get_object_or_404(relationships_for(request.user), pk=pk)
        return attempt(
            request,
            lambda: add_note(relationship, text=request.POST.get("text", ""), by=request.user),
            success=_("Noted."),
            back=f"{relationship_url(relationship)}?tab=timeline",
        )
