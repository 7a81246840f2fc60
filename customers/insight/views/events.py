"""Major events: the log, one event with its complaints, visit and conflict, its steps (R-18, C-36, K-24)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from brm.matters.domain import thread_for
from brm.parties.models import Relationship
from brm.parties.views.base import keepers
from brm.search.kernel import MATTER_PAGES
from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import Empty, ListPage, Preset
from brm.ui.pages import Page, attempt
from customers.insight.domain.events import (
    change_major_event,
    close_major_event,
    complaint_links,
    flag_conflict,
    link_complaint,
    report_major_event,
    review_major_event,
    solve_major_event,
    take_major_event,
    unlink_complaint,
    visit_due,
)
from customers.insight.domain.figures import EventFigures, event_figures
from customers.insight.domain.queries import major_events_for
from customers.insight.enums import EventStatus
from customers.insight.filters import EventFilter
from customers.insight.forms.matters import (
    ConflictForm,
    EventForm,
    LinkForm,
    NewEventForm,
    ReviewForm,
    SolveForm,
)
from customers.insight.lifecycle import EVENT
from customers.insight.models import MajorEvent
from customers.insight.views.base import LISTS, NewRecord, PressStep, RecordForm, RecordPage

PATH = (EventStatus.REPORTED, EventStatus.IN_HAND, EventStatus.SOLVED, EventStatus.REVIEWED, EventStatus.CLOSED)
STEP_PAGES = {
    "take": "insight:event_take", "solve": "insight:event_solve", "review": "insight:event_review",
    "close": "insight:event_close",
}  # fmt: skip


def chart_of(figures: EventFigures) -> dict[str, Any]:
    """Major events by month as the chart draws them."""
    return {
        "kind": "bar",
        "labels": [formats.date_format(month, "Y-m") for month in figures.months],
        "series": [{"name": _t("Major events"), "data": list(figures.events), "tone": "red"}],
    }


class EventList(ListPage):
    """Every major event one may see, with their rate above (K-24)."""

    show = keepers
    source = major_events_for
    title = _("Major events")
    filterset_class = EventFilter
    default_sort = "-occurred"
    row_template = "insight/event_row.html"
    template_name = "insight/events.html"
    columns = (
        Column("title", _("What"), "matter.title", kind="title"),
        Column("number", _("Number"), "matter.number"),
        Column("relationship", _("Customer"), "matter.relationship.organisation.name"),
        Column("grade", _("Grade")),
        Column("status", _("State"), kind="state"),
        Column("occurred", _("Occurred"), "occurred_at", sort="occurred_at"),
        Column("owner", _("Responsible"), "owner.name"),
        Column("executive_feeling", _("Their executives"), default=True),
        Column("ended_at", _("Over"), default=False),
        Column("conflict", _("Conflict"), default=False),
        Column("lessons", _("What we learned"), default=False),
    )
    presets = (
        Preset("open", _("Not closed yet"), "state=standing"),
        Preset("conflict", _("With a conflict"), "conflict=true&state=standing"),
    )
    empty = Empty(
        _("No major event recorded"),
        _("When something grave happens at a customer, report it here: an executive visit is proposed at once, "
          "complaints about it are linked, and their executives’ view is kept."),
        "alert-octagon", _("Report a major event"), "insight:event_new",
    )  # fmt: skip

    def get_context(self, **more: Any) -> dict[str, Any]:
        figures = event_figures(more["listing"].filters.queryset)
        return super().get_context(
            lists=LISTS, here="insight:events", new_url=reverse("insight:event_new"),
            new_label=_("Report a major event"), figures=figures, **more,
        )  # fmt: skip


class EventPage(RecordPage):
    """One major event on one page."""

    source = major_events_for
    template_name = "insight/event.html"
    object_name = "event"

    def get_relationship(self) -> Relationship:
        found: Relationship = self.object.matter.relationship
        return found

    def get_title(self) -> Any:
        return self.object.matter.title

    def get_context(self, **more: Any) -> dict[str, Any]:
        event: MajorEvent = self.object
        linked, hidden = thread_for(self.request.user, event.matter)
        place = PATH.index(EventStatus(event.status))
        return super().get_context(
            relationship=self.get_relationship(),
            steps=[(step, reverse(STEP_PAGES[step.name], args=[event.pk])) for step in EVENT.available(event)],
            may_change=event.status != EventStatus.CLOSED,
            complaints=[(link, page_of(link.source)) for link in complaint_links(event)],
            others=[(each, page_of(each)) for each in linked if each.pk != event.pk and each.kind != "complaint"],
            hidden=hidden, visit_due=visit_due(event), link_form=LinkForm(user=self.request.user, event=event),
            path=[(state.label, "done" if n < place else "current" if n == place else "") for n, state in
                  enumerate(PATH)],
            **more,
        )  # fmt: skip


def page_of(matter: Any) -> str:
    """The page of a linked matter's own kind; nothing where it has none."""
    name = MATTER_PAGES.get(matter.kind)
    return reverse(name, args=[matter.pk]) if name else ""


