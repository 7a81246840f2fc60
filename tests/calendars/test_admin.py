"""The administrators' desk for calendars: hours, days, loading, pasting; every change in the history."""

from datetime import date, time

import pytest
from django.urls import reverse

from brm.accounts.models import User
from brm.audit.models import AuditEvent
from brm.calendars.domain.calendars import create_calendar, hours_of
from brm.calendars.domain.days import set_day
from brm.calendars.domain.queries import days_of, default_calendar, schedule_of
from brm.calendars.enums import DayKind, Origin
from brm.calendars.models import WorkingCalendar
from brm.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """A signed-in administrator's browser."""
    client.force_login(User.objects.create(email="admin@example.test", name="Admin", roles=["administrator"]))
    return client


@pytest.fixture
def berlin():
    return create_calendar(name="Berlin", code="berlin", time_zone="Europe/Berlin", country="DE-BE", by=None)


def change(calendar):
    return reverse("admin:calendars_workingcalendar_change", args=[calendar.pk])


def formsets(intervals, days, initial=0, days_initial=0):
    """The management forms and rows of both inlines."""
    fields = {}
    for prefix, rows, kept in (("intervals", intervals, initial), ("days", days, days_initial)):
        fields |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": kept}
        for number, row in enumerate(rows):
            fields |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return fields


def as_rows(calendar):
    return [
        {"id": row.pk, "calendar": calendar.pk, "weekday": row.weekday, "starts": row.starts, "ends": row.ends}
        for row in calendar.intervals.all()
    ]


HEAD = {"name": "Berlin", "time_zone": "Europe/Berlin", "country": "DE-BE"}


def test_others_do_not_get_to_the_desk(client, berlin):
    client.force_login(User.objects.create(email="rm@example.test", name="RM", roles=["manager"]))

    assert client.get(change(berlin)).status_code == 302
    assert client.get(reverse("admin:calendars_workingcalendar_import", args=[berlin.pk])).status_code == 302


def test_list_says_which_years_are_filled(desk):
    default_calendar()

    page = desk.get(reverse("admin:calendars_workingcalendar_changelist"))

    assert str(clock.today().year) in page.content.decode()


def test_new_calendar_has_office_hours_and_its_days(desk):
    desk.post(
        reverse("admin:calendars_workingcalendar_add"),
        {"name": "Tokyo", "code": "tokyo", "time_zone": "Asia/Tokyo", "country": "JP"},
    )

    calendar = WorkingCalendar.objects.get(code="tokyo")
    assert len(hours_of(calendar)) == 5
    assert not schedule_of(calendar.pk).is_working_day(date(clock.today().year, 11, 3))
    assert AuditEvent.objects.filter(action="calendar.create", actor__email="admin@example.test").exists()


@pytest.mark.parametrize(("field", "value"), [("time_zone", "Mars/Crater"), ("country", "XX"), ("code", "no code")])
def test_bad_calendar_is_said_beside_its_field_and_kept_as_typed(desk, field, value):
    sent = {"name": "Tokyo", "code": "tokyo", "time_zone": "Asia/Tokyo", "country": "JP", field: value}

    page = desk.post(reverse("admin:calendars_workingcalendar_add"), sent)

    assert page.status_code == 200
    assert page.context["adminform"].form.errors[field]
    assert value in page.content.decode()
    assert not WorkingCalendar.objects.exists()


