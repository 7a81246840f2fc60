"""Moments, figures and people in words: in the reader's zone and language, unknown never shown as nothing."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import RequestFactory
from django.utils import timezone, translation

from brm.core import clock
from brm.ui import moments
from brm.ui.templatetags import drawings, ui

NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)  # noon in Shanghai


@pytest.fixture(autouse=True)
def at_noon():
    with clock.at(NOW), timezone.override("Asia/Shanghai"), translation.override("en"):
        yield


def test_a_moment_is_shown_in_the_readers_zone_and_the_other_in_the_title():
    shown = ui.when(NOW, zone="Europe/Berlin")

    assert ">21 Nov, 12:00<" in shown
    assert 'datetime="2026-11-21T12:00+08:00"' in shown
    assert 'title="21 Nov 2026, 12:00 (Asia/Shanghai) · 21 Nov 2026, 05:00 (Europe/Berlin)"' in shown


def test_a_zone_of_the_same_hour_is_not_repeated():
    assert "Singapore" not in ui.when(NOW, zone="Asia/Singapore")


def test_the_year_is_shown_where_it_is_another():
    assert ">1 Mar 2025, 08:00<" in ui.when(datetime(2025, 3, 1, tzinfo=UTC))
    with translation.override("zh-hans"):
        assert ">11月21日 12:00<" in ui.when(NOW)
        assert ">2025年3月1日<" in ui.day(date(2025, 3, 1))


@pytest.mark.parametrize("part", ["time", "day"])
def test_a_part_of_a_moment(part):
    assert f">{ {'time': '12:00', 'day': '21 Nov'}[part] }<" in ui.when(NOW, part=part)


@pytest.mark.parametrize("nothing", [None, ""])
def test_what_is_not_known_is_a_dash(nothing):
    assert "–" in ui.when(nothing)
    assert "–" in ui.day(nothing)
    assert "never" in ui.ago(nothing)
    assert ui.number(nothing) == "–"
    assert ui.percent(nothing) == "–"
    assert ui.money(None) == "–"
    assert ui.duration(None) == "–"


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(minutes=-5), "5 min ago"),
        (timedelta(hours=-3), "3 h ago"),
        (timedelta(hours=-13), "yesterday"),
        (timedelta(days=-1), "yesterday"),
        (timedelta(days=-2), "2 days ago"),
        (timedelta(days=-70), "2 months ago"),
        (timedelta(minutes=5), "in 5 min"),
        (timedelta(hours=2), "in 2 h"),
        (timedelta(hours=13), "tomorrow"),
        (timedelta(days=40), "in 40 days"),
        (timedelta(days=100), "in 3 months"),
    ],
)
def test_distances_in_words(distance, words):
    assert moments.relative(NOW + distance) == words


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (-30, "30 days ago")])
def test_distances_of_days(days, words):
    assert moments.relative(date(2026, 11, 21) + timedelta(days=days)) == words


def test_money_names_its_currency():
    assert ui.money(Decimal("1234.5"), "USD") == "USD\u00a01,234.50"
    assert ui.money(Decimal("1234"), "JPY") == "JPY\u00a01,234"
    with translation.override("zh-hans"):
        assert ui.money(Decimal("1234.5"), "CNY") == "¥1,234.50"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("王芳", "王芳"),
        ("欧阳娜娜", "娜娜"),
        ("Anna Schmidt", "AS"),
        ("bo", "B"),
        ("a.b@c.d", "AD"),
        ("", "?"),
        (None, "?"),
    ],
)
def test_initials(name, letters):
    assert ui.initials(name) == letters


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(minutes=9), "9 min"),
        (timedelta(hours=2, minutes=5), "2 h 5 min"),
        (timedelta(days=3, hours=4), "3 d 4 h"),
    ],
)
def test_lengths(length, words):
    assert ui.duration(length) == words


def test_names_are_escaped():
    assert "<script>" not in ui.person("<script>alert(1)</script>", note="<b>")
    assert "<script>" not in ui.badge("<script>", "red")
    assert "<script>" not in ui.icon("x", label="<script>")


def test_a_query_string_changes_only_what_is_said():
    context = {"request": RequestFactory().get("/", {"a": ["1", "2"], "page": "3"})}

    assert ui.query(context, page=None, b="x") == "?a=1&a=2&b=x"


def test_a_sparkline_keeps_its_gaps():
    drawn = drawings.sparkline([1, 2, None, 4, 5])

    assert drawn.count("<polyline") == 2
    assert "polygon" not in drawn
    assert drawings.sparkline([1]) == ""
    assert drawings.sparkline([]) == ""


def test_the_scale_has_five_faces():
    assert [step.value for step in drawings.rating_steps("")] == ["-2", "-1", "0", "1", "2"]
    assert [step.tone for step in drawings.rating_steps(-2)] == ["red"]


def test_chart_rows_are_its_labels_with_their_figures():
    data = {"labels": ["a", "b"], "series": [{"name": "n", "data": [1, None]}]}

    assert drawings.chart_rows(data) == [{"label": "a", "values": [1]}, {"label": "b", "values": [None]}]
    assert drawings.chart_rows(None) == []
