"""Quiet hours, digests and pauses, reckoned in the person's own zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brm.accounts.enums import Delivery
from brm.accounts.models import User
from brm.notifications.enums import HeldReason, MailState
from brm.notifications.rules import (
    LONGEST_PAUSE,
    address_is_wrong,
    chosen_delivery,
    next_digest,
    pause_after,
    plan_for,
    quiet_until,
    wall_moment,
)

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (utc(2026, 3, 10, 4, 0), None),
        (utc(2026, 3, 10, 14, 0), utc(2026, 3, 10, 23, 0)),
        (utc(2026, 3, 10, 16, 30), utc(2026, 3, 10, 23, 0)),
        (utc(2026, 3, 10, 22, 59), utc(2026, 3, 10, 23, 0)),
        (utc(2026, 3, 10, 23, 0), None),
    ],
)
def test_quiet_hours_run_over_midnight_in_the_persons_zone(moment, expected):
    assert quiet_until(moment, time(22, 0), time(7, 0), SHANGHAI) == expected


def test_no_quiet_hours_without_both_ends_or_between_equal_ones():
    noon = utc(2026, 3, 10, 4, 0)

    assert quiet_until(noon, None, time(7), SHANGHAI) is None
    assert quiet_until(noon, time(22), None, SHANGHAI) is None
    assert quiet_until(noon, time(7), time(7), SHANGHAI) is None


def test_quiet_hours_end_an_hour_earlier_on_the_night_summer_time_begins():
    assert quiet_until(utc(2026, 3, 28, 22, 0), time(22), time(7), BERLIN) == utc(2026, 3, 29, 5, 0)
    assert quiet_until(utc(2026, 3, 27, 22, 0), time(22), time(7), BERLIN) == utc(2026, 3, 28, 6, 0)


def test_a_quiet_end_that_summer_time_leaves_out_is_after_the_gap():
    assert quiet_until(utc(2026, 3, 28, 23, 0), time(22), time(2, 30), BERLIN) == utc(2026, 3, 29, 1, 30)


def test_a_quiet_end_that_comes_twice_is_the_one_still_ahead():
    assert quiet_until(utc(2026, 10, 25, 0, 15), time(22), time(2, 30), BERLIN) == utc(2026, 10, 25, 0, 30)
    assert quiet_until(utc(2026, 10, 25, 1, 15), time(22), time(2, 30), BERLIN) == utc(2026, 10, 25, 1, 30)


@settings(max_examples=150, deadline=None)
@given(
    zone=st.sampled_from(
        ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]
    ),
    minute=st.integers(0, 400 * 1440),
    start=st.integers(0, 1439),
    end=st.integers(0, 1439),
)
def test_quiet_hours_agree_with_a_watcher_of_the_wall_clock(zone, minute, start, end):
    """Minute by minute: quiet while the wall clock says so, over at the first minute it does not."""
    moment, here = utc(2026, 1, 1) + timedelta(minutes=minute), ZoneInfo(zone)
    quiet_from, quiet_to = time(start // 60, start % 60), time(end // 60, end % 60)

    def quiet(at: datetime) -> bool:
        shown = at.astimezone(here).time()
        if quiet_from <= quiet_to:
            return quiet_from <= shown < quiet_to
        return shown >= quiet_from or shown < quiet_to

    answer = quiet_until(moment, quiet_from, quiet_to, here)

    if not quiet(moment):
        assert answer is None
        return
    seen = moment
    while quiet(seen):
        seen += timedelta(minutes=1)
    assert answer is None or answer == seen or _clock_changed(moment, max(answer, seen), here)


def _clock_changed(start: datetime, end: datetime, zone: ZoneInfo) -> bool:
    return start.astimezone(zone).utcoffset() != (end + timedelta(hours=1)).astimezone(zone).utcoffset()


def test_the_next_digest_is_strictly_ahead():
    at = time(8, 30)

    assert next_digest(utc(2026, 3, 10, 0, 29), at, SHANGHAI) == utc(2026, 3, 10, 0, 30)
    assert next_digest(utc(2026, 3, 10, 0, 30), at, SHANGHAI) == utc(2026, 3, 11, 0, 30)
    assert next_digest(utc(2026, 3, 28, 12, 0), time(2, 30), BERLIN) == utc(2026, 3, 29, 1, 30)


def test_a_wall_time_that_does_not_exist_is_after_the_gap():
    assert wall_moment(date(2026, 3, 29), time(2, 30), BERLIN) == utc(2026, 3, 29, 1, 30)


def someone(**facts: object) -> User:
    return User(time_zone="Asia/Shanghai", digest_at=time(8, 30), **facts)


def test_a_choice_for_the_category_beats_the_general_one():
    user = someone(delivery=Delivery.NOW, delivery_by_category={"actions": "digest", "meetings": "nonsense"})

    assert chosen_delivery(user, "actions") == "digest"
    assert chosen_delivery(user, "meetings") == "now"


NIGHT = utc(2026, 3, 10, 15, 0)


@pytest.mark.parametrize(
    ("delivery", "weight", "state", "reason"),
    [
        ("now", {}, MailState.HELD_QUIET, HeldReason.QUIET),
        ("digest", {}, MailState.HELD_DIGEST, HeldReason.DIGEST),
        ("inbox", {}, MailState.NONE, HeldReason.NOTHING),
        ("digest", {"urgent": True}, MailState.HELD_QUIET, HeldReason.QUIET),
        ("inbox", {"urgent": True}, MailState.NONE, HeldReason.NOTHING),
        ("digest", {"grave": True}, MailState.WAITING, HeldReason.NOTHING),
        ("inbox", {"essential": True}, MailState.WAITING, HeldReason.NOTHING),
    ],
)
def test_what_waits_at_night(delivery, weight, state, reason):
    user = someone(delivery=delivery, quiet_from=time(22), quiet_to=time(7))

    plan = plan_for(user, "meetings", NIGHT, **weight)

    assert (plan.state, plan.reason) == (state, reason)


def test_pauses_double_up_to_six_hours_with_some_spread():
    for attempt, minutes in [(1, 1), (2, 2), (5, 16), (9, 256), (12, 360), (40, 360)]:
        pause = pause_after(attempt)
        assert timedelta(minutes=minutes) * 0.8 <= pause <= timedelta(minutes=minutes) * 1.2
    assert len({pause_after(5) for _ in range(20)}) > 10
    assert pause_after(99) <= LONGEST_PAUSE * 1.2


@pytest.mark.parametrize(
    ("code", "answer", "wrong"),
    [
        (550, "550 5.1.1 no such user", True),
        (550, "550 5.7.1 relaying denied", False),
        (550, "550 mailbox unavailable", True),
        (550, "550 relay not permitted", False),
        (552, "552 5.2.2 mailbox full", False),
        (554, "554 5.1.0 rejected", True),
        (571, "571 blocked", False),
    ],
)
def test_only_an_unknown_address_is_a_wrong_address(code, answer, wrong):
    assert address_is_wrong(code, answer) is wrong
