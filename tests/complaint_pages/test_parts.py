"""What hangs on a complaint: filing for a caller, messages, one case, conflict, watchers, watch list, ladders."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brm.accounts.models import EscalationLadder, User
from brm.core import clock
from customers.complaints.models import Complaint, WatchEntry
from tests.api.caller import Caller
from tests.complaint_pages.conftest import Desk, door
from tests.factories.communications import NOON

File = Callable[..., Complaint]
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


@pytest.fixture
def form(desk: Desk) -> dict[str, object]:
    """What the form for a caller says."""
    return {
        "relationship": desk.scene.relationship.pk, "contact": desk.contact.pk, "path": "relayed", "kind": "user",
        "text": "Nothing prints", "remedy": "Printers", "channel": "phone", "felt": "2", "key": "one-form",
    }  # fmt: skip


@pytest.mark.req("INV-11", "C-12", "C-14", "C-17")
def test_a_call_is_written_down_once(desk: Desk, manager: Client, form: dict[str, object]):
    url = reverse("complaints:new")
    assert manager.get(f"{url}?relationship={desk.scene.relationship.pk}").status_code == 200
    said = form | {"watchers": [desk.scene.mate.pk], "files": [SimpleUploadedFile("photo.png", PNG)]}

    answers = [manager.post(url, said), manager.post(url, form)]

    complaint = Complaint.objects.get()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (complaint.severity, complaint.path, complaint.owner) == (1, "relayed", desk.owner)
    page = manager.get(door("detail", complaint))
    assert "photo.png" in page.content.decode()
    assert page.context["watchers"][0].user == desk.scene.mate
    picture = page.context["files"][0]
    shown = manager.get(reverse("complaints:file_preview", args=[picture.pk]))
    assert (shown.status_code, b"".join(shown.streaming_content)) == (200, PNG)


@pytest.mark.req("INV-11")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"contact": ""}, "Choose who complains"), ({"path": ""}, "required"), ({"kind": ""}, "required"),
        ({"text": ""}, "required"), ({"received_at": "2026-06-02T12:00"}, "in the future"),
        ({"relationship": "0"}, "Select a valid choice"),
    ],
)  # fmt: skip
def test_an_incomplete_form_is_refused_and_kept(
    manager: Client, form: dict[str, object], wrong: dict[str, object], said: str
):
    answer = manager.post(reverse("complaints:new"), form | wrong)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Printers" in answer.content.decode()
    assert not Complaint.objects.exists()


@pytest.mark.req("INV-11")
def test_a_caller_who_is_not_in_the_books(manager: Client, form: dict[str, object]):
    manager.post(reverse("complaints:new"), form | {"contact": "", "caller": "Carl", "caller_reach": "555"})

    complaint = Complaint.objects.get()
    assert (complaint.caller, complaint.contact) == ("Carl", None)
    assert "Carl" in manager.get(door("detail", complaint)).content.decode()


def test_notes_and_messages_are_told_apart(manager: Client, filed: File):
    complaint = filed("investigating")
    manager.post(door("write", complaint), {"text": "Among us", "visible": "0", "key": "a"})
    manager.post(door("write", complaint), {"text": "Dear 王芳", "visible": "1", "key": "b"})
    manager.post(door("write", complaint), {"text": "Dear 王芳", "visible": "1", "key": "b"})

    talk = manager.get(door("detail", complaint)).context["talk"]

    assert [(line.row.text, line.row.is_visible) for line in talk] == [("Among us", False), ("Dear 王芳", True)]
    assert manager.post(door("write", complaint), {"text": "", "visible": "0"}).status_code == 422


def test_a_stranger_gets_no_file(desk: Desk, manager: Client, filed: File, signed_in: Callable[[User], Client]):
    complaint = filed("received", files=[SimpleUploadedFile("photo.png", PNG)])
    file = manager.get(door("detail", complaint)).context["files"][0]

    stranger = signed_in(desk.scene.stranger)
    assert stranger.get(reverse("complaints:file", args=[file.pk])).status_code == 404
    assert stranger.get(reverse("complaints:file_preview", args=[file.pk])).status_code == 404


@pytest.mark.req("INV-16")
def test_direct_and_relayed_are_linked_never_merged(manager: Client, filed: File):
    direct, relayed = filed("received", title="By us"), filed("received", title="By them", path="relayed")

    refused = manager.post(door("merge", direct), {"keep": relayed.pk})
    manager.post(door("link", direct), {"other": relayed.pk})

    assert refused.status_code == 422
    assert "Link them as one case" in refused.content.decode()
    assert relayed.number in manager.get(door("detail", direct)).content.decode()
    assert Complaint.objects.filter(status="received").count() == 2


@pytest.mark.req("C-36")
def test_a_conflict_is_mediated_and_settled(desk: Desk, manager: Client, filed: File):
    complaint = filed("investigating")
    assert manager.get(door("conflict_settle", complaint)).status_code == 404
    own = manager.post(door("conflict", complaint), {"reason": "Blame", "mediator": desk.owner.pk})
    assert own.status_code == 422
    manager.post(door("conflict", complaint), {"reason": "Blame", "mediator": desk.scene.lead.pk})
    manager.post(door("conflict_facts", complaint), {"agreed_facts": "It was Monday"})
    assert manager.post(door("conflict_settle", complaint), {"agreed_facts": "", "outcome": "x"}).status_code == 422
    manager.post(door("conflict_settle", complaint), {"agreed_facts": "It was Monday", "outcome": "A new contact"})

    page = manager.get(door("detail", complaint)).content.decode()
    assert "A new contact" in page
    assert "The conflict is settled" in page


def test_watchers_come_and_go(desk: Desk, manager: Client, filed: File):
    complaint = filed("received")
    manager.post(door("watchers", complaint), {"users": [desk.scene.mate.pk, desk.head.pk]})
    manager.post(door("watchers", complaint), {"users": [desk.head.pk]})

    assert [row.user for row in complaint.watchers.all()] == [desk.head]


@pytest.mark.req("C-17")
def test_what_escalated_stays_on_the_watch_list_until_it_is_solved(desk: Desk, manager: Client, filed: File):
    complaint = filed("refused")
    url = reverse("complaints:watched")
    entry = manager.get(url).context["listing"].rows[0]
    manager.post(reverse("complaints:watched_next", args=[entry.pk]), {"next_step": "Call", "next_on": "2026-06-03"})
    off = reverse("complaints:watched_off", args=[entry.pk])

    manager.post(off)
    assert "Call" in manager.get(url).content.decode()
    clock.travel(NOON + timedelta(days=4))
    assert len(manager.get(f"{url}?state=late").context["listing"].rows) == 1
    manager.post(door("withdraw", complaint), {"statement": "Never mind"})
    manager.post(off)
    assert manager.get(url).context["listing"].rows == []
    assert WatchEntry.objects.get().next_on == date(2026, 6, 3)


def test_the_watch_list_costs_the_same_for_one_and_for_three(manager: Client, filed: File):
    counts = []
    for _more in range(2):
        for _n in range(1 + len(counts)):
            manager.post(door("follow", filed("received")), {"next_step": "Call", "next_on": "2026-06-03"})
        with CaptureQueriesContext(connection) as queries:
            assert manager.get(reverse("complaints:watched")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.req("C-13", "K-13")
def test_contentment_is_recorded_after_closing(manager: Client, filed: File):
    complaint = filed("closed")
    assert manager.post(door("check", complaint), {"score": "101"}).status_code == 422
    manager.post(door("check", complaint), {"score": "85", "comment": "Quick in the end"})

    page = manager.get(door("detail", complaint)).content.decode()
    assert "Quick in the end" in page
    assert manager.post(door("check", complaint), {"score": "20"}).status_code == 422


@pytest.mark.req("C-16", "INV-14")
def test_a_ladder_is_in_force_only_when_every_step_is_filled(
    desk: Desk, manager: Client, signed_in: Callable[[User], Client]
):
    boss, url = signed_in(desk.boss), reverse("complaints:ladders")
    assert manager.post(reverse("complaints:ladder_new"), {}).status_code == 404
    boss.post(reverse("complaints:ladder_new"), {"team": "", "first": desk.scene.lead.pk})
    ladder = EscalationLadder.objects.get(team=None)
    boss.post(reverse("complaints:ladder_on", args=[ladder.pk]))
    assert "Nobody is named" in boss.get(url).content.decode()
    people = {"first": desk.scene.lead.pk, "second": desk.head.pk, "third": desk.boss.pk}
    edit = reverse("complaints:ladder", args=[ladder.pk])
    assert boss.post(edit, people | {"second": desk.scene.lead.pk}).status_code == 422
    boss.post(edit, people)
    boss.post(reverse("complaints:ladder_on", args=[ladder.pk]))

    ladder.refresh_from_db()
    assert ladder.is_active
    assert "Hanna" in manager.get(url).content.decode()
    boss.post(reverse("complaints:ladder_off", args=[ladder.pk]))
    assert not EscalationLadder.objects.get(pk=ladder.pk).is_active


@pytest.mark.req("C-16", "C-17", "K-12", "INV-14")
def test_watch_list_analysis_ladders_and_limits_by_the_api(desk: Desk, filed: File):
    complaint = filed("received", path="relayed")
    owner, boss = Caller(desk.owner), Caller(desk.boss)
    owner.post(f"complaints/{complaint.pk}/follow/", {"next_step": "Call", "next_on": "2026-06-03"})
    entry = owner.get("watched-matters/").json()["results"][0]
    assert owner.post(f"watched-matters/{entry['id']}/take-off/").status_code == 409
    planned = owner.post(f"watched-matters/{entry['id']}/plan/", {"next_step": "Visit", "next_on": None})
    assert (planned.status_code, planned.json()["next_step"]) == (200, "Visit")
    figures = owner.get("complaint-analysis/").json()
    assert (figures["relayed"], figures["relayed_share"]["n"]) == (1, 1)
    assert owner.post("escalation-ladders/", {}).status_code == 404
    made = boss.post("escalation-ladders/", {"team": None, "first": desk.scene.lead.pk})
    assert made.status_code == 201, made.content
    assert boss.post(f"escalation-ladders/{made.json()['id']}/activate/").status_code == 409
    limit = {"name": "answer_2", "amount": 2, "unit": "working_days"}
    assert owner.post("complaint-limits/set/", limit).status_code == 404
    assert boss.post("complaint-limits/set/", limit).status_code == 201
    assert owner.get("complaint-limits/").json()["results"][0]["amount"] == 2


@pytest.mark.req("C-36", "INV-16")
def test_the_rest_by_the_api(desk: Desk, filed: File):
    owner, one, two = Caller(desk.owner), filed("investigating"), filed("received")
    url = f"complaints/{one.pk}/"
    assert owner.post(url + "assign/", {"to": desk.scene.mate.pk}).json()["owner"] == desk.scene.mate.pk
    flagged = owner.post(url + "flag-conflict/", {"reason": "Blame", "mediator": desk.head.pk})
    assert flagged.json()["mediator"] == desk.head.pk
    settled = owner.post(url + "settle-conflict/", {"agreed_facts": "Monday", "outcome": "Good"})
    assert settled.json()["settled_at"]
    assert owner.post(url + "watch/", {"user": desk.boss.pk}).status_code == 200
    assert owner.post(url + "unwatch/", {"user": desk.boss.pk}).status_code == 200
    assert owner.post(url + "write/", {"text": "Note"}).json()["is_visible"] is False
    assert owner.post(url + "link/", {"other": two.pk}).status_code == 200
    assert owner.post(url + "satisfaction/", {"score": 1}).status_code == 409
    assert owner.post(f"complaints/{two.pk}/merge/", {"keep": one.pk}).json()["id"] == one.pk
    assert owner.get(f"complaints/{two.pk}/").json()["merged_into"] == one.pk
    assert Caller(desk.scene.stranger).get(url).status_code == 404
