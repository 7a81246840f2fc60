"""The rhythm of the story: plans agreed, meetings held, late, missed, cancelled."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from brm.accounts.models import User
from brm.actionitems.models import Side
from brm.calendars.domain.queries import default_schedule
from brm.communications.domain.holding import ActionLine, hold_meeting
from brm.communications.domain.meetings import cancel_meeting
from brm.communications.domain.plans import agree_plan, draft_plan
from brm.communications.enums import Channel, MinutesPart, OccurrenceStatus, Origin
from brm.communications.models import Occurrence
from brm.core import clock
from brm.core.recurrence import Frequency, Rule
from brm.demo import lines
from brm.demo.parties import Known

if TYPE_CHECKING:
    from brm.demo.story import Story


def agree_on_plans(story: "Story") -> None:
    """Every active customer has a monthly review; those of tier A more."""
    for known in story.known:
        if known.party.status != "active":
            continue
        start = story.day
        _plan(story, known, "monthly", Rule(Frequency.WORKING_DAY_OF_MONTH, start=start, nth_working_day=6))
        if known.party.tier == "A":
            weekday = story.rng.randrange(5)
            _plan(story, known, "weekly", Rule(Frequency.WEEKLY, start=start, weekdays=(weekday,)))
            _plan(story, known, "quarterly", Rule(Frequency.QUARTERLY, start=start, months=(2,), day=20))
        elif known.party.tier == "B":
            weekday = story.rng.randrange(5)
            _plan(story, known, "weekly", Rule(Frequency.WEEKLY, start=start, interval=2, weekdays=(weekday,)))


def _plan(story: "Story", known: Known, name: str, rule: Rule) -> None:
    language = known.party.language
    agreed = name == "monthly"
    plan = draft_plan(
        known.relationship,
        title=lines.PLAN_TITLES[name][language],
        rule=rule,
        start_on=rule.start,
        by=known.owner,
        ours=[known.owner],
        theirs=known.contacts[:2] if name != "quarterly" else known.contacts[:1],
        origin=Origin.AGREEMENT if agreed else Origin.OPERATION,
        agreement_clause="5.2" if agreed else "",
        channel=Channel.PHONE if name == "weekly" else Channel.VISIT,
        agenda=lines.AGENDA[language],
    )
    agree_plan(plan, by=known.owner, on=clock.today(), contact=known.contacts[0])


def hold_todays(story: "Story") -> None:
    """Hold what is due, with the care each customer gets; some are held late, some dropped by consent."""
    open_now = (
        Occurrence.objects.filter(
            status__in=[OccurrenceStatus.DUE, OccurrenceStatus.MISSED],
            due_on__lte=story.day,
            due_on__gt=story.day - timedelta(days=25),
            make_up_on=None,
        )
        .select_related("plan", "relationship__owner")
        .order_by("starts_at", "id")
    )
    today = clock.today("Asia/Shanghai")
    known_by_id = {known.relationship.pk: known for known in story.known}
    for occurrence in open_now:
        known = known_by_id[occurrence.relationship_id]
        if (today - story.day).days <= lines.SILENT.get(known.party.key, 0):
            continue
        fresh = occurrence.due_on == story.day
        chance = known.party.care if fresh else known.party.care * 0.12
        luck = story.rng.random()
        if luck < chance:
            hour = 15 if fresh else 11
            with clock.at(story.moment(hour, story.rng.randrange(50))):
                _hold(story, known, occurrence)
        elif fresh and luck > 0.985:
            with clock.at(story.moment(9, 20)):
                reason = story.rng.choice(lines.SKIPS[known.party.language])
                cancel_meeting(occurrence, reason=reason, by=occurrence.relationship.owner, contact=known.contacts[0])


def _hold(story: "Story", known: Known, occurrence: Occurrence) -> None:
    language, rng = known.party.language, story.rng
    issue, improvement = rng.choice(lines.ISSUES[language]), rng.choice(lines.IMPROVEMENTS[language])
    owner = occurrence.relationship.owner
    hold_meeting(
        occurrence,
        by=owner,
        review=rng.choice(lines.REVIEWS[language]),
        issues=issue,
        improvement=improvement,
        conclusion=rng.choice(lines.CONCLUSIONS[language]),
        actions=list(_promises(story, known, owner, issue, improvement)),
        users=[owner],
        contacts=known.contacts[:2],
        held_at=min(occurrence.starts_at, clock.now()),
    )


def _promises(story: "Story", known: Known, owner: User, issue: str, improvement: str) -> list[ActionLine]:
    rng, day = story.rng, story.day
    made = []
    if rng.random() < 0.5:
        made.append(
            ActionLine(improvement, owner, _workday(day + timedelta(days=rng.randint(5, 20))), MinutesPart.IMPROVEMENT)
        )
    if rng.random() < 0.25:
        made.append(
            ActionLine(
                issue,
                owner,
                _workday(day + timedelta(days=rng.randint(4, 15))),
                MinutesPart.ISSUE,
                side=Side.THEIRS,
                counterpart=known.contacts[0],
            )
        )
    return made


def _workday(day: date) -> date:
    while not default_schedule().is_working_day(day):
        day += timedelta(days=1)
    return day
