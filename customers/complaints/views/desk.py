"""The desk: open complaints, what burns first; and the list of everything."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from brm.ui.kept import Kept, kept
from brm.ui.lists import Column, Empty, ListPage, Preset
from brm.ui.templatetags import ui
from customers.complaints.domain.desk import DeskFigures, desk_figures
from customers.complaints.domain.faces import hang_clocks
from customers.complaints.domain.guidance import next_step
from customers.complaints.domain.queries import complaints_for, open_complaints_for, shown_in_lists
from customers.complaints.filters import PATH, AllComplaintsFilter, ComplaintFilter
from customers.complaints.models import Complaint
from customers.complaints.views.base import insiders_only


def clock_words(row: Any) -> str:
    """The most urgent clock of a row, for a file."""
    face = row.face
    return f"{face.name}: {face.text}" if face else ""


def clock_cell(row: Any) -> SafeString:
    """The most urgent clock of a row."""
    face = row.face
    if face is None:
        return SafeString("")
    return ui.clock(face.name, face.state, face.tone, face.text, due=face.due, share=face.share, size="sm")


class Desk(ListPage):
    """Open complaints: which burns, how long is left on which clock, direct or relayed, and the one next step."""

    show = insiders_only
    source = open_complaints_for
    title = _("Complaints")
    subtitle = _("What is open, the most urgent first.")
    filterset_class = ComplaintFilter
    columns: Sequence[Column] = (
        Column("title", _("Complaint"), "matter.title", kind="title"),
        Column("time", _("Time left"), clock_words, sort="desk_at", draw=clock_cell),
        Column("path", PATH),
        Column("level", _("Escalation"), kind="fit"),
        Column("status", _("State"), kind="state"),
        Column("owner", _("Owner"), "owner.name"),
        Column("number", _("Number"), "matter.number", default=False),
        Column("customer", _("Customer"), "relationship.organisation.name", default=False),
        Column("severity", _("Severity"), default=False),
        Column("kind", _("Complainant"), default=False),
        Column("contact", _("Name"), "contact.name", default=False),
        Column("service", _("Service"), default=False),
        Column("channel", _("Received by"), default=False),
        Column("received", _("Received"), "received_at", sort="received_at", default=False),
        Column("next", _("Next step"), lambda row: row.step.label if row.step else "", kind="fit"),
    )
    default_sort = "time"
    per_page = 25  # what one looks at before one begins; the list of all shows fifty
    row_template = "complaints/row.html"
    template_name = "complaints/desk.html"
    presets: Any = (
        Preset("mine", _("Mine"), "whose=mine"),
        Preset("over", _("Limit passed"), "time=over"),
        Preset("relayed", _("Relayed"), "path=relayed"),
        Preset("raised", _("Escalated"), "level=1"),
        Preset("waiting", _("Waiting"), "time=waiting"),
    )
    empty = Empty(
        _("No complaint is open"),
        _("What customers file in the portal or by mail appears here at once. Write down yourself what you are told."),
        icon="circle-check", action=_("Write a complaint down"), url_name="complaints:new",
    )  # fmt: skip

    def get_queryset(self) -> "QuerySet[Complaint]":
        self.readable: QuerySet[Complaint] = super().get_queryset()
        return shown_in_lists(self.readable)

    @cached_property
    def told(self) -> Kept[DeskFigures]:
        """What the desk counts at a glance, of everything on it; of very many once a minute."""
        return kept(
            "desk", self.request.user.pk, count=lambda: desk_figures(self.readable),
            rows=lambda figures: figures.total, again="again" in self.request.GET,
        )  # fmt: skip

    def count_all(self) -> int | None:
        return self.told.figures.total

    def prepare(self, rows: list[Any]) -> None:
        hang_clocks(rows)
        for row in rows:
            row.step = next_step(row)

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(
            figures=self.told.figures, counted_at=self.told.at if self.told.is_kept else None, **more
        )


class AllComplaints(Desk):
    """Everything that was ever complained about, newest first."""

    source = complaints_for
    title = _("All complaints")
    subtitle = _("Open and closed ones, imported ones too, newest first.")
    filterset_class = AllComplaintsFilter
    columns: Sequence[Column] = (
        *Desk.columns[:-1],
        Column("closed", _("Closed"), "closed_at", default=False),
        Column("acknowledged_in_time", _("Acknowledged in time"), default=False),
        Column("answered_in_time", _("Answered in time"), default=False),
        Column("resolved_in_time", _("Solved in time"), default=False),
        Column("disputed", _("Disputed"), "is_disputed", default=False),
        Column("score", _("Score after"), "score_after", kind="num", default=False),
    )
    default_sort = "-received"
    per_page = ListPage.per_page
    template_name = "complaints/all.html"
    presets: Any = (
        Preset("closed", _("Closed"), "status=closed"),
        Preset("withdrawn", _("Withdrawn"), "status=withdrawn"),
    )

    def count_all(self) -> int | None:
        return None

    def get_context(self, **more: Any) -> dict[str, Any]:
        return ListPage.get_context(self, **more)
