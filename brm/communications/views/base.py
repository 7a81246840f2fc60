"""What the pages share: who may open them, the relationship they are about, words for a rhythm."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.communications.domain.placing import full_rule, preview, schedule_for_relationship
from brm.communications.domain.scope import leads
from brm.communications.forms.meetings import AnswerForm
from brm.communications.forms.plans import ChooseRelationshipForm
from brm.core import clock
from brm.core.numbers import whole
from brm.core.recurrence import describe
from brm.parties.domain.finding import named
from brm.parties.domain.links import relationship_url
from brm.parties.domain.queries import relationships_for
from brm.parties.models import Relationship
from brm.parties.views.base import PartyFormPage, keepers
from brm.ui.http import Request
from brm.ui.pages import Crumb, DetailPage, Page, Words, attempt

__all__ = [
    "AnswerPage", "Keeping", "KeepingForm", "KeepingPage", "NewForChosen", "NewForRelationship", "PeopleForm", "Press",
    "VerbForm", "WordsFilter", "asked_relationship", "back_to", "keepers", "may_lead", "rhythm_words",
]  # fmt: skip


class KeepingPage(Page):
    """For those who keep relationships."""

    show = keepers


class Keeping(DetailPage):
    """One record of a relationship."""

    show = keepers

    def get_crumbs(self) -> list[Crumb]:
        return [(relationship_url(self.object.relationship), str(self.object.relationship))]


class Press(KeepingPage):
    """One press of a button on a record: its verb, what came of it, back to the record."""

    source: Any  # a plain function of the person that answers a queryset
    verb: Any  # a plain function of the domain: (record, *, by)
    success: Words = ""

    def get_back(self, record: Any) -> str:
        return str(record.get_absolute_url())

    def post(self, request: Request, pk: int) -> HttpResponse:
        page = type(self)
        record = get_object_or_404(page.source(request.user), pk=pk)
        return attempt(
            request, lambda: page.verb(record, by=request.user), success=self.success, back=self.get_back(record)
        )


class AnswerPage(KeepingPage):
    """Record that somebody invited accepts or declines."""

    source: Any  # as above
    verb: Any  # a plain function of the domain: (attendee, answer, *, by)

    def get_people(self, record: Any) -> "QuerySet[Any]":
        """Who was invited."""
        raise NotImplementedError

    def post(self, request: Request, pk: int, attendee: int) -> HttpResponse:
        page = type(self)
        record = get_object_or_404(page.source(request.user), pk=pk)
        who = get_object_or_404(self.get_people(record), pk=attendee)
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return HttpResponseRedirect(record.get_absolute_url())
        answer = form.cleaned_data["answer"]
        return attempt(
            request, lambda: page.verb(who, answer, by=request.user), success=_("Recorded."),
            back=record.get_absolute_url(),
        )  # fmt: skip


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


class VerbForm(KeepingForm):
    """A form whose answers are what one verb wants to know."""

    verb: Any  # a plain function of the domain: (record, *, by, **answers)

    def save(self, form: Any) -> Any:
        return type(self).verb(self.object, by=self.request.user, **form.cleaned_data)


class PeopleForm(KeepingForm):
    """A form that offers the people on both sides of the record's relationship."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "relationship": self.object.relationship}


class NewForRelationship(KeepingForm):
    """Something new with the relationship that the address or the form names; without one, back to the list."""

    list_url_name = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        relationship = asked_relationship(self.request)
        return super().get_form_kwargs() | {"user": self.request.user, "relationship": relationship}

    def get_cancel_url(self) -> str:
        relationship = asked_relationship(self.request)
        return relationship_url(relationship) if relationship else reverse(self.list_url_name)

    def get_crumbs(self) -> list[Crumb]:
        relationship = asked_relationship(self.request)
        return [(relationship_url(relationship), str(relationship))] if relationship else []


class NewForChosen(NewForRelationship):
    """Something new that needs its relationship first: where none is named, it is chosen."""

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if asked_relationship(request) is not None:
            return super().get(request, *args, **kwargs)
        return self._choose(request)

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if asked_relationship(request) is None:
            return self._choose(request, status=422)
        return super().post(request, *args, **kwargs)

    def _choose(self, request: Request, *, status: int = 200) -> HttpResponse:
        said = request.POST if request.method == "POST" else request.GET
        form = ChooseRelationshipForm(said if "relationship" in said else None, user=request.user)
        context = Page.get_context(self, form=form, action=request.path)
        return render(request, "communications/choose.html", context, status=status)


class WordsFilter(django_filters.FilterSet):
    """Words of a record's own text, where it has one, or of the organisation it is about."""

    q = django_filters.CharFilter(method="search", label=_("Search"))
    text_field = ""
    organisation_path = "relationship__organisation"

    def search(self, rows: "QuerySet[Any]", name: str, text: str) -> "QuerySet[Any]":
        found = named(rows, text, self.organisation_path)
        return rows.filter(**{f"{self.text_field}__icontains": text}) | found if self.text_field else found


def asked_relationship(request: Request) -> Relationship | None:
    """The relationship an address or a form names; 404 where the reader may not see it."""
    text = request.POST.get("relationship") or request.GET.get("relationship") or ""
    if not text:
        return None
    if (number := whole(text)) is None:
        raise Http404
    found: dict[int, Relationship] = request.__dict__.setdefault("_asked_relationships", {})  # asked for once
    if number not in found:
        found[number] = get_object_or_404(relationships_for(request.user), pk=number)
    return found[number]


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
