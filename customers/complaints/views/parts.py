"""What hangs on a complaint: duplicates, one case, conflict, watchers, the check after closing, the watch list."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from customers.complaints.domain.conflicts import flag_conflict, note_on_conflict, settle_conflict
from customers.complaints.domain.merging import link_as_one_case, merge_complaints
from customers.complaints.domain.queries import (
    complaints_for,
    conflict_of,
    possible_duplicates,
    watchers_of,
)
from customers.complaints.domain.recovery import record_satisfaction
from customers.complaints.domain.watching import add_to_watch_list, unwatch, watch
from customers.complaints.forms.parts import (
    ConflictForm,
    FactsForm,
    LinkForm,
    MergeForm,
    NextStepForm,
    OutcomeForm,
    ScoreForm,
    WatchersForm,
)
from customers.complaints.models import Complaint
from customers.complaints.views.base import ComplaintForm, OfferingPage, VerbForm


class ChoosingPage(ComplaintForm):
    """A form that names another complaint of the same customer."""

    def get_others(self) -> "QuerySet[Complaint]":
        seen = complaints_for(self.request.user).order_by().values("pk")
        return possible_duplicates(self.object).filter(pk__in=seen)

    def get_initial(self) -> dict[str, Any]:
        return {"keep": self.request.GET.get("other"), "other": self.request.GET.get("other")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"others": self.get_others()}


class Merge(ChoosingPage):
    """This one doubles another and ends here."""

    form_class = MergeForm
    title = _("Merge into another complaint")
    submit = _("Merge")
    success = _("Merged. It goes on here.")

    def save(self, form: Any) -> Complaint:
        data = form.cleaned_data
        return merge_complaints(data["keep"], self.object, by=self.request.user, reason=data["reason"])

    def get_success_url(self, result: Complaint) -> str:
        return result.get_absolute_url()


class Link(ChoosingPage):
    """A direct and a relayed complaint about one case (INV-16)."""

    form_class = LinkForm
    title = _("Link to the same case")
    submit = _("Link")
    success = _("Linked. Both go on, and both count.")

    def get_others(self) -> "QuerySet[Complaint]":
        rows = complaints_for(self.request.user).filter(relationship=self.object.relationship_id)
        return rows.exclude(pk=self.object.pk).order_by("-received_at", "-pk")

    def save(self, form: Any) -> Any:
        return link_as_one_case(self.object, form.cleaned_data["other"], by=self.request.user)


class Flag(OfferingPage):
    """The sides blame each other; somebody mediates."""

    verb = flag_conflict
    form_class = ConflictForm
    title = _("Flag a conflict")
    submit = _("Flag it")
    success = _("Flagged; the mediator is notified.")


class ConflictPage(ComplaintForm):
    """A form about the conflict of a complaint."""

    def get_object(self) -> Any:
        complaint = super().get_object()
        self.conflict = conflict_of(complaint)
        if self.conflict is None:
            raise Http404
        return complaint

    def get_initial(self) -> dict[str, Any]:
        return {"agreed_facts": self.conflict.agreed_facts if self.conflict else ""}


class AgreedFacts(ConflictPage):
    """What both sides agree on."""

    form_class: Any = FactsForm
    title = _("Facts both sides agree on")

    def save(self, form: Any) -> Any:
        if self.conflict is None:
            raise Http404
        return note_on_conflict(self.conflict, by=self.request.user, **form.cleaned_data)


class Settle(ConflictPage):
    """How the conflict ended."""

    form_class = OutcomeForm
    title = _("Settle the conflict")
    submit = _("Settle the conflict")
    success = _("Settled.")

    def save(self, form: Any) -> Any:
        if self.conflict is None:
            raise Http404
        return settle_conflict(self.conflict, by=self.request.user, **form.cleaned_data)


class Watchers(OfferingPage):
    """Which colleagues hear how it goes on."""

    form_class = WatchersForm
    title = _("Who watches")
    success = _("Saved.")

    def get_initial(self) -> dict[str, Any]:
        return {"users": [row.user_id for row in watchers_of(self.object) if row.user_id]}

    def save(self, form: Any) -> Any:
        now = {row.user_id: row.user for row in watchers_of(self.object) if row.user is not None}
        wanted = {user.pk: user for user in form.cleaned_data["users"]}
        for pk in wanted.keys() - now.keys():
            watch(self.object, wanted[pk], by=self.request.user)
        for pk in now.keys() - wanted.keys():
            unwatch(self.object, now[pk], by=self.request.user)
        return self.object


class Check(VerbForm):
    """How content they are with the handling."""

    verb = record_satisfaction
    form_class = ScoreForm
    title = _("How content are they?")
    submit = _("Record")
    success = _("Recorded.")


class Follow(ComplaintForm):
    """Put it on the watch list with its next step (C-17)."""

    form_class = NextStepForm
    title = _("Put on the watch list")
    submit = _("Follow it")
    success = _("On the watch list until it is solved.")

    def save(self, form: Any) -> Any:
        return add_to_watch_list(self.object.matter, by=self.request.user, **form.cleaned_data)
