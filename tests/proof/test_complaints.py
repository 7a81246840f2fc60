"""Complaints are filed while the broker is away: all are kept, and every complainant hears of it once (Must show 5)."""

import threading
import time
from typing import Any

import pytest

from tests.proof import counting
from tests.proof.installation import Installation
from tests.proof.test_faults import broker_down
from tests.proof.traffic import Visitor
from tests.proof_figures import full, record

pytestmark = [pytest.mark.slow, pytest.mark.proof]

FORMS = 200 if full() else 24
PEOPLE = 4
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
    callers = [Caller(installation.port, installation.world) for _ in range(PEOPLE)]
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
            threading.Thread(target=file, args=(caller, range(n, FORMS, PEOPLE))) for n, caller in enumerate(callers)
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
