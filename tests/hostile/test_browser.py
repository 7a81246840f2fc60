"""The script-in-text corpus (S8) in a real browser: every free text of complaints and praise holds it, nothing runs.

Each page is opened once with the policy of the portal on, where any attempt would be reported, and once with the policy
off, where nothing but the page's own care stands in the way.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from brm.accounts.models import User
from brm.catalogue.models import Service
from brm.core import clock
from brm.documents.models import Document
from brm.parties.models import Contact, Organisation
from customers.complaints.domain import conflicts, steps, watching
from customers.complaints.domain.messages import write
from customers.complaints.models import Complaint
from customers.praise.domain.consents import record_consent
from customers.praise.domain.steps import publish_praise, verify_praise
from customers.praise.domain.thanking import thank_for_praise
from customers.praise.models import Praise
from tests.browser import chromium, look
from tests.factories.complaints import NOON, Stage, make_stage, with_account
from tests.hostile.scripts import SCRIPTS
from tests.praise.factories import make_praise

__all__ = ["chromium"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clean_cache")]

WATCH = """
window.ran = []; window.reported = [];
const alerts = window.alert;
window.alert = (...said) => { window.ran.push(String(said)); return alerts.apply(window, said); };
document.addEventListener('securitypolicyviolation', e => window.reported.push(e.violatedDirective, e.blockedURI));
"""
TOUCH = """
for (const each of document.querySelectorAll('body *'))
  for (const name of ['mouseover', 'toggle', 'focus', 'error']) each.dispatchEvent(new Event(name));
"""
"""Handlers that wait for a hand are waited for no longer."""
ALL = "\n".join(SCRIPTS)


def some(number: int) -> str:
    """A slice of the corpus; the slices of nine fields hold all of it."""
    return "\n".join(SCRIPTS[number % 9 :: 9])


def one(number: int) -> str:
    """One line that fits a short field."""
    return " ".join(next(text for text in SCRIPTS[number * 7 :] if len(text) <= 75).split())


@pytest.fixture
def stage() -> Iterator[Stage]:
    clock.travel(NOON)
    stage = make_stage()
    Organisation.objects.filter(pk=stage.relationship.organisation_id).update(name=f"Script {one(0)}")
    Contact.objects.filter(pk=stage.caller.pk).update(name=one(1))
    Service.objects.filter(pk=stage.service.pk).update(name_en=one(2), name_zh=one(3))
    User.objects.filter(pk=stage.owner.pk).update(name=one(4))
    for row in (stage.relationship, stage.caller, stage.service, stage.owner):
        row.refresh_from_db()
    yield stage
    clock.travel(None)


def told(stage: Stage) -> Complaint:
    """A complaint that went the long way, every word of it from the corpus."""
    by = stage.owner
    complaint = stage.file(
        text=ALL, title=f"Script {one(5)}", remedy=some(1), category=one(6), caller=one(7), caller_reach=one(8)
    )
    steps.acknowledge(complaint, by=by, channel="phone", text=some(2))
    steps.assess(
        complaint, by=by, severity=3, impact=some(3), remedy_sought=some(4), service=stage.service, category=one(9)
    )
    steps.investigate(complaint, by=by, reason=some(5))
    steps.ask(complaint, by=by, question=some(6))
    steps.answer_question(complaint, contact=stage.caller, text=some(7))
    steps.propose_answer(complaint, by=by, root_cause=some(8), corrective_action=some(0), remedy_offered=some(1))
    steps.send_back(complaint, by=by, reason=some(2))
    steps.propose_answer(complaint, by=by, root_cause=some(8), corrective_action=some(0), remedy_offered=some(1))
    steps.tell_decision(complaint, by=by, decision=some(3))
    steps.record_attempt(complaint, by=by, text=some(4))
    conflicts.flag_conflict(complaint, by=by, reason=some(5), mediator=stage.stranger)
    watching.add_to_watch_list(complaint.matter, by=by, next_step=one(10))
    for number, visible in ((6, True), (7, False)):
        write(complaint, by=by, text=some(number), visible=visible)
    steps.refuse(complaint, contact=stage.caller, reason=some(8))
    return Complaint.objects.get(pk=complaint.pk)


def praised(stage: Stage) -> Praise:
    """Praise on the wall, in the same words."""
    by = stage.owner
    praise = make_praise(
        stage.relationship, text=ALL, title=f"Script {one(11)}", people=[by], contact=stage.caller, by=stage.lead
    )
    praise = verify_praise(praise, by=stage.lead)
    record_consent(praise, by=by, scope="person", given_by=stage.caller, evidence=some(1))
    praise = publish_praise(praise, by=by, publicity="external")
    return thank_for_praise(praise, by=by, how="call", words=some(2))


def test_nothing_of_the_corpus_runs_in_a_browser(live_server: Any, chromium: Any, stage: Stage):
    complaint, praise = told(stage), praised(stage)
    visitor = with_account(stage.caller, stage.relationship, role="customer")
    assert not Document.objects.exists()
    search = f"{reverse('search:results')}?q=Script"
    views = {
        stage.owner: (
            complaint.get_absolute_url(), praise.get_absolute_url(), reverse("praise:wall"), search,
            reverse("complaints:list"), reverse("complaints:analysis"),
            reverse("customers:detail", args=[stage.relationship.pk]) + "?tab=timeline",
        ),
        visitor: (
            reverse("portal:home"), reverse("portal:complaint", args=[complaint.pk]),
            reverse("portal:praise", args=[praise.pk]),
        ),
    }  # fmt: skip
    for csp in (True, False):
        for person, addresses in views.items():
            with look(chromium, live_server.url, person, csp=csp) as window:
                page, dialogs = window.page, []
                page.add_init_script(WATCH)
                page.on("dialog", lambda dialog, dialogs=dialogs: (dialogs.append(dialog.message), dialog.dismiss()))
                for address in addresses:
                    assert window.page.goto(live_server.url + address).status == 200, address
                    page.evaluate(TOUCH)
                    assert "alert(document.domain)" in page.inner_text("main"), address
                    assert (page.evaluate("window.ran"), page.evaluate("window.reported")) == ([], []), address
                    assert (dialogs, window.complaints) == ([], []), address
                if person == stage.owner:  # the palette draws what it found itself
                    page.keyboard.press("Control+k")
                    page.fill("#palette-input", "Script")
                    page.wait_for_selector("#palette-list [role=option] >> text=alert(document.domain)")
                    assert (page.evaluate("window.ran"), dialogs, window.complaints) == ([], [], [])
                if not csp:  # the eye sees
                    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')")
                    page.wait_for_function("window.ran.length == 1")
                    assert dialogs == ["1"]
