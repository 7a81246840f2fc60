"""Two entries of one party: choose the other, compare, choose what to keep, merge."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from brm.core.errors import DomainError
from brm.core.numbers import whole
from brm.parties.domain.duplicates import duplicates_of, same_contacts
from brm.parties.domain.links import contact_url, organisation_url
from brm.parties.domain.merging import merge_contacts, merge_organisations
from brm.parties.domain.queries import contacts_for, may_merge, moved_by_merge, worked_organisations_for
from brm.parties.forms.contacts import ChooseContactForm
from brm.parties.forms.organisations import ChooseOrganisationForm
from brm.parties.views.base import keepers
from brm.ui.http import Request
from brm.ui.pages import Page

ORGANISATION_FACTS = (
    "name", "short_name", "code", "parent", "trade", "region", "website", "time_zone", "calendar", "working_language",
    "culture_notes", "season_notes", "notes",
)  # fmt: skip
CONTACT_FACTS = (
    "name", "job_title", "department", "kind", "persona", "grade", "phone", "email", "language", "time_zone",
    "influence", "interest", "preferences", "culture_notes",
)  # fmt: skip


class MergePage(Page):
    """The kept entry is ``pk``; the other is chosen, compared field by field, and becomes an alias."""

    show = keepers
    template_name = "parties/merge.html"
    facts: tuple[str, ...] = ()
    title = _("Merge two entries")

    def find(self, pk: Any) -> Any:
        raise NotImplementedError

    def candidates(self, keep: Any) -> Any:
        raise NotImplementedError

    def chooser(self, keep: Any) -> Any:
        raise NotImplementedError

    def page_of(self, row: Any) -> str:
        raise NotImplementedError

    def permitted(self, keep: Any, drop: Any) -> bool:
        return True

    def merge(self, keep: Any, drop: Any, facts: dict[str, Any]) -> Any:
        raise NotImplementedError

    def get_crumbs(self) -> list[Any]:
        return [(self.page_of(self.keep), str(self.keep))]

    def get(self, request: Request, pk: int) -> HttpResponse:
        self.keep = self.find(pk)
        other = whole(request.GET.get("other"))
        return self.answer(self.find(other) if other is not None else None)

    def post(self, request: Request, pk: int) -> HttpResponse:
        self.keep = self.find(pk)
        drop = self.find(whole(request.POST.get("other")) or 0)
        if not self.permitted(self.keep, drop):
            messages.error(request, str(self.refusal))
            return self.answer(drop, status=422)
        chosen = {name: request.POST.get(f"keep_{name}") for name in self.facts}
        entries = {"mine": self.keep, "other": drop}
        facts = {name: getattr(entries[which], name) for name, which in chosen.items() if which in entries}
        try:
            kept = self.merge(self.keep, drop, facts)
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return self.answer(drop, status=422)
        messages.success(request, str(_("Merged. The old address leads here now.")))
        return HttpResponseRedirect(self.page_of(kept))

    refusal: Any = _("Others work with one of the two entries. Ask them to share or hand it over first.")

    def answer(self, drop: Any, status: int = 200) -> HttpResponse:
        rows = [] if drop is None else [row for name in self.facts if (row := compared(self.keep, drop, name))]
        context = self.get_context(
            keep=self.keep, drop=drop, rows=rows, moved=[] if drop is None else moved_by_merge(drop),
            candidates=[] if drop is not None else list(self.candidates(self.keep)[:10]),
            form=None if drop is not None else self.chooser(self.keep),
            blocked=drop is not None and not self.permitted(self.keep, drop), cancel_url=self.page_of(self.keep),
            page=self,
        )  # fmt: skip
        return render(self.request, self.template_name, context, status=status)


def compared(keep: models.Model, drop: models.Model, name: str) -> tuple[str, str, Any, Any, bool] | None:
    """(field, label, mine, theirs, whether theirs is proposed) where the two differ."""
    mine, theirs = getattr(keep, name), getattr(drop, name)
    if mine == theirs or theirs in (None, ""):
        return None
    shown = [getattr(row, f"get_{name}_display", lambda row=row: getattr(row, name))() for row in (keep, drop)]
    return (
        name,
        capfirst(getattr(keep._meta.get_field(name), "verbose_name", name)),
        shown[0],
        shown[1],
        mine in (None, ""),
    )


class MergeOrganisations(MergePage):
    """Two entries of one organisation."""

    facts = ORGANISATION_FACTS

    def find(self, pk: Any) -> Any:
        return get_object_or_404(worked_organisations_for(self.request.user), pk=pk)

    def candidates(self, keep: Any) -> Any:
        mine = worked_organisations_for(self.request.user).order_by().values("pk")
        return duplicates_of(name=keep.name, code=keep.code, besides=keep).filter(pk__in=mine)

    def chooser(self, keep: Any) -> Any:
        return ChooseOrganisationForm(user=self.request.user, besides=keep)

    def page_of(self, row: Any) -> str:
        return organisation_url(row)

    def permitted(self, keep: Any, drop: Any) -> bool:
        return may_merge(self.request.user, keep, drop)

    def merge(self, keep: Any, drop: Any, facts: dict[str, Any]) -> Any:
        return merge_organisations(keep, drop, by=self.request.user, facts=facts)


class MergeContacts(MergePage):
    """Two entries of one person."""

    facts = CONTACT_FACTS

    def find(self, pk: Any) -> Any:
        return get_object_or_404(contacts_for(self.request.user), pk=pk)

    def candidates(self, keep: Any) -> Any:
        mine = contacts_for(self.request.user).order_by().values("pk")
        twins = same_contacts(keep.organisation, name=keep.name, email=keep.email)
        return twins.filter(pk__in=mine).exclude(pk=keep.pk).order_by("sort_key", "id")

    def chooser(self, keep: Any) -> Any:
        return ChooseContactForm(user=self.request.user, besides=keep)

    def page_of(self, row: Any) -> str:
        return contact_url(row)

    def merge(self, keep: Any, drop: Any, facts: dict[str, Any]) -> Any:
        return merge_contacts(keep, drop, by=self.request.user, facts=facts)
