"""One complaint as those responsible see it: the next step, the clocks, what was said, who steps in when."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from brm.matters.domain import thread_for
from brm.search.kernel import MATTER_PAGES
from brm.ui.pages import Crumb, DetailPage
from customers.complaints.domain.clocks import hours_of
from customers.complaints.domain.faces import faces_of, severity_tone
from customers.complaints.domain.guidance import beside, may_take, next_step, other_steps, sundry
from customers.complaints.domain.life import entry_of, rungs_of, way_of
from customers.complaints.domain.queries import complaints_for, conflict_of, possible_duplicates, watchers_of
from customers.complaints.domain.scope import may_manage
from customers.complaints.domain.talk import talk_of
from customers.complaints.enums import Status
from customers.complaints.forms.parts import MessageForm
from customers.complaints.lifecycle import LIFECYCLE
from customers.complaints.models import Complaint
from customers.complaints.views.base import customer_url, insiders_only

SIMILAR = 5


@dataclass(frozen=True)
class Way:
    """A button: its words, its sign, where it leads."""

    label: Any
    icon: str
    url: str


class ComplaintPage(DetailPage):
    """What burns, how long is left, and the one next step; below it everything that is known."""

    show = insiders_only
    source = complaints_for
    template_name = "complaints/detail.html"
    object_name = "complaint"

    def get_queryset(self) -> "QuerySet[Complaint]":
        return (
            super()
            .get_queryset()
            .select_related(
                "matter", "relationship__organisation", "relationship__owner", "relationship__team", "owner", "contact",
                "service", "recorded_by", "remedy_approved_by", "visit", "merged_into__matter",
            )
        )  # fmt: skip

    def get_title(self) -> str:
        return str(self.object.matter.title)

    def get_crumbs(self) -> list[Crumb]:
        return [(reverse("complaints:list"), _("Complaints")), (self.object.get_absolute_url(), self.object.number)]

    def get_context(self, **more: Any) -> dict[str, Any]:
        complaint: Complaint = self.object
        user = self.request.user
        faces = faces_of(complaint) if not complaint.is_past else []
        conflict, entry = conflict_of(complaint), entry_of(complaint)
        step = next_step(complaint)
        step_face = next((face for face in faces if step and face.kind == step.clock and face.is_running), None)
        linked, hidden = thread_for(user, complaint.matter)
        rungs, has_ladder = rungs_of(complaint)
        talk, files = talk_of(complaint)
        manages = may_manage(user, complaint)
        return super().get_context(
            step=step, step_url=self._url(step.name) if step else "", step_face=step_face,
            step_tone=_tone(complaint, step_face), missing=LIFECYCLE.reasons(step.name, complaint) if step else [],
            may_step=step is not None and may_take(user, complaint, step.name),
            beside=self._ways(beside(complaint)) if manages else [],
            others=self._ways(other_steps(complaint)) if manages else [],
            sundry=self._ways(
                sundry(complaint, has_conflict=conflict is not None, is_followed=entry is not None)
            ) if manages else [],
            faces=faces, life=way_of(complaint), rungs=rungs, has_ladder=has_ladder, conflict=conflict,
            watch_entry=entry, watchers=list(watchers_of(complaint)),
            checks=list(complaint.checks.all()), talk=talk, files=files,
            message_form=MessageForm(initial={"key": secrets.token_urlsafe(12)}), may_write=True, manages=manages,
            linked=[_with_url(matter) for matter in linked if matter.pk != complaint.pk], hidden=hidden,
            duplicates=list(complaint.duplicates.select_related("matter")),
            similar=_readable(user, possible_duplicates(complaint)) if complaint.is_open else [],
            tone=severity_tone(complaint.severity), zone=hours_of(complaint.relationship).zone,
            customer_url=customer_url(self.request, complaint), **more,
        )  # fmt: skip

    def _ways(self, choices: Any) -> list[Way]:
        return [Way(choice.label, choice.icon, self._url(choice.name)) for choice in choices]

    def _url(self, name: str) -> str:
        return reverse(f"complaints:{name}", args=[self.object.pk])


def _tone(complaint: Complaint, face: Any) -> str:
    if complaint.status == Status.WAITING:
        return "blue"
    return face.tone if face is not None else "blue"


def _readable(user: Any, rows: "QuerySet[Complaint]") -> list[Complaint]:
    """Other open complaints of the same customer that the reader may open (INV-16)."""
    return list(rows.filter(pk__in=complaints_for(user).order_by().values("pk"))[:SIMILAR])


def _with_url(matter: Any) -> Any:
    name = MATTER_PAGES.get(matter.kind, "")
    try:
        matter.url = reverse(name, args=[matter.pk]) if name else ""
    except NoReverseMatch:
        matter.url = ""
    return matter