def test_hours_and_days_are_changed_in_one_go(desk, berlin):
    set_day(berlin, date(2026, 7, 1), DayKind.HOLIDAY, by=None)
    (kept,) = berlin.days.all()
    rows = as_rows(berlin)
    rows[0]["starts"] = "08:00"
    rows[-1]["DELETE"] = "on"
    rows.append({"calendar": berlin.pk, "weekday": 5, "starts": "10:00", "ends": "12:00"})
    day = {"calendar": berlin.pk, "kind": "holiday", "name": "party", "standing": "official"}

    answer = desk.post(
        change(berlin),
        {
            **HEAD,
            "name": "Berlin office",
            **formsets(
                rows,
                [{**day, "id": kept.pk, "day": "2026-07-02"}, {**day, "day": "2026-08-03"}],
                initial=len(rows) - 1,
                days_initial=1,
            ),
        },
    )

    assert answer.status_code == 302, answer.context["errors"]
    hours = hours_of(berlin)
    assert hours[0][0] == (time(8), time(12))
    assert hours[4] == [(time(9), time(12))]
    assert hours[5] == [(time(10), time(12))]
    assert [(row.day, row.origin) for row in berlin.days.all()] == [
        (date(2026, 7, 2), Origin.BY_HAND),
        (date(2026, 8, 3), Origin.BY_HAND),
    ]
    assert WorkingCalendar.objects.get(pk=berlin.pk).name == "Berlin office"
    actions = list(AuditEvent.objects.order_by("id").values_list("action", flat=True))
    assert actions[-5:] == ["calendar.change", "calendar.hours", "calendar.day", "calendar.day", "calendar.day"]


def test_overlapping_hours_are_refused_and_nothing_changes(desk, berlin):
    rows = as_rows(berlin)
    rows.append({"calendar": berlin.pk, "weekday": 4, "starts": "11:00", "ends": "13:00"})

    page = desk.post(change(berlin), {**HEAD, **formsets(rows, [], initial=len(rows) - 1)})

    assert page.status_code == 200
    assert page.context["inline_admin_formsets"][0].formset.non_form_errors()
    assert len(as_rows(berlin)) == 10


def test_day_can_be_taken_out(desk, berlin):
    set_day(berlin, date(2026, 7, 1), DayKind.HOLIDAY, by=None)
    (kept,) = berlin.days.all()
    row = {"id": kept.pk, "calendar": berlin.pk, "day": "2026-07-01", "kind": "holiday", "standing": "official"}
    rows = as_rows(berlin)

    desk.post(
        change(berlin),
        {**HEAD, **formsets(rows, [{**row, "DELETE": "on"}], initial=len(rows), days_initial=1)},
    )

    assert not berlin.days.exists()


def test_actions_load_days_and_choose_ours(desk, berlin):
    there = reverse("admin:calendars_workingcalendar_changelist")

    desk.post(there, {"action": "load_official_days", "_selected_action": [berlin.pk]})
    desk.post(there, {"action": "make_ours", "_selected_action": [berlin.pk]})

    assert days_of(berlin, clock.today().year).exists()
    assert default_calendar() == berlin


def test_pasted_list_is_imported_in_either_language(desk, berlin):
    there = reverse("admin:calendars_workingcalendar_import", args=[berlin.pk])
    assert desk.get(there).status_code == 200

    answer = desk.post(
        there,
        {
            "rows": "2027-02-06,holiday,春节\n\n2027年2月20日，班，春节\n2027/10/1\t休\t国庆节",
            "complete": "on",
            "source": "notice",
        },
    )

    assert answer.status_code == 302
    assert [(f"{row.day:%m-%d}", row.kind, row.name, row.source) for row in days_of(berlin, 2027)] == [
        ("02-06", "holiday", "春节", "notice"),
        ("02-20", "workday", "春节", "notice"),
        ("10-01", "holiday", "国庆节", "notice"),
    ]


@pytest.mark.parametrize(
    "rows",
    ["2027-02-30, holiday", "soon, holiday", "2027-02-06, party", "2027-02-06", '"', "2027-01-01,休\n2027-01-01,休"],
)
def test_pasted_list_that_is_none_says_why_and_stays(desk, berlin, rows):
    page = desk.post(reverse("admin:calendars_workingcalendar_import", args=[berlin.pk]), {"rows": rows})

    assert page.status_code == 200
    assert page.context["form"].errors["rows"]
    assert rows.splitlines()[0].replace('"', "&quot;") in page.content.decode()
    assert not berlin.days.exists()
