"""The calendar by month, week and list, and the private feed for one's own calendar program."""

import hashlib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from brm.calendars.domain.queries import default_schedule
from brm.communications.domain.agenda import MOST, Entry, agenda_for, by_day, watched_people
from brm.communications.domain.feeds import feed_for, feed_of, make_feed, person_of_feed, revoke_feed
from brm.communications.enums import OccurrenceStatus
from brm.communications.views.base import KeepingPage
from brm.core import clock
from brm.ui.http import Request
from brm.ui.pages import Page

VIEWS = ("month", "week", "list")
LIST_DAYS = 30
ON_PHONE = 10


@dataclass
class Cell:
    """One day of the calendar."""

    day: date
    entries: list[Entry]
    is_today: bool
    is_rest: bool
    is_outside: bool = False
    most: int = 100
    most_listed: int = 100

    @property
    def shown(self) -> list[Entry]:
        """What fits into the grid."""
        return self.entries[: self.most]

    @property
    def hidden(self) -> int:
        """How many do not."""
        return max(len(self.entries) - self.most, 0)

    @property
    def listed(self) -> list[Entry]:
        """What stands in the list, which a phone shows instead of the grid."""
        return self.entries[: self.most_listed]

    @property
    def unlisted(self) -> int:
        """How many do not."""
        return max(len(self.entries) - self.most_listed, 0)


class CalendarFilter(forms.Form):
    """Whose calendar, and which kind of entries."""

    who = forms.ChoiceField(label=_("Whose"), required=False, widget=forms.Select(attrs={"data-plain": ""}))
    kind = forms.ChoiceField(
        label=_("State"), required=False, widget=forms.Select(attrs={"data-plain": ""}),
        choices=[("", _("Everything")), *OccurrenceStatus.choices, ("visit", _("Executive visits"))],
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(person.pk), str(person)) for person in watched_people(user) if person.pk != user.pk]
        more = [("team", _("My team"))] if people else []
        self.fields["who"].choices = [("", _("Mine")), *more, ("all", _("All I may see")), *people]


class CalendarPage(KeepingPage):
    """Meetings and visits of a person or a team; on a phone the list."""

    title = _("Calendar")
    template_name = "communications/calendar.html"

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        zone = ZoneInfo(request.user.time_zone)
        today = clock.today(zone)
        view = request.GET.get("view", "month")
        view = view if view in VIEWS else "month"
        day = _day(request.GET.get("day", ""), today)
        first, last, before, after = span(view, day)
        form = CalendarFilter(request.GET or None, user=request.user)
        chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
        agenda = agenda_for(
            request.user, _moment(first, zone), _moment(last + timedelta(days=1), zone),
            who=chosen.get("who") or "me", kind=chosen.get("kind", ""),
        )  # fmt: skip
        days = by_day(agenda.entries, zone)
        cells = self.cells(view, first, last, day, today, days)
        context = self.get_context(
            view=view, day=day, today=today, cells=cells, form=form, is_cut=agenda.is_cut, names=WEEKDAYS_ABBR.values(),
            heading=heading(view, first, last, day), links=self.links(view, before, after, today),
            listed=[cell for cell in cells if cell.entries], zone_name=request.user.time_zone,
        )  # fmt: skip
        return render(request, self.template_name, context)

    def cells(
        self, view: str, first: date, last: date, day: date, today: date, days: dict[date, list[Entry]]
    ) -> list[Cell]:
        schedule = default_schedule()
        most = 3 if view == "month" else 100
        found = []
        for number in range((last - first).days + 1):
            one = first + timedelta(days=number)
            entries = days.get(one, [])
            found.append(
                Cell(
                    one, entries, one == today, not schedule.is_working_day(one),
                    view == "month" and one.month != day.month, most, MOST if view == "list" else ON_PHONE,
                )
            )  # fmt: skip
        return found

    def links(self, view: str, before: date, after: date, today: date) -> dict[str, str]:
        """Where to go from here, filters kept."""

        def url(**changes: str) -> str:
            parameters = self.request.GET.copy()
            for name, value in changes.items():
                parameters[name] = value
            return f"?{parameters.urlencode()}"

        return {
            "before": url(day=before.isoformat()), "after": url(day=after.isoformat()),
            "today": url(day=today.isoformat()), **{name: url(view=name) for name in VIEWS},
        }  # fmt: skip


def span(view: str, day: date) -> tuple[date, date, date, date]:
    """First and last day of a view, and a day of the one before and after."""
    if view == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6), day - timedelta(days=7), day + timedelta(days=7)
    if view == "list":
        return (
            day,
            day + timedelta(days=LIST_DAYS - 1),
            day - timedelta(days=LIST_DAYS),
            day + timedelta(days=LIST_DAYS),
        )
    first = day.replace(day=1)
    last = day.replace(day=monthrange(day.year, day.month)[1])
    grid = first - timedelta(days=first.weekday())
    return grid, last + timedelta(days=6 - last.weekday()), first - timedelta(days=1), last + timedelta(days=1)


def heading(view: str, first: date, last: date, day: date) -> str:
    """What the calendar shows now, in words."""
    if view == "month":
        return formats.date_format(day, "YEAR_MONTH_FORMAT")
    return f"{formats.date_format(first, 'DATE_FORMAT')} – {formats.date_format(last, 'DATE_FORMAT')}"


def _day(text: str, today: date) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return today
    return found if 1990 <= found.year <= 2190 else today


def _moment(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone)


class FeedPage(Page):
    """One's private feed: make an address, revoke it. The address itself is shown once."""

    title = _("Calendar feed")
    template_name = "communications/feed.html"

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return render(request, self.template_name, self.get_context(feed=feed_of(request.user), address=""))

    def post(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("do") == "revoke":
            revoke_feed(request.user)
            messages.success(request, _t("Revoked. The old address answers nothing any more."))
            return HttpResponseRedirect(reverse("communications:feed"))
        token = make_feed(request.user)
        address = request.build_absolute_uri(reverse("communications:feed_file", args=[token]))
        response = render(request, self.template_name, self.get_context(feed=feed_of(request.user), address=address))
        response["Cache-Control"] = "no-store"
        return response


@require_safe
def feed_file(request: Request, token: str) -> HttpResponse:
    """The feed itself: whoever has the address reads it, nobody else can guess it."""
    user = person_of_feed(token)
    if user is None:
        raise Http404
    content = feed_for(user)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified()
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = "private, max-age=300"
    response["Content-Disposition"] = 'inline; filename="meetings.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