class NewEvent(NewRecord):
    """Report what has happened."""

    form_class = NewEventForm
    title = _("Report a major event")
    submit = _("Report")
    success = _("Reported. An executive visit was proposed.")
    draft = "major-event"
    list_name = "insight:events"

    def save(self, form: NewEventForm) -> MajorEvent:
        return report_major_event(form.cleaned_data["relationship"], by=self.request.user, **form.facts())


class EventForms(RecordForm):
    """A form about one major event."""

    source = major_events_for
    success = _("Saved.")
    grid = False

    def get_relationship(self) -> Relationship:
        found: Relationship = self.object.matter.relationship
        return found


class EditEvent(EventForms):
    """Correct what is known."""

    form_class = EventForm
    title = _("Change the major event")
    grid = True

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def save(self, form: EventForm) -> MajorEvent:
        return change_major_event(self.object, by=self.request.user, expected_version=self.version, **form.facts())


class TakeEvent(PressStep):
    """Somebody has it in hand."""

    source = major_events_for
    verb = staticmethod(take_major_event)


class SolveEvent(EventForms):
    """It is over."""

    form_class = SolveForm
    title = _("The major event is over")

    def save(self, form: SolveForm) -> MajorEvent:
        return solve_major_event(self.object, by=self.request.user, **form.cleaned_data)


class ReviewEvent(EventForms):
    """What was learned."""

    form_class = ReviewForm
    title = _("Review the major event")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"event": self.object}

    def save(self, form: ReviewForm) -> MajorEvent:
        return review_major_event(self.object, by=self.request.user, **form.cleaned_data)


class CloseEvent(PressStep):
    """Nothing is left to do."""

    source = major_events_for
    verb = staticmethod(close_major_event)
    success = _("Closed.")


class FlagConflict(EventForms):
    """They blame us: who mediates (C-36)."""

    form_class = ConflictForm
    title = _("Conflict about the event")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"event": self.object, "user": self.request.user}

    def save(self, form: ConflictForm) -> MajorEvent:
        return flag_conflict(self.object, by=self.request.user, expected_version=self.version, **form.cleaned_data)


class LinkComplaint(EventForms):
    """A complaint is about this event."""

    form_class = LinkForm
    title = _("Link a complaint")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"event": self.object, "user": self.request.user}

    def save(self, form: LinkForm) -> Any:
        return link_complaint(self.object, form.cleaned_data["complaint"], by=self.request.user)


class UnlinkComplaint(Page):
    """It was about something else."""

    show = keepers

    def post(self, request: Request, pk: int, link: int) -> HttpResponse:
        event = get_object_or_404(major_events_for(request.user), pk=pk)
        found = get_object_or_404(complaint_links(event), pk=link)
        return attempt(
            request, lambda: unlink_complaint(found, by=request.user), success=_("The link was taken back."),
            back=event.get_absolute_url(),
        )  # fmt: skip
