"""Campaigns and closed events for the installation under fire, and what must be true of every mail that asks.

``tell(40, 6)`` runs in a process of its own: two campaigns of forty people each, and six events. One campaign is open
for long, one closes on its second day; the events are to be asked about on that second day too, and not later.
Prints what the test must know as JSON.
"""

import json
from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any

from brm.accounts.models import User
from brm.calendars.domain.queries import default_schedule
from brm.calendars.engine import Schedule
from brm.core import clock
from brm.parties.enums import ContactKind
from brm.parties.models import Contact, Relationship
from surveys.asking.domain.campaigns import add_reader, create_campaign
from surveys.asking.domain.offering import offer
from surveys.asking.domain.running import approve_campaign
from surveys.asking.enums import Source
from tests.factories.asking import make_closed, make_questionnaire, make_rule
from tests.factories.parties import ContactFactory, RelationshipFactory
from tests.fakes.smtp import Taken
from tests.proof.installation import ZONE, Installation

DAY = timedelta(days=1)
INVITED = "SELECT count(*) FROM asking_invitation WHERE campaign_id IS NOT NULL"
DUE = """
SELECT (SELECT count(*) FROM asking_invitation WHERE step_at <= %s)
     + (SELECT count(*) FROM asking_campaign WHERE step_at <= %s AND status IN ('approved', 'open'))
"""
ROWS = """
SELECT COALESCE(c.title, 'events'), i.status, i.why, i.reminded_at IS NOT NULL, i.sent_at, i.expires_at,
       array_agg(n.message_id) FILTER (WHERE n.key LIKE '%%-asked'), array_agg(n.message_id) FILTER
       (WHERE n.key LIKE '%%-reminded'), sum(n.doubts), max(n.sent_at)
FROM asking_invitation i LEFT JOIN asking_campaign c ON c.id = i.campaign_id
  LEFT JOIN notifications_notification n ON n.key IN ('survey-' || i.id || '-asked', 'survey-' || i.id || '-reminded')
GROUP BY i.id, c.title
"""
OLD = """
SELECT count(*) FROM notifications_notification
WHERE key LIKE 'survey-%%' AND state = 'suppressed' AND held_reason = 'old'
"""


def tell(people: int, events: int) -> None:
    """Make it and print what the test must know."""
    print(json.dumps(build(people, events)))


def build(people: int, events: int) -> dict[str, Any]:
    """Approved campaigns that open on the first of four working days in a row; events that close on its evening."""
    schedule = default_schedule()
    days = working_days(schedule)
    first = next(day for day in days if all(day + n * DAY in days for n in range(4)))
    owner = User.objects.get(email="manager0@example.com")
    questionnaire = make_questionnaire(at=clock.now())
    for title, closes, remind in (("long", first + 20 * DAY, 2), ("short", first + DAY, 1)):
        customer, _people = _customer(owner, title, people)
        campaign = create_campaign(
            by=owner, title=title, owner=owner, questionnaire=questionnaire, channels=["mail"],
            audience={"relationships": [customer.pk]}, opens_at=schedule.wall(first, time(8, 30)),
            closes_at=schedule.wall(closes, time(18)), spread_days=2, remind_days=remind,
        )  # fmt: skip
        add_reader(campaign, by=owner, user=owner)
        approve_campaign(campaign, by=None)
    make_rule(at=clock.now(), source=Source.SERVICE_EVENT, questionnaire=questionnaire)
    customer, contacts = _customer(owner, "events", events)
    closed = schedule.wall(first, time(17, 30))
    for contact in contacts:
        offer(make_closed(customer, at=closed), contact=contact, source=Source.SERVICE_EVENT, at=closed)
    return {"days": [day.isoformat() for day in days if day >= first]}


def working_days(schedule: Schedule) -> list[date]:
    """Weekdays of the next weeks on which somebody works."""
    today = clock.today(str(schedule.zone))
    days = [today + n * DAY for n in range(1, 60)]
    return [day for day in days if day.weekday() < 5 and schedule.is_working_day(day)]


def _customer(owner: User, name: str, people: int) -> tuple[Relationship, list[Contact]]:
    customer = RelationshipFactory(owner=owner, team=owner.teams.first(), organisation__name=f"Asked {name}")
    facts = {"organisation": customer.organisation, "kind": ContactKind.SERVICE_USER}
    return customer, [ContactFactory(email=f"{name}{n}@asked.example", **facts) for n in range(people)]


def moment(days: list[str], number: int, hour: int, minute: int = 0) -> datetime:
    """So late on the so-manyth of the working days."""
    return datetime.combine(date.fromisoformat(days[number]), time(hour, minute), ZONE)


def until_done(installation: Installation) -> None:
    """Wait until nothing is due any more."""
    installation.until(lambda: not installation.count(DUE, installation.now(), installation.now()), 60)


def arrived(installation: Installation) -> int:
    """How many mails that ask the mail server took."""
    return len(_taken(installation))


def _taken(installation: Installation) -> list[Taken]:
    return [mail for mail in list(installation.box.taken) if mail.recipient.endswith("@asked.example")]


def figures(installation: Installation) -> dict[str, Any]:
    """Every invitation held against what the mail server took: how often, and whether in time."""
    at_server = installation.box.per_message_id()
    per_person = Counter(mail.recipient for mail in {mail.message_id: mail for mail in _taken(installation)}.values())
    found: Counter[str] = Counter()
    for title, status, why, reminded, sent_at, expires_at, asked, reminders, doubts, last in installation.rows(ROWS):
        found[f"{title}: {status} {why}".strip()] += 1
        found["reminded"] += reminded
        found["invited"] += sent_at is not None
        names = [*(asked or []), *(reminders or [])]
        found["mails"] += sum(name in at_server for name in names)
        found["twice"] += len(asked or []) > 1 or len(reminders or []) > 1
        doubled = sum(max(0, at_server[name] - 1) for name in names)
        found["mails_doubled"] += max(0, doubled - (doubts or 0))
        found["mails_doubled_in_the_window"] += min(doubled, doubts or 0)
        found["doubts"] += doubts or 0
        found["late"] += bool(last and expires_at and last > expires_at)
        found["unasked_but_mailed"] += bool(names) and sent_at is None
    found["too_old_to_be_sent"] = installation.count(OLD)
    found["more_than_two"] = sum(number > 2 for number in per_person.values())
    return dict(sorted(found.items()))
