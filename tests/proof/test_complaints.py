"""Complaints are filed while the broker is away: all are kept, and every complainant hears of it once (Must show 5).

Surveys are sent by two beats while workers are killed and nobody works for three days: nobody is asked twice or late.
"""

import json
import os
import signal
import threading
import time
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.proof import asking, counting
from tests.proof.installation import Installation
from tests.proof.test_faults import broker_down
from tests.proof.traffic import Visitor
from tests.proof_figures import full, record

pytestmark = [pytest.mark.slow, pytest.mark.proof]

FORMS = 200 if full() else 24
CALLERS = 4
PEOPLE, EVENTS, KILLS = (400, 40, 12) if full() else (30, 5, 1)
WITHIN = 120.0
FORM = "/complaints/new/"
CONTACTS = """
SELECT r.id, c.id FROM parties_relationship r JOIN parties_contact c ON c.organisation_id = r.organisation_id
WHERE r.id = ANY(%s) AND c.email <> '' ORDER BY 1, 2
"""
FILED = "SELECT key FROM complaints_complaint WHERE key LIKE 'proof %%'"
STARTED = "SELECT count(*) FROM complaints_complaintclock"
THANKED = "SELECT state, message_id FROM notifications_notification WHERE kind = 'complaint_received'"


class Caller(Visitor):
    """A manager who writes down what callers say, by the form and without scripts."""

    def file(self, number: int, relationship: int, contact: int) -> str:
        said, to = self._go(
            "POST", FORM, relationship=relationship, contact=contact, path="direct", kind="user", channel="phone",
            text=f"Nothing works {number}", key=f"proof {number}",
        )  # fmt: skip
        return said if "/complaints/" in to else f"{said} {to or 'form'}"


@pytest.mark.req("C-12", "INV-11")
def test_forms_filed_without_a_broker_are_kept_and_answered_once(installation: Installation) -> None:
    pairs: list[Any] = installation.rows(CONTACTS, installation.world["relationships"])
    callers = [Caller(installation.port, installation.world) for _ in range(CALLERS)]
    answers: list[str] = []
    seconds: list[float] = []

    def file(caller: Caller, numbers: range) -> None:
        for number in numbers:
            began = time.monotonic()
            answers.append(caller.file(number, *pairs[number % len(pairs)]))
            seconds.append(time.monotonic() - began)

    with broker_down(installation):
        installation.until(lambda: installation.health()[1].get("checks", {}).get("broker") != "ok", 20)
        threads = [
            threading.Thread(target=file, args=(caller, range(n, FORMS, CALLERS))) for n, caller in enumerate(callers)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        kept = {key for (key,) in installation.rows(FILED)}
    installation.until(installation.ready, 60)
    returned = time.monotonic()
    installation.until(lambda: all(state == "sent" for state, _name in installation.rows(THANKED)), WITHIN)
    took = time.monotonic() - returned

    counting.until_sent(installation)
    notices = installation.rows(THANKED)
    at_server = installation.box.per_message_id()
    figures = {
        "forms": FORMS,
        "kept": len(kept),
        "notices": len(notices),
        "notices_out_within_seconds": round(took, 1),
        "notices_lost": sum(name not in at_server for _state, name in notices),
        "notices_twice": sum(at_server.get(name, 0) > 1 for _state, name in notices),
        "p95_seconds": round(sorted(seconds)[int(0.95 * len(seconds))], 2),
    }
    record("complaints_without_broker", figures)
    assert set(answers) == {"302"}, (answers, installation.faults())
    assert kept == {f"proof {number}" for number in range(FORMS)}
    assert (figures["notices"], figures["notices_lost"], figures["notices_twice"]) == (FORMS, 0, 0)
    assert took < WITHIN
    assert installation.count(STARTED) == 3 * FORMS


@pytest.mark.req("Q-01", "Q-02", "INV-31")
def test_two_beats_killed_workers_and_three_days_away_ask_nobody_twice_or_late(
    installation: Installation, tmp_path: Path
) -> None:
    dice, box = Random(7), installation.box
    script = "import django; django.setup(); from tests.proof.asking import tell; "
    days = json.loads(installation.run("-c", f"{script} tell({PEOPLE}, {EVENTS})"))["days"]
    other = installation.second_beat(tmp_path)
    try:
        installation.set_clock(asking.moment(days, 0, 8, 40))
        installation.until(lambda: installation.count(asking.INVITED) == 2 * PEOPLE, 60)

        # half of the first morning goes out while workers are killed; the rest is written, but the mail server is away
        box.pause = 0.05
        installation.set_clock(asking.moment(days, 0, 10, 30))
        kills = kill_workers(installation, dice)
        asking.until_done(installation)
        installation.until(lambda: asking.arrived(installation) >= PEOPLE // 4, 60)
        box.pause, box.deaf = 0.0, True
        installation.set_clock(asking.moment(days, 0, 11, 59))
        asking.until_done(installation)

        # three days in which nobody works; who was at work before does not come back
        beat = installation.freeze_beat()
        other.send_signal(signal.SIGSTOP)
        box.deaf = False
        installation.pass_time(timedelta(days=3))
        for pid in [*installation.victims("worker"), *installation.victims("worker process"), beat]:
            os.kill(pid, signal.SIGKILL)
        other.send_signal(signal.SIGCONT)
        asking.until_done(installation)
        counting.until_sent(installation)

        # the next week: what is not over goes on, the last reminders among it
        installation.set_clock(asking.moment(days, 6, 11))
        kills += kill_workers(installation, dice)
        asking.until_done(installation)
        counting.until_sent(installation)
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()

    found = asking.figures(installation)
    record("surveys_under_fire", {"kills": kills, "days away": 3} | found)
    wrong = ("twice", "mails_doubled", "late", "unasked_but_mailed", "more_than_two")
    assert {name: found[name] for name in wrong} == dict.fromkeys(wrong, 0), found
    assert found["long: sent"] == PEOPLE
    assert found["short: expired"] + found["short: left_out late"] == PEOPLE
    assert found["short: left_out late"] > 0
    assert found["events: left_out late"] == EVENTS
    assert found["invited"] == PEOPLE + found["short: expired"]
    assert found["reminded"] == PEOPLE  # of the short one nobody: it was over when they could have been
    doubtful = found["mails"] + found["too_old_to_be_sent"] - found["invited"] - found["reminded"]
    assert 0 <= doubtful <= found["doubts"]  # out, and the worker killed before it could say so
    assert 0 < found["too_old_to_be_sent"] < PEOPLE < found["mails"]


def kill_workers(installation: Installation, dice: Random) -> int:
    """Some of them, at moments nobody chose; answers how many."""
    for _ in range(KILLS):
        time.sleep(dice.uniform(0, 1))
        installation.kill_one(dice.choice(["worker", "worker process"]), dice)
    return KILLS
