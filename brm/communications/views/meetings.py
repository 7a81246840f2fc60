"""The meeting page, which changes with time: a brief before, the minutes after. And what one does with a meeting."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from brm.actionitems.domain import action_items_of
from brm.communications.domain.attendees import answer_invitation, attendees_of, choose_attendees
from brm.communications.domain.briefing import brief_of
from brm.communications.domain.holding import change_minutes, hold_meeting, publish_minutes
from brm.communications.domain.meetings import cancel_meeting, prepare_meeting, reschedule_meeting
from brm.communications.domain.placing import schedule_for_relationship, zone_of
from brm.communications.domain.queries import meetings_for, minutes_for, minutes_of, with_usual_names
from brm.communications.enums import Answer, OccurrenceStatus
from brm.communications.forms.meetings import (
    BriefForm,
    CancelForm,
    CorrectionForm,
    Lines,
    MinutesForm,
    MoveForm,
)
from brm.communications.models import Minutes, Occurrence, OccurrenceAttendee
from brm.communications.models.occurrences import UNDONE
from brm.communications.panels import brief_panels
from brm.communications.talking import points_for
from brm.communications.views.base import AnswerPage, Keeping, KeepingForm, PeopleForm, Press
from brm.core import clock
from brm.core.errors import DomainError


class MeetingPage(Keeping):
    """One meeting: before it the brief, after it the minutes."""

    source = meetings_for
    template_name = "communications/meeting.html"
    object_name = "meeting"

    def get_queryset(self) -> "QuerySet[Occurrence]":
        return with_usual_names(super().get_queryset())

    def get_title(self) -> str:
        return str(self.object.plan.title)

    def get_context(self, **more: Any) -> dict[str, Any]:
        row: Occurrence = self.object
        schedule = schedule_for_relationship(row.relationship)
        day = row.make_up_on or row.due_on
        coming = list(attendees_of(row)) or expected_attendees(row)
        minutes = minutes_of(row) if row.held_at else None
        told = brief_panels(self.request.user, row, [one.contact for one in coming if one.contact])
        return super().get_context(
            brief_panels=[render_to_string(name, {"meeting": row, **known}, self.request) for name, known in told],
            zone=zone_of(row.relationship, schedule), is_free=not schedule.is_working_day(day),
            is_over=row.status in (OccurrenceStatus.HELD, OccurrenceStatus.HELD_LATE, OccurrenceStatus.CANCELLED),
            may_hold=row.status in (*UNDONE, OccurrenceStatus.MISSED), may_cancel=row.status in UNDONE,
            ours=[one for one in coming if one.user], theirs=[with_points(one) for one in coming if one.contact],
            brief=brief_of(row) if minutes is None else None, minutes=minutes,
            actions=list(minutes.actions.all()) if minutes else [], needs=list(row.needs.all()) if minutes else [],
            **more,
        )  # fmt: skip


def with_points(attendee: Any) -> Any:
    """An attendee of theirs with what they want to talk about (C-31)."""
    attendee.points = points_for(attendee.contact.persona)
    return attendee


def expected_attendees(row: Any) -> list[Any]:
    """Who will be invited, our people by name only: for reading."""
    ours = dict.fromkeys([str(row.relationship.owner), *row.usual_names])
    theirs = row.plan.theirs.filter(left_on=None)
    return [Planned(user=name) for name in ours] + [Planned(contact=contact) for contact in theirs]


def planned_attendees(row: Occurrence) -> list[Any]:
    """Who usually comes by the plan, while nobody has been invited."""
    plan = row.plan
    ours = {user.pk: user for user in [row.relationship.owner, *plan.ours.all()]}
    return [Planned(user=user) for user in ours.values()] + [
        Planned(contact=contact) for contact in plan.theirs.all() if contact.left_on is None
    ]


class Planned:
    """Somebody who will be invited."""

    pk = None
    answer = ""

    def __init__(self, user: Any = None, contact: Any = None) -> None:
        self.user, self.contact = user, contact


class MeetingForm(KeepingForm):
    """A form about one meeting."""

    source = meetings_for

    def get_record_name(self) -> str:
        return str(self.object.plan.title)


class PrepareMeeting(MeetingForm, PeopleForm):
    """Write the brief and choose who comes."""

    form_class = BriefForm
    title = _("Prepare the meeting")
    success = _("Saved.")
    draft = "brief"
    grid = False

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        coming = list(attendees_of(row)) or planned_attendees(row)
        return {
            "objective": row.objective, "agenda": row.agenda or row.plan.agenda, "place": row.place or row.plan.place,
            "ours": [one.user for one in coming if one.user], "theirs": [one.contact for one in coming if one.contact],
        }  # fmt: skip

    def save(self, form: BriefForm) -> Occurrence:
        facts = dict(form.cleaned_data)
        ours, theirs = facts.pop("ours"), facts.pop("theirs")
        row = prepare_meeting(self.object, by=self.request.user, expected_version=self.version, **facts)
        return choose_attendees(row, ours=ours, theirs=theirs, by=self.request.user)


class HoldMeeting(MeetingForm, PeopleForm):
    """The minutes in three parts; their lines become action items."""

    form_class = MinutesForm
    template_name = "communications/minutes_page.html"
    form_template = "communications/minutes_form.html"
    title = _("Record the minutes")
    submit = _("Save the minutes")
    draft = "minutes"
    grid = False

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        coming = list(attendees_of(row)) or planned_attendees(row)
        here = ZoneInfo(self.request.user.time_zone)
        return {
            "held_at": timezone.localtime(min(row.starts_at, clock.now()), here),
            "ours": [one.user for one in coming if one.user and one.answer != Answer.DECLINED],
            "theirs": [one.contact for one in coming if one.contact and one.answer != Answer.DECLINED],
        }  # fmt: skip

    def get_lines(self) -> Any:
        """The formset, read once."""
        if "lines" not in self.__dict__:
            data = (
                self.request.POST
                if self.request.method == "POST" and "lines-TOTAL_FORMS" in self.request.POST
                else None
            )
            initial = [{"part": part} for part in ("issue", "improvement") for _row in range(3)]
            self.lines = Lines(
                data, prefix="lines", user=self.request.user, relationship=self.object.relationship,
                initial=initial if data is None else None,
            )  # fmt: skip
        return self.lines

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(
            lines=self.get_lines(), meeting=self.object, open_items=list(action_items_open(self.object)), **more
        )

    def save(self, form: MinutesForm) -> Minutes:
        lines = self.get_lines()
        if lines.is_bound and not lines.is_valid():
            raise DomainError(_t("Some lines of the action items are not complete."))
        minutes = hold_meeting(
            self.object, by=self.request.user, actions=lines.lines if lines.is_bound else [],
            expected_version=self.version, **form.facts,
        )  # fmt: skip
        self.held = minutes
        return minutes

    def get_success_message(self, result: Minutes) -> str:
        count = result.actions.count()
        if count:
            return _t("Recorded. %(n)d action items were made.") % {"n": count}
        return _t("Recorded.")


def action_items_open(row: Occurrence) -> Any:
    """The promises of both sides that are still open."""
    return action_items_of(row.relationship).filter(status__in=["open", "in_progress"]).order_by("due_on")[:12]


class CorrectMinutes(KeepingForm):
    """Put minutes right; every change stays in the history."""

    source = minutes_for
    form_class = CorrectionForm
    title = _("Correct the minutes")
    success = _("Corrected.")
    grid = False

    def get_crumbs(self) -> list[Any]:
        row = self.object.occurrence
        return [(row.get_absolute_url(), row.plan.title)]

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in CorrectionForm.base_fields}

    def save(self, form: CorrectionForm) -> Minutes:
        return change_minutes(self.object, by=self.request.user, expected_version=self.version, **form.cleaned_data)

    def get_success_url(self, result: Any) -> str:
        return str(self.object.occurrence.get_absolute_url())

    def get_cancel_url(self) -> str:
        return str(self.object.occurrence.get_absolute_url())


class PublishMinutes(Press):
    """Show minutes in the other side's portal that were not sent at once."""

    source = minutes_for
    verb = publish_minutes
    success = _("They can read the minutes in their portal now.")

    def get_back(self, record: Minutes) -> str:
        return str(record.occurrence.get_absolute_url())


