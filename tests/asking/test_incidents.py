"""The real incidents, closed through the API in their true order at a moved clock: asked exactly as the rules say.

Callers are mapped to made-up addresses (ruling 39); every tenth has a telephone only. Each closing is posted by four
clients at once and once more afterwards. The expectation is reckoned apart, from the file and the rule alone.
"""

import csv
import threading
from collections import Counter
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from brm.calendars.domain.queries import default_schedule
from brm.core import clock
from brm.matters.models import Matter
from brm.notifications.models import Notification
from brm.parties.models import Contact
from surveys.asking.domain.budget import set_budget
from surveys.asking.domain.sweeps import next_step, sweep_invitations
from surveys.asking.models import Invitation
from tests.api.caller import Caller
from tests.factories.asking import make_rule
from tests.factories.parties import RelationshipFactory
from tests.proof_figures import full, record

FILE = Path(__file__).resolve().parents[2] / "examples" / "servicenow_incident_events.csv"
ZONE = ZoneInfo("Asia/Shanghai")
SLICE = 24
CLIENTS = 4
SHARE, COOL_DOWN, HOURS = 70, timedelta(days=5), timedelta(hours=1)
REMIND, EXPIRE = timedelta(days=3), timedelta(days=7)


def moment(text):
    return datetime.strptime(text, "%d-%m-%Y %H:%M").replace(tzinfo=ZONE)


def incidents():
    with FILE.open(encoding="utf-8") as file:
        final = {row["number"]: row for row in csv.DictReader(file)}
    rows = sorted(final.values(), key=lambda row: (moment(row["closed_at"]), row["number"]))
    return rows if full() else rows[:SLICE]


def person_of(row):
    """The made-up address, or telephone, of a caller of the file."""
    number = row["caller_id"].removeprefix("Caller ").strip()
    if not number.isdigit():
        return {}
    reach = {"caller_phone": f"+86 10 5555 {number}"} if int(number) % 10 == 0 else {
        "caller_email": f"caller{number}@callers.example"
    }  # fmt: skip
    return {"caller": row["caller_id"], **reach}


def post_at_once(callers, body):
    """The same event from every client at the same moment."""
    gate, codes = threading.Barrier(len(callers)), []

    def go(caller):
        try:
            gate.wait()
            codes.append(caller.post("service-events/", body).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(caller,)) for caller in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return codes


def sweep_until(end):
    """Every sweep that falls due before ``end``, each at its own moment."""
    while (due := next_step(end)) is not None:
        clock.travel(due)
        sweep_invitations(at=due)


def expected(rows, rule, ids):
    """Number -> what must become of it, from the file and the rule alone."""
    schedule, last, told = default_schedule(), {}, {}
    todo = sorted((schedule.next_moment(moment(row["closed_at"]) + HOURS), n, row) for n, row in enumerate(rows))
    for send_at, _n, row in todo:
        person = person_of(row)
        if not person:
            continue
        drawn = int.from_bytes(sha256(f"{rule.pk}:{ids[row['number']]}".encode()).digest()[:8], "big") / 2**64
        if drawn >= SHARE / 100:
            told[row["number"]] = "sample"
            continue
        key, by_mail = person["caller"], "caller_email" in person
        asked = [sent for sent in last.get(key, []) if sent <= send_at]
        if asked and max(asked) + COOL_DOWN > send_at:
            told[row["number"]] = "cool_down"
            continue
        told[row["number"]] = send_at
        last.setdefault(key, []).append(send_at)
        reminder = schedule.next_moment(send_at + REMIND)
        if by_mail and reminder < send_at + EXPIRE:
            last[key].append(reminder)
    return told


@pytest.mark.proof
@pytest.mark.django_db(transaction=True)
@pytest.mark.req("Q-01", "INV-31")
def test_closing_the_real_incidents_asks_exactly_whom_the_rule_says(settings):
    settings.API_RATE = ""
    rows = incidents()
    clock.travel(moment(rows[0]["opened_at"]))
    customer = RelationshipFactory(organisation__name="Northwind IT")
    set_budget(by=None, cool_down_days=COOL_DOWN.days, yearly_most=52, hold_days=7)
    rule = make_rule(at=clock.now(), share=SHARE, delay_hours=1, within_hours=24, remind_days=3, expire_days=7)
    issued, callers = clock.now(), [Caller(customer.owner) for _n in range(CLIENTS)]
    for row in rows:
        closed = moment(row["closed_at"])
        if closed - issued > timedelta(days=30):
            clock.travel(closed)  # a token lives ninety days
            issued, callers = closed, [Caller(customer.owner) for _n in range(CLIENTS)]
        sweep_until(closed)
        clock.travel(closed)
        body = {
            "relationship": customer.pk, "number": row["number"], "opened_at": moment(row["opened_at"]).isoformat(),
            "closed_at": closed.isoformat(), "state": row["incident_state"], "location": row["location"],
            "priority": row["priority"], "made_sla": row["made_sla"] == "TRUE", **person_of(row),
        }  # fmt: skip
        codes = post_at_once(callers, body)
        assert sorted(codes) == [200] * (CLIENTS - 1) + [201]
        assert callers[0].post("service-events/", body).status_code == 200
    sweep_until(moment(rows[-1]["closed_at"]) + timedelta(days=40))

    ids = dict(Matter.objects.values_list("number", "pk"))
    want = expected(rows, rule, ids)
    got = {row.matter.number: row for row in Invitation.objects.select_related("matter", "contact")}
    assert len(ids) == len(rows)
    assert set(got) == set(want)
    for number, outcome in want.items():
        row = got[number]
        assert (row.sent_at if isinstance(outcome, datetime) else row.why) == outcome, (number, row.status, row.why)
    sent = [row for row in got.values() if row.sent_at]
    schedule = default_schedule()
    moments = [at for row in sent for at in (row.sent_at, row.reminded_at) if at]
    assert all(schedule.is_working(at) for at in moments)
    per_person = Counter(row.contact_id for row in sent)
    for contact, n in per_person.items():
        times = sorted(at for row in sent if row.contact_id == contact for at in (row.sent_at,))
        assert n == len(times)
        assert all(later - sooner >= COOL_DOWN for sooner, later in pairwise(times))
    by_mail = [row for row in sent if row.channel == "mail"]
    mails = Notification.objects.filter(kind="survey_invitation")
    assert mails.count() == len(by_mail) == mails.values("key").distinct().count()
    reminders = Notification.objects.filter(kind="survey_reminder")
    assert reminders.count() == sum(row.reminded_at is not None for row in sent)
    assert Contact.objects.count() == len({person_of(row)["caller"] for row in rows if person_of(row)})
    record("surveys_incidents", {
        "incidents": len(rows), "posts": len(rows) * (CLIENTS + 1), "asked": len(sent),
        "by phone": len(sent) - len(by_mail),
        "reminded": reminders.count(), "not drawn": sum(row.why == "sample" for row in got.values()),
        "asked not long ago": sum(row.why == "cool_down" for row in got.values()), "twice": 0,
        "outside working hours": 0, "over the budget": 0,
    })  # fmt: skip
