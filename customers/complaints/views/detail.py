"""One complaint as those responsible see it: the next step, the clocks, what was said, who steps in when."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from brm.matters.domain import thread_for
from brm.parties.domain.links import relationship_url
from brm.search.kernel import MATTER_PAGES
from brm.ui.pages import Crumb, DetailPage
from customers.complaints.domain.clocks import hours_of
from customers.complaints.domain.faces import faces_of, severity_tone
from customers.complaints.domain.guidance import beside, may_take, next_step, other_steps, sundry
from customers.complaints.domain.hanging import (
    checks_with,
    conflict_with,
    duplicates_with,
    entry_with,
    hang_rises,
    others_with,
    watchers_with,
    whole_complaint,
)
from customers.complaints.domain.life import rungs_of, way_of
from customers.complaints.domain.queries import start_of
from customers.complaints.domain.scope import may_manage
from customers.complaints.domain.talk import Line, talk_of
from customers.complaints.enums import Status
from customers.complaints.forms.parts import MessageForm
from customers.complaints.lifecycle import LIFECYCLE
from customers.complaints.models import Complaint, ComplaintMessage, ComplaintWatcher
from customers.complaints.views.base import insiders_only

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
    template_name = "complaints/detail.html"
    object_name = "complaint"

    def get_object(self) -> Complaint:
        complaint = whole_complaint(self.request.user, self.kwargs["pk"])
        if complaint is None:
            raise Http404
        return complaint

    def get_title(self) -> str:
        return str(self.object.matter.title)

    def get_crumbs(self) -> list[Crumb]:
        return [(reverse("complaints:list"), _("Complaints")), (self.object.get_absolute_url(), self.object.number)]

    def get_context(self, **more: Any) -> dict[str, Any]:
        complaint: Any = self.object
        user = self.request.user
        hang_rises(complaint)
        faces = faces_of(complaint) if not complaint.is_past else []
        conflict, entry = conflict_with(complaint), entry_with(complaint)
        step = next_step(complaint)
        step_face = next((face for face in faces if step and face.kind == step.clock and face.is_running), None)
        linked, hidden = thread_for(user, complaint.matter) if complaint.there_are_links else ([], 0)
        rungs, has_ladder = rungs_of(complaint)
        talk, files = talk_of(
            complaint, with_files=complaint.there_are_files, with_words=complaint.there_are_messages
        )  # fmt: skip
        manages, watchers = may_manage(user, complaint), watchers_with(complaint)
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
            watch_entry=entry, watchers=watchers, checks=checks_with(complaint),
            talk=talk, files=files,
            message_form=MessageForm(initial={"key": secrets.token_urlsafe(12)}), may_write=True, manages=manages,
            linked=[_with_url(matter) for matter in linked if matter.pk != complaint.pk], hidden=hidden,
            duplicates=duplicates_with(complaint), similar=others_with(complaint, user, SIMILAR),
            known_names=_known_names(complaint, talk, watchers),
            tone=severity_tone(complaint.severity), zone=hours_of(complaint.relationship).zone,
            customer_url=relationship_url(complaint.relationship) if complaint.shows_customer else "", **more,
        )  # fmt: skip

    def _ways(self, choices: Any) -> list[Way]:
        return [Way(choice.label, choice.icon, self._url(choice.name)) for choice in choices]

    def _url(self, name: str) -> str:
        return reverse(f"complaints:{name}", args=[self.object.pk])


def _known_names(complaint: Complaint, talk: list[Line], watchers: list[ComplaintWatcher]) -> dict[str, dict[int, str]]:
    """The people and messages of the page by the numbers its history has them under."""
    rows: list[ComplaintMessage | ComplaintWatcher] = [*(line.row for line in talk), *watchers]
    contacts = [complaint.contact, *(row.contact for row in rows)]
    users = [complaint.owner, complaint.relationship.owner, *(row.user for row in rows)]
    users += [rise.person for rise in complaint.rises.all()]
    return {
        "parties.contact": {each.pk: str(each) for each in contacts if each is not None},
        "accounts.user": {each.pk: str(each) for each in users if each is not None},
        "catalogue.service": {complaint.service.pk: str(complaint.service)} if complaint.service else {},
        "complaints.complaintmessage": {line.row.pk: start_of(line.row.text) for line in talk},
    }


def _tone(complaint: Complaint, face: Any) -> str:
    if complaint.status == Status.WAITING:
        return "blue"
    return face.tone if face is not None else "blue"


def _with_url(matter: Any) -> Any:
    name = MATTER_PAGES.get(matter.kind, "")
    try:
        matter.url = reverse(name, args=[matter.pk]) if name else ""
    except NoReverseMatch:
        matter.url = ""
    return matter
