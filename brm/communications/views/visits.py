"""Pages of executive visits: proposed, approved, prepared, held, followed up."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brm.communications.domain.placing import zone_of
from brm.communications.domain.queries import visits_for, visits_with_people
from brm.communications.domain.visits import (
    answer_visit,
    approve_visit,
    cancel_visit,
    follow_up_visit,
    hold_visit,
    prepare_visit,
    propose_visit,
    schedule_visit,
)
from brm.communications.enums import VisitReason, VisitStatus
from brm.communications.forms.visits import FollowUpForm, HeldForm, ReasonForm, ScheduleForm, VisitForm
from brm.communications.lifecycle import VISIT
from brm.communications.models import ExecutiveVisit, VisitAttendee
from brm.communications.rules import VISIT_DAYS
from brm.communications.views.base import (
    AnswerPage,
    Keeping,
    KeepingForm,
    NewForChosen,
    PeopleForm,
    Press,
    VerbForm,
    WordsFilter,
    keepers,
    may_lead,
)
from brm.core import clock
from brm.ui.lists import Column, Empty, ListPage, Preset

FACTS = ("purpose", "wanted_by", "duration_minutes", "place", "briefing", "value_message")


class VisitFilter(WordsFilter):
    """By state, occasion, and words."""

    text_field = "purpose"
    status = django_filters.ChoiceFilter(choices=VisitStatus.choices, label=_("State"))
    reason = django_filters.ChoiceFilter(choices=VisitReason.choices, label=_("Occasion"))


class VisitList(ListPage):
    """All executive visits a person may see."""

    show = keepers
    source = visits_for
    title = _("Executive visits")
    filterset_class = VisitFilter
    columns = (
        Column("purpose", _("Purpose"), kind="title"),
        Column("relationship", _("Relationship"), "relationship.organisation.name"),
        Column("reason", _("Occasion")),
        Column("wanted_by", _("By")),
        Column("starts_at", _("When"), sort="starts_at"),
        Column("owner", _("Responsible"), "owner.name"),
        Column("status", _("State"), kind="state"),
    )
    default_sort = "-pk"
    row_template = "communications/visit_row.html"
    template_name = "communications/visit_list.html"
    presets = (
        Preset("proposed", _("To approve"), "status=proposed"),
        Preset("scheduled", _("Scheduled"), "status=scheduled"),
        Preset("held", _("To follow up"), "status=held"),
    )
    empty = Empty(
        _("No executive visits yet"), _("Propose one around a major event, a complaint or a renewal."),
        icon="briefcase", action=_("Propose a visit"), url_name="communications:visit_new",
    )  # fmt: skip


class VisitPage(Keeping):
    """One visit and what comes next."""

    source = visits_for
    template_name = "communications/visit.html"
    object_name = "visit"

    def get_queryset(self) -> "QuerySet[ExecutiveVisit]":
        return visits_with_people(super().get_queryset().select_related("matter", "proposed_by"))

    def get_context(self, **more: Any) -> dict[str, Any]:
        visit: ExecutiveVisit = self.object
        people = list(visit.attendees.all())
        return super().get_context(
            steps={step.name: step for step in VISIT.available(visit)},
            leads=may_lead(self.request, visit.relationship),
            ours=[one for one in people if one.user], theirs=[one for one in people if one.contact],
            zone=zone_of(visit.relationship),
            line=[(status, label) for status, label in VisitStatus.choices if status != VisitStatus.CANCELLED], **more,
        )  # fmt: skip


class NewVisit(NewForChosen):
    """Propose a visit; without a relationship, choose it first."""

    list_url_name = "communications:visits"
    form_class = VisitForm
    title = _("Propose an executive visit")
    submit = _("Propose")
    success = _("Proposed. The leads of the team are asked to approve it.")
    draft = "visit"

    def get_initial(self) -> dict[str, Any]:
        return {"wanted_by": clock.today() + timedelta(days=VISIT_DAYS)}

    def save(self, form: VisitForm) -> ExecutiveVisit:
        if form.relationship is None:
            raise ValueError("a visit is to somebody")
        return propose_visit(form.relationship, by=self.request.user, **form.facts)


class PrepareVisit(PeopleForm):
    """Briefing, value message, who goes and whom they see."""

    source = visits_for
    form_class = VisitForm
    title = _("Prepare the visit")
    success = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"new": False}

    def get_initial(self) -> dict[str, Any]:
        people = list(self.object.attendees.select_related("user", "contact"))
        return {name: getattr(self.object, name) for name in FACTS} | {
            "ours": [one.user for one in people if one.user], "theirs": [one.contact for one in people if one.contact],
        }  # fmt: skip

    def save(self, form: VisitForm) -> ExecutiveVisit:
        return prepare_visit(self.object, by=self.request.user, expected_version=self.version, **form.facts)


class ApproveVisit(Press):
    """A lead agrees."""

    source = visits_for
    verb = approve_visit
    success = _("Approved.")


class ScheduleVisit(VerbForm):
    """Fix the day; everybody gets the invitation."""

    source = visits_for
    verb = schedule_visit
    form_class = ScheduleForm
    title = _("Schedule the visit")
    success = _("Scheduled; the invitations are on their way.")

    def get_initial(self) -> dict[str, Any]:
        visit = self.object
        zone = ZoneInfo(zone_of(visit.relationship))
        here = visit.starts_at.astimezone(zone) if visit.starts_at else None  # as it is read when it comes back
        return {
            "on": here.date() if here else visit.wanted_by, "meet_at": here.time() if here else "10:00",
            "place": visit.place,
        }  # fmt: skip


class HoldVisit(KeepingForm):
    """Record what was heard."""

    source = visits_for
    form_class = HeldForm
    title = _("Record what was heard")
    success = _("Recorded.")
    grid = False

    def get_initial(self) -> dict[str, Any]:
        visit = self.object
        held = min(visit.starts_at or clock.now(), clock.now())
        return {"value_message": visit.value_message, "held_at": timezone.localtime(held)}

    def save(self, form: HeldForm) -> ExecutiveVisit:
        return hold_visit(self.object, by=self.request.user, **form.facts)


class FollowUpVisit(VerbForm):
    """Say what followed."""

    source = visits_for
    verb = follow_up_visit
    form_class = FollowUpForm
    title = _("Record the follow-up")
    success = _("Recorded; the visit is complete.")


class CancelVisit(VerbForm):
    """Give a visit up."""

    source = visits_for
    verb = cancel_visit
    form_class = ReasonForm
    title = _("Cancel the visit")
    submit = _("Cancel the visit")
    success = _("Cancelled.")


class AnswerVisit(AnswerPage):
    """Record that somebody accepts or declines."""

    source = visits_for
    verb = answer_visit

    def get_people(self, record: ExecutiveVisit) -> "QuerySet[VisitAttendee]":
        return record.attendees.all()
