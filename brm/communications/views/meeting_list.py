"""All meetings in one list: due, held, missed (C-07)."""

import django_filters
from django.utils.translation import gettext_lazy as _

from brm.communications.domain.queries import meetings_for
from brm.communications.enums import OccurrenceStatus
from brm.communications.views.base import WordsFilter, keepers
from brm.ui.lists import Column, Empty, ListPage, Preset


class MeetingFilter(WordsFilter):
    """By state, days, and words of the organisation's name."""

    status = django_filters.ChoiceFilter(choices=OccurrenceStatus.choices, label=_("State"))
    day = django_filters.DateFromToRangeFilter(
        field_name="due_on", label=_("Due"),
        widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"}),
    )  # fmt: skip


class MeetingList(ListPage):
    """All meetings: what is due, held, missed (C-07)."""

    show = keepers
    source = meetings_for
    title = _("Meetings")
    filterset_class = MeetingFilter
    columns = (
        Column("starts_at", _("When"), sort="starts_at"),
        Column("title", _("Meeting"), "plan.title", kind="title"),
        Column("relationship", _("Relationship"), "relationship.organisation.name"),
        Column("owner", _("Manager"), "relationship.owner.name"),
        Column("period_end", _("Period until"), default=False),
        Column("make_up_on", _("To be made up on"), default=False),
        Column("reason", _("Reason"), default=False),
        Column("status", _("State"), kind="state"),
    )
    default_sort = "-starts_at"
    row_template = "communications/meeting_row.html"
    presets = (
        Preset("due", _("Due"), "status=due&sort=starts_at"),
        Preset("missed", _("Missed"), "status=missed"),
        Preset("ahead", _("Ahead"), "status=planned&sort=starts_at"),
    )
    empty = Empty(
        _("No meetings yet"), _("Meetings come from communication plans, six months ahead."), icon="calendar-event",
        action=_("New plan"), url_name="communications:plan_new",
    )  # fmt: skip
