"""How many statements filing a complaint costs: by page, by portal, by API (`docs/benchmarks.md` has the times).

Every statement between BEGIN and COMMIT counts, signing in included; the savepoints do not.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brm.accounts.domain.deputies import name_deputy
from brm.attention.models import Attention
from brm.audit.models import AuditEvent
from brm.documents.models import Document
from brm.matters.models import Matter
from brm.notifications.models import Notification
from brm.search.models import SearchEntry
from brm.timeline.models import TimelineEntry
from customers.complaints.models import Complaint, ComplaintClock
from tests.api.caller import Caller
from tests.complaint_pages.conftest import Desk
from tests.customers.portal.conftest import let_in
from tests.factories.communications import NOON
from tests.factories.people import UserFactory

FORM = reverse("complaints:new")
BY_FORM, BY_API = 15, 12
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


def cost(act: Callable[[], Any], status: int) -> int:
    """How many statements a call takes once everything that is made on first need is there."""
    act()
    with CaptureQueriesContext(connection) as seen:
        assert act().status_code == status
    said = [each["sql"] for each in seen.captured_queries]
    return sum(not sql.startswith(("SAVEPOINT", "RELEASE")) for sql in said)


@pytest.fixture
def facts(desk: Desk) -> dict[str, Any]:
    """A complaint with everything that has to be looked up."""
    return {
        "relationship": desk.scene.relationship.pk, "path": "relayed", "kind": "user", "contact": desk.contact.pk,
        "text": "It is broken.", "channel": "phone", "felt": 2, "service": desk.service.pk,
    }  # fmt: skip


def test_by_page_for_a_contact_and_for_a_caller(manager: Client, facts: dict[str, Any]):
    keys = iter("abcd")
    caller = {**facts, "contact": "", "caller": "Ms Wang", "service": ""}

    assert cost(lambda: manager.post(FORM, {**facts, "key": next(keys)}), 302) <= BY_FORM
    assert cost(lambda: manager.post(FORM, {**caller, "key": next(keys)}), 302) <= BY_FORM


def test_by_page_of_a_lead_whose_manager_is_told(desk: Desk, facts: dict[str, Any], signed_in: Callable[..., Client]):
    browser = signed_in(desk.scene.lead)

    usual = {**facts, "service": ""}

    assert cost(lambda: browser.post(FORM, usual), 302) <= BY_FORM
    assert Notification.objects.filter(recipient=desk.owner, kind="complaint_filed").count() == 2


def test_by_portal(client: Client, desk: Desk):
    client.force_login(let_in(desk.scene.relationship, "Wang Fang", "customer").user)
    keys = iter("ab")

    def send() -> Any:
        key = next(keys)
        return client.post(
            reverse("portal:complaint_new"), {"text": f"Till {key} stands still.", "felt": "2", "key": key}
        )

    assert cost(send, 302) <= BY_FORM
    assert Notification.objects.filter(kind="complaint_received").count() == 2


def test_by_api(desk: Desk, facts: dict[str, Any], clean_cache: None):
    caller, keys = Caller(desk.owner), iter("ab")

    usual = {name: value for name, value in facts.items() if name != "service"}

    assert cost(lambda: caller.post("complaints/", usual), 201) <= BY_API
    assert cost(lambda: caller.post("complaints/", facts), 201) <= BY_API + 1, "the service is looked up"
    once = cost(lambda: caller.post("complaints/", usual, **{"Idempotency-Key": next(keys)}), 201)
    assert once <= BY_API + 2, "to be answered once costs the call's own row: kept, and answered"


@pytest.mark.req("INV-11", "INV-60")
def test_in_few_statements_nothing_is_lost(desk: Desk, facts: dict[str, Any], clean_cache: None):
    stand_in = UserFactory(name="Dora")
    name_deputy(desk.owner, deputy=stand_in, from_on=NOON.date(), to_on=NOON.date(), by=None)
    caller = Caller(desk.scene.lead)

    said = caller.post("complaints/", {**facts, "caller": "Ms Wang", "watchers": [desk.head.pk]}).json()

    complaint = Complaint.objects.get()
    about = {"subject_type": "complaints.complaint", "subject_id": complaint.pk}
    assert said == caller.get(f"complaints/{complaint.pk}/").json()
    assert Matter.objects.get().number == said["number"] == "CP-2026-00001"
    assert AuditEvent.objects.get(action="matter.open").subject_id == complaint.pk
    line = AuditEvent.objects.get(action="complaint.file")
    assert (line.subject_id, line.actor, line.changes["caller"]) == (complaint.pk, desk.scene.lead, None)
    assert line.personal.get().new == "Ms Wang"
    assert ComplaintClock.objects.filter(complaint=complaint, due_at__isnull=False).count() == 3
    assert TimelineEntry.objects.get(**about).event == "file"
    assert Attention.objects.get(**about).assignee == desk.owner
    told = Notification.objects.filter(kind="complaint_filed")
    assert {row.recipient for row in told} == {desk.owner, stand_in, desk.head}
    thanks = Notification.objects.get(kind="complaint_received")
    assert (thanks.contact_id, thanks.state) == (desk.contact.pk, "waiting")
    assert SearchEntry.objects.filter(kind="complaint", object_id=complaint.pk).exists()


@pytest.mark.req("INV-11")
def test_the_same_form_twice_leaves_one_of_everything(manager: Client, desk: Desk, facts: dict[str, Any]):
    first, second = (manager.post(FORM, {**facts, "key": "one"}) for _twice in range(2))

    assert first.url == second.url
    about = {"subject_type": "complaints.complaint"}
    counts = [model.objects.filter(**about).count() for model in (TimelineEntry, Attention)]
    counts += [Complaint.objects.count(), Matter.objects.count()]
    assert counts == [1, 1, 1, 1]
    assert Notification.objects.filter(kind="complaint_received").count() == 1
    manager.post(FORM, {**facts, "key": "two"})
    assert set(Matter.objects.values_list("number", flat=True)) == {"CP-2026-00001", "CP-2026-00002"}


def upload(name: str = "photo.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_api_takes_files_with_a_complaint_and_with_a_message(
    desk: Desk, facts: dict[str, Any], clean_cache: None, filed: Callable[..., Complaint]
):
    caller = Caller(desk.owner)
    sent = {**facts, "files": [upload(), upload("log.txt", b"No paper")], "watchers": [desk.head.pk, desk.boss.pk]}

    answer = caller.upload("complaints/", sent)

    assert answer.status_code == 201, answer.content
    assert "files" not in answer.json()
    about = {"subject_type": "complaints.complaint", "subject_id": answer.json()["id"]}
    kept = Document.objects.filter(**about)
    assert {(row.original_name, row.shared_with_customer) for row in kept} == {("photo.png", True), ("log.txt", True)}
    assert Complaint.objects.get().watchers.count() == 2
    listed = caller.get("documents/", about).json()["results"]
    assert {row["original_name"] for row in listed} == {"photo.png", "log.txt"}

    address = f"complaints/{answer.json()['id']}/write/"
    written = caller.upload(address, {"text": "See the picture.", "visible": "true", "files": [upload()]})
    assert written.status_code == 201, written.content
    assert Document.objects.get(subject_type="complaints.complaintmessage").subject_id == written.json()["id"]
    assert caller.post(address, {"text": "Without."}).status_code == 201


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([upload(), upload("run.exe")], "run.exe: "), ([upload("photo.pdf")], "not what its name says"),
        ([upload("a.txt", b"")], "empty"), ([upload(f"{n}.png") for n in range(11)], "at most 10 files"),
        (["words"], "not a file"),
    ],
)  # fmt: skip
def test_a_refused_file_says_why_beside_the_field_and_nothing_is_kept(
    desk: Desk, facts: dict[str, Any], clean_cache: None, filed: Callable[..., Complaint], files: list[Any], said: str
):
    caller, there = Caller(desk.owner), filed()

    for address, words in (("complaints/", facts), (f"complaints/{there.pk}/write/", {"text": "See the file."})):
        for each in files:
            if hasattr(each, "seek"):
                each.seek(0)
        answer = caller.upload(address, {**words, "files": files}, **{"Idempotency-Key": f"key of {address}"})
        assert answer.status_code == 400, answer.content
        assert list(answer.json()["errors"]) == ["files"]
        assert said in str(answer.json()["errors"]["files"])
    assert Complaint.objects.get() == there
    assert not there.messages.exists()
    assert not Document.objects.exists()
    again = caller.upload("complaints/", {**facts, "files": [upload()]}, **{"Idempotency-Key": "key of complaints/"})
    assert again.status_code == 201, "a refusal keeps no key"
