"""What the pages share: who may open them, the relationship they are about, words for a rhythm."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from brm.communications.domain.placing import full_rule, preview, schedule_for_relationship
from brm.communications.domain.scope import leads
from brm.core import clock
from brm.core.recurrence import describe
from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import relationships_for
from brm.parties.models import Relationship
from brm.parties.views.base import PartyFormPage, keepers
from brm.ui.http import Request
from brm.ui.pages import Crumb, DetailPage, Page

__all__ = ["Keeping", "KeepingForm", "KeepingPage", "asked_relationship", "keepers", "may_lead", "rhythm_words"]


class KeepingPage(Page):
    """For those who keep relationships."""

    show = keepers


class Keeping(DetailPage):
    """One record of a relationship."""

    show = keepers

    def get_crumbs(self) -> list[Crumb]:
        return [(relationship_url(self.object.relationship), str(self.object.relationship))]


class KeepingForm(PartyFormPage):
    """A form about a record of a relationship; afterwards the record's page."""

    def get_crumbs(self) -> list[Crumb]:
        relationship = getattr(self.object, "relationship", None)
        crumbs: list[Crumb] = []
        if relationship is not None:
            crumbs.append((relationship_url(relationship), str(relationship)))
            crumbs.append((self.object.get_absolute_url(), str(self.get_record_name())))
        return crumbs

    def get_record_name(self) -> str:
        return str(self.object)

    def get_success_url(self, result: Any) -> str:
        return str(self.object.get_absolute_url() if self.object is not None else super().get_success_url(result))


def asked_relationship(request: Request) -> Relationship | None:
    """The relationship an address or a form names; 404 where the reader may not see it."""
    text = request.POST.get("relationship") or request.GET.get("relationship") or ""
    if not text:
        return None
    if not text.isdigit():
        raise Http404
    return get_object_or_404(relationships_for(request.user), pk=text)


def may_lead(request: Request, relationship: Relationship) -> bool:
    """Whether the reader may do what leads do here."""
    return leads(request.user, relationship)


def rhythm_words(plan: Any, relationship: Relationship | None = None, *, count: int = 6) -> dict[str, Any]:
    """A rhythm said in a sentence, with its next days."""
    start = getattr(plan, "start_on", None) or clock.today()
    rule = full_rule(plan.rule, start, getattr(plan, "end_on", None) if not plan.rule.get("count") else None)
    if not count:
        return {"sentence": describe(rule), "days": []}
    schedule = schedule_for_relationship(relationship) if relationship else None
    return {"sentence": describe(rule), "days": preview(rule, on=clock.today(), count=count, schedule=schedule)}


def back_to(request: Request, fallback: str) -> HttpResponse:
    """Where the person came from, if that is ours; else ``fallback``."""
    target = request.POST.get("next", "")
    return HttpResponseRedirect(target if target.startswith("/") and not target.startswith("//") else fallback)
