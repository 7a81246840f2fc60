"""The customer side in the dossier: agreements, complaints, goals, expectations, difficulties, events."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.health.domain.signals import CUSTOMERS
from brm.parties.dossier import MOST, SECTIONS, Cell, Content, Row, Section
from brm.parties.models import Relationship
from brm.ui.templatetags.ui import link_to, money
from customers.agreements.domain.queries import agreements_for
from customers.agreements.enums import LIVING
from customers.complaints.domain.queries import complaints_for
from customers.insight.domain.queries import difficulties_for, expectations_for, major_events_for, objectives_for
from customers.insight.models.difficulties import OPEN_DIFFICULTY
from customers.insight.models.objectives import LIVE_OBJECTIVE
from customers.praise.domain.queries import praise_for
from customers.valueadded.domain.queries import value_added_for

COMPLAINTS_SHOWN = 20


def agreements(user: User, relationship: Relationship) -> Content:
    """What we promised them on paper, until when, for how much."""
    found = agreements_for(user).filter(relationship=relationship, status__in=LIVING).order_by("end_on")[:MOST]
    rows = [
        Row(
            (
                str(agreement), agreement.get_status_display(), agreement.start_on, agreement.end_on,
                money(agreement.fee, agreement.currency), str(agreement.owner_slm or ""),
            ),
            link_to("agreements:agreement", agreement.pk),
        )
        for agreement in found
    ]  # fmt: skip
    columns = (_("Agreement"), _("State"), _("From"), _("Until"), _("Fee a year"), _("SLM owner"))
    return Content(columns=columns, rows=rows, widths=(3, 1, 1.4, 1.4, 1.6, 1.2), empty=_("No agreement is in force."))


def complaints(user: User, relationship: Relationship) -> Content:
    """The latest complaints, open ones first."""
    found = complaints_for(user).filter(relationship=relationship).order_by("-received_at")[:COMPLAINTS_SHOWN]
    rows = [
        Row(
            (
                str(complaint.matter), complaint.get_status_display(), complaint.get_severity_display(),
                complaint.get_path_display(), complaint.received_at, str(complaint.owner),
            ),
            link_to("complaints:detail", complaint.pk),
        )
        for complaint in sorted(found, key=lambda each: not each.is_open)
    ]  # fmt: skip
    columns = (_("Complaint"), _("State"), _("Severity"), _("Direct or relayed"), _("Received"), _("Owner"))
    return Content(columns=columns, rows=rows, widths=(3, 1.4, 1, 1.2, 1.4, 1.2), empty=_("None is recorded."))


def objectives(user: User, relationship: Relationship) -> Content:
    """What we want to reach with them (C-02)."""
    found = objectives_for(user).filter(relationship=relationship, status__in=LIVE_OBJECTIVE)[:MOST]
    rows = _rows(
        (objective.text, objective.get_goal_display(), objective.measure, objective.target_on,
         objective.get_status_display())
        for objective in found
    )  # fmt: skip
    columns = (_("Objective"), _("Goal"), _("Measure"), _("By"), _("State"))
    return Content(columns=columns, rows=rows, widths=(3, 2, 2, 1.4, 1), empty=_("None is set."))


def expectations(user: User, relationship: Relationship) -> Content:
    """What they expect of us, confirmed or only assumed."""
    found = expectations_for(user).filter(relationship=relationship, judged_at=None).order_by("-pk")[:MOST]
    rows = _rows(
        (each.text, str(each.contact or ""), each.get_kind_display(), each.get_status_display()) for each in found
    )
    columns = (_("Expectation"), _("Whose"), _("Kind"), _("State"))
    return Content(columns=columns, rows=rows, widths=(4, 1.5, 1.2, 1), empty=_("None is recorded."))


def difficulties(user: User, relationship: Relationship) -> Content:
    """What stands between us and them (C-32)."""
    found = difficulties_for(user).filter(relationship=relationship, status__in=OPEN_DIFFICULTY).order_by("-pk")[:MOST]
    rows = _rows((each.get_item_display(), each.detail, str(each.owner), each.get_status_display()) for each in found)
    columns = (_("Difficulty"), _("What exactly"), _("Owner"), _("State"))
    return Content(columns=columns, rows=rows, widths=(2, 4, 1.2, 1), empty=_("None is recorded."))


def major_events(user: User, relationship: Relationship) -> Content:
    """What shook the relationship."""
    found = major_events_for(user).filter(matter__relationship=relationship).order_by("-occurred_at")[:10]
    rows = _rows(
        (str(each.matter), each.occurred_at, each.get_status_display(), each.executive_view or each.summary)
        for each in found
    )
    columns = (_("Event"), _("When"), _("State"), _("How their executives see it"))
    return Content(columns=columns, rows=rows, widths=(3, 1.4, 1, 3), empty=_("None is recorded."))


def praise(user: User, relationship: Relationship) -> Content:
    """What they thanked us for."""
    found = praise_for(user).filter(relationship=relationship).order_by("-recorded_at")[:10]
    rows = _rows((str(each.matter), each.recorded_at, each.text, each.get_status_display()) for each in found)
    columns = (_("Praise"), _("Received"), _("In their words"), _("State"))
    return Content(columns=columns, rows=rows, widths=(2, 1.4, 4, 1.2), empty=_("None is recorded."))


def value_added(user: User, relationship: Relationship) -> Content:
    """What they had beyond the agreement, and how they took it."""
    found = value_added_for(user).filter(relationship=relationship).order_by("-proposed_at")[:10]
    rows = _rows(
        (str(each.matter), each.get_status_display(), each.delivered_on or each.starts_on, each.reaction_text)
        for each in found
    )
    columns = (_("Value-added service"), _("State"), _("When"), _("Reaction"))
    return Content(columns=columns, rows=rows, widths=(3, 1.2, 1.4, 3), empty=_("None is recorded."))


def _rows(cells: Iterable[tuple[Cell, ...]]) -> list[Row]:
    return [Row(each) for each in cells]


for _name, _label, _order, _tell in (
    ("agreements", gettext_lazy("Service agreements"), 32, agreements),
    ("complaints", gettext_lazy("Complaints"), 60, complaints),
    ("praise", gettext_lazy("Praise"), 62, praise),
    ("value_added", gettext_lazy("Value-added services"), 63, value_added),
    ("objectives", gettext_lazy("Objectives"), 65, objectives),
    ("expectations", gettext_lazy("Expectations"), 66, expectations),
    ("difficulties", gettext_lazy("Difficulties"), 67, difficulties),
    ("major_events", gettext_lazy("Major events"), 68, major_events),
):
    SECTIONS.register(_name, Section(_name, _label, _order, _tell, CUSTOMERS))
