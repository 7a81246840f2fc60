"""The desk: what burns stands first, with its clock, its path and its one next step."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brm.core import clock
from customers.complaints.models import Complaint
from tests.complaint_pages.conftest import LIVES, Desk, door
from tests.factories.communications import NOON

URL = reverse("complaints:list")
File = Callable[..., Complaint]


@pytest.mark.req("C-12", "C-14", "C-15")
def test_the_desk_shows_clock_path_and_next_step_worst_first(manager: Client, filed: File):
    calm = filed("investigating", title="Slow mail")
    clock.travel(NOON + timedelta(hours=1))
    grave = filed("received", title="Nothing works", felt=2, path="relayed")
    clock.travel(NOON + timedelta(hours=1, minutes=40))

    page = manager.get(URL).content.decode()

    assert page.index("Nothing works") < page.index("Slow mail")
    assert "25 min late" in page
    assert page.count("Relayed") > page.count("Relayed", 0, page.index("Nothing works"))
    assert "Acknowledge" in page
    assert "Propose the answer" in page
    assert door("acknowledge", grave) in page
    assert door("propose_answer", calm) in page


@pytest.mark.req("C-12")
def test_the_desk_counts_what_burns_and_both_paths(manager: Client, filed: File):
    filed("received")
    filed("received", path="relayed", felt=2)
    filed("waiting")
    filed("closed")
    clock.travel(NOON + timedelta(hours=2))

    figures = manager.get(URL).context["figures"]

    assert (figures.total, figures.over, figures.waiting) == (3, 1, 1)
    assert (figures.direct, figures.relayed) == (2, 1)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("path=relayed", {"B"}), ("time=over", {"B"}), ("time=waiting", {"C"}), ("whose=mine", {"A", "B", "C"}),
        ("severity=1", {"B"}), ("q=fire", {"B"}), ("level=1", set()), ("status=waiting", {"C"}),
        ("path=nonsense", set()),
    ],
)  # fmt: skip
def test_the_desk_is_filtered(manager: Client, filed: File, query: str, found: set[str]):
    filed("received", title="A")
    filed("received", title="B: fire", path="relayed", felt=2)
    filed("waiting", title="C")
    clock.travel(NOON + timedelta(minutes=30))

    rows = manager.get(f"{URL}?{query}").context["listing"].rows

    assert {row.matter.title[0] for row in rows} == found


def test_a_list_costs_the_same_for_one_and_for_three(manager: Client, filed: File):
    for url in (URL, reverse("complaints:all")):
        counts = []
        for _more in range(2):
            filed("waiting")
            with CaptureQueriesContext(connection) as queries:
                assert manager.get(url).status_code == 200
            counts.append(len(queries))
            filed("received")
            filed("investigating")
        assert counts[0] == counts[1]


def test_a_stranger_sees_nothing(desk: Desk, filed: File, signed_in: Callable[..., Client]):
    complaint = filed("received", title="Secret trouble")
    stranger = signed_in(desk.scene.stranger)

    assert "Secret trouble" not in stranger.get(URL).content.decode()
    assert stranger.get(door("detail", complaint)).status_code == 404
    assert stranger.post(door("acknowledge", complaint), {"channel": "phone"}).status_code == 404


@pytest.mark.parametrize("status", LIVES)
def test_every_state_has_its_page(manager: Client, filed: File, status: str):
    complaint = filed(status)

    page = manager.get(door("detail", complaint)).content.decode()

    assert complaint.number in page
    assert complaint.get_status_display() in page
    assert manager.get(f"{reverse('complaints:all')}?q={complaint.number}").context["listing"].count == "1"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_desk_is_exported(manager: Client, filed: File, kind: str):
    filed("received", title="Slow mail")

    answer = manager.get(f"{URL}?export={kind}")

    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200
    if kind == "csv":
        assert "Slow mail" in content.decode("utf-8-sig")
        assert "left" in content.decode("utf-8-sig")


def test_a_customer_shows_its_complaints(manager: Client, desk: Desk, filed: File):
    filed("received", title="Slow mail")
    filed("closed", title="Old mail")
    url = reverse("customers:detail", args=[desk.scene.relationship.pk])

    assert "Slow mail" in manager.get(url).content.decode()
    tab = manager.get(f"{url}?tab=complaints").content.decode()
    assert "Slow mail" in tab
    assert "Old mail" in tab
