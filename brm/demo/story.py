"""The story itself: ninety days, day by day, each told at its own moment by the functions the portal works with."""

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation

from brm.accounts.models import User
from brm.actionitems.domain.sweeps import remind_of_action_items, show_late_action_items
from brm.calendars.domain.defaults import ensure_default_calendar
from brm.calendars.domain.queries import default_schedule
from brm.communications.domain.materialise import extend_plans
from brm.communications.domain.silence import show_silence
from brm.communications.domain.steps import step_plans
from brm.communications.domain.sweeps import sweep_meetings
from brm.core import clock
from brm.core.registry import Registry
from brm.demo import contacts, meetings, turns
from brm.demo.parties import Known, meet
from brm.demo.people import gather
from brm.demo.visitors import let_in
from brm.health.domain.reckoning import reckon_all
from brm.notifications.domain.retiring import retire_mails

ZONE = ZoneInfo("Asia/Shanghai")
DAYS = 90
SEED = 20260214

CHAPTERS: Registry["Chapter"] = Registry("chapter of the story")
"""What the roles add of their own, once the ninety days are told: callables that take the Story."""


class Story:
    """Who is who and which day it is, for those who tell a part."""

    def __init__(self, first_day: date) -> None:
        self.rng = random.Random(SEED)  # noqa: S311 - a story, not a secret
        self.day = first_day
        self.people: dict[str, User] = {}
        self.known: list[Known] = []

    def moment(self, hour: int, minute: int = 0) -> datetime:
        """That hour of the story's present day."""
        return datetime.combine(self.day, time(hour, minute), ZONE)

    def of(self, key: str) -> Known:
        """The customer called so in the cast."""
        return next(known for known in self.known if known.party.key == key)


class Chapter:
    """A part of the story told by a role; those of the same ``order`` as they were registered."""

    order = 0

    def tell(self, story: Story) -> None:
        """Tell it."""
        raise NotImplementedError


def tell(days: int = DAYS) -> Story:
    """Tell the whole story up to this morning. The database must be empty of people."""
    now = clock.now()
    today = now.astimezone(ZONE).date()
    story = Story(today - timedelta(days=days))
    with translation.override("zh-hans"):
        with transaction.atomic(), clock.at(story.moment(8) - timedelta(days=3)):
            begin(story)
        while story.day < today:
            with transaction.atomic():
                live(story)
            story.day += timedelta(days=1)
        with transaction.atomic():
            sweep_morning()
            turns.leave_open(story)
            for chapter in sorted(CHAPTERS, key=lambda each: each.order):
                chapter.tell(story)
            reckon_all()
            retire_mails(now - timedelta(hours=20))
    return story


def begin(story: Story) -> None:
    """Three days before: people, teams, customers, and the plans both sides agreed to."""
    ensure_default_calendar()
    at = clock.now()
    story.people, teams = gather(at)
    story.known = meet(story.people, teams, at)
    let_in(story)
    meetings.agree_on_plans(story)


def live(story: Story) -> None:
    """One day: the morning's sweeps, the day's meetings and contacts, what the story has in store for it."""
    with clock.at(story.moment(7, 30)):
        sweep_morning()
    if default_schedule().is_working_day(story.day):
        meetings.hold_todays(story)
        contacts.talk(story)
        contacts.finish_actions(story)
    turns.happen(story)
    if story.day.weekday() == 6:
        reckon_all(at=story.moment(22))


def sweep_morning() -> None:
    """What beat does every minute, once for the morning."""
    step_plans()
    extend_plans()
    sweep_meetings()
    show_silence()
    remind_of_action_items()
    show_late_action_items()