class MoveMeeting(MeetingForm):
    """Another day, with a reason; out of its period it counts as missed."""

    form_class = MoveForm
    form_template = "communications/move_form.html"
    title = _("Move to another day")

    def get_title(self) -> str:
        waits = self.object.status == OccurrenceStatus.MISSED and self.object.make_up_on is None
        return _t("Say why, and when instead") if waits else str(super().get_title())

    def get_initial(self) -> dict[str, Any]:
        """The day it is on while that is ahead, else the next working day."""
        row: Occurrence = self.object
        schedule = schedule_for_relationship(row.relationship)
        today, day = clock.today(zone_of(row.relationship, schedule)), row.make_up_on or row.due_on
        return {"on": day if day > today else schedule.next_working_day(today)}

    def save(self, form: MoveForm) -> Occurrence:
        return reschedule_meeting(self.object, by=self.request.user, expected_version=self.version, **form.cleaned_data)

    def get_success_message(self, result: Occurrence) -> str:
        if result.status == OccurrenceStatus.MISSED:
            return _t("Moved. It counts as missed, and is made up for on the new day.")
        return _t("Moved.")


class CancelMeeting(MeetingForm, PeopleForm):
    """Drop a meeting the other side agreed to drop."""

    form_class = CancelForm
    title = _("Cancel the meeting")
    submit = _("Cancel the meeting")
    success = _("Cancelled. It does not count against adherence.")

    def save(self, form: CancelForm) -> Occurrence:
        return cancel_meeting(self.object, by=self.request.user, expected_version=self.version, **form.cleaned_data)


class AnswerMeeting(AnswerPage):
    """Record that somebody accepts or declines."""

    source = meetings_for
    verb = answer_invitation

    def get_people(self, record: Occurrence) -> "QuerySet[OccurrenceAttendee]":
        return attendees_of(record)
