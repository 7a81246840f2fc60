"""What both sides agreed: the next meetings, the minutes of the last ones, and the promises that grew from them."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.actionitems.models import OPEN, ActionItem, Side
from brm.communications.models import Minutes
from brm.core import clock
from brm.ui.columns import Column
from brm.ui.http import Request
from brm.ui.lists import Empty, ListPage
from customers.portal.domain.queries import (
    actions_of,
    minutes_open_to,
    next_meetings_open_to,
    open_promises,
    papers_open_to,
    promises_open_to,
)
from customers.portal.views.base import Visitor, VisitorDetail

SHOWN = 5


class Together(Visitor):
    """Meetings, promises, minutes and papers at one glance."""

    template_name = "portal/together.html"
    title = _("Meetings and promises")
    subtitle = _("What we agreed with each other")

    def get(self, request: Request) -> HttpResponse:
        user = request.user
        promises = list(open_promises(user).select_related("owner", "counterpart")[:40])
        minutes = minutes_open_to(user).order_by("-occurrence__held_at", "-pk")
        context = self.get_context(
            meetings=list(next_meetings_open_to(user).select_related("relationship__organisation", "plan")[:SHOWN]),
            minutes=list(minutes[:SHOWN]),
            ours=[item for item in promises if item.side == Side.OURS],
            theirs=[item for item in promises if item.side == Side.THEIRS],
            papers=list(papers_open_to(user)[:SHOWN]),
            today=clock.today(),
        )
        return render(request, self.template_name, context)


class PromiseFilter(django_filters.FilterSet):
    """By words, by whose promise it is, by whether it is kept."""

    q = django_filters.CharFilter(label=_("What was promised"), method="by_text")
    side = django_filters.ChoiceFilter(
        label=_("Whose promise"),
        choices=[("ours", _("Ours to you")), ("theirs", _("Yours"))],
        empty_label=_("Both sides"),
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[("open", _("Open")), ("kept", _("Already kept"))], empty_label=_("Open and kept"),
        method="by_state",
    )  # fmt: skip

    class Meta:
        model = ActionItem
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(title__icontains=value.strip())

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(status__in=OPEN) if value == "open" else rows.exclude(status__in=OPEN)


class VisitorList(Visitor, ListPage):
    """A list on a phone: cards, a search, a few choices, and a file of all of it."""

    template_name = "portal/list.html"
    part_template = "portal/list_results.html"
    per_page = 20


class Promises(VisitorList):
    """Everything both sides promised, kept ones included."""

    source = promises_open_to
    title = _("Promises")
    filterset_class = PromiseFilter
    default_sort = "-due_on"
    row_template = "portal/promise_card.html"
    columns = (
        Column("title", _("What"), kind="title"),
        Column("side", _("Whose promise")),
        Column("who", _("Promised by"), lambda item: item.counterpart or item.owner),
        Column("due_on", _("Until"), sort="due_on"),
        Column("status", _("State"), kind="state"),
    )
    empty = Empty(
        _("No promises yet"), _("What we promise each other in a meeting stands here, until it is kept."), "checkbox"
    )

    def get_queryset(self) -> QuerySet[ActionItem]:
        return super().get_queryset().select_related("owner", "counterpart")

    def get_crumbs(self) -> list[Any]:
        return [(reverse("portal:together"), _("Meetings and promises"))]


class MinutesFilter(django_filters.FilterSet):
    """By any word of the minutes."""

    q = django_filters.CharFilter(label=_("A word of the minutes"), method="by_text")

    class Meta:
        model = Minutes
        fields: tuple[str, ...] = ()

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        text = value.strip()
        return rows.filter(
            Q(occurrence__plan__title__icontains=text)
            | Q(review__icontains=text)
            | Q(issues__icontains=text)
            | Q(improvement__icontains=text)
            | Q(conclusion__icontains=text)
        )


class MinutesList(VisitorList):
    """The minutes that were given to them."""

    source = minutes_open_to
    title = _("Minutes")
    filterset_class = MinutesFilter
    default_sort = "-held"
    row_template = "portal/minutes_card.html"
    columns = (
        Column("title", _("Meeting"), "occurrence.plan.title", kind="title"),
        Column("held", _("Held"), "occurrence.held_at", sort="occurrence__held_at", nullable=True),
        Column("conclusion", _("Conclusion")),
    )
    empty = Empty(_("No minutes yet"), _("After a meeting you find here what was said and agreed."), "notebook")

    def get_crumbs(self) -> list[Any]:
        return [(reverse("portal:together"), _("Meetings and promises"))]


class MinutesPage(VisitorDetail):
    """The minutes of one meeting, with the promises made in it."""

    source = minutes_open_to
    template_name = "portal/minutes.html"
    object_name = "minutes"

    def get_title(self) -> str:
        return str(self.object.occurrence.plan.title)

    def get_crumbs(self) -> list[Any]:
        return [(reverse("portal:together"), _("Meetings and promises"))]

    def get_context(self, **more: Any) -> dict[str, Any]:
        return super().get_context(
            actions=[entry.action_item for entry in actions_of(self.object)], today=clock.today(), **more
        )
