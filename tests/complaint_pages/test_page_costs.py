"""How many statements the pages of complaints cost, and that more rows cost no more."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from customers.complaints.domain.messages import write
from customers.complaints.domain.watching import add_to_watch_list, watch
from customers.complaints.models import Complaint
from tests.complaint_pages.conftest import LIVES, Desk, door
from tests.customers.portal.conftest import let_in

MOST_OF_A_PAGE, MOST_OF_A_LIST = 15, 12
File = Callable[..., Complaint]


def cost(browser: Client, url: str) -> int:
    """The statements of a page, signing in included, the second time it is opened."""
    browser.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(url).status_code == 200
    return len(seen)


def lively(desk: Desk, complaint: Complaint) -> None:
    """Words in both directions, files and a watcher."""
    for visible in (True, False):
        write(complaint, by=desk.owner, text="Look", visible=visible, files=[SimpleUploadedFile("a.txt", b"abc")])
    add_to_watch_list(complaint.matter, by=desk.owner, next_step="Call them")


@pytest.mark.parametrize("who", ["owner", "lead", "boss"])
@pytest.mark.parametrize("page", ["list", "analysis"])
def test_the_desk_and_the_analysis(desk: Desk, filed: File, signed_in: Callable[..., Client], who: str, page: str):
    person = {"owner": desk.owner, "lead": desk.scene.lead, "boss": desk.boss}[who]
    browser, counts = signed_in(person), []
    for status in ("waiting", "refused"):
        complaint = filed(status, category="Printers")
        lively(desk, complaint)
        counts.append(cost(browser, reverse(f"complaints:{page}")))
        filed("received", path="relayed", category="Light")
        filed("closed")

    assert counts[0] == counts[1] <= MOST_OF_A_PAGE


@pytest.mark.parametrize("status", LIVES)
def test_the_page_of_a_complaint_in_every_state(desk: Desk, filed: File, manager: Client, status: str):
    for _more in range(2):
        complaint = filed(status)

    assert cost(manager, door("detail", complaint)) <= MOST_OF_A_PAGE


def test_the_page_of_a_lively_complaint(desk: Desk, filed: File, manager: Client, signed_in: Callable[..., Client]):
    complaint, counts = filed("refused"), []
    for _more in range(2):
        filed("received")
        lively(desk, complaint)
        counts.append(cost(manager, door("detail", complaint)))
        lively(desk, complaint)
        filed("investigating")

    assert counts[0] == counts[1] <= MOST_OF_A_PAGE
    assert cost(signed_in(desk.scene.lead), door("detail", complaint)) <= MOST_OF_A_PAGE + 1, "whom a lead leads"
    watch(complaint, desk.head, by=desk.owner)
    assert cost(manager, door("detail", complaint)) <= MOST_OF_A_PAGE + 1, "who watches"


@pytest.mark.parametrize("status", LIVES)
def test_the_portal(desk: Desk, filed: File, client: Client, status: str):
    client.force_login(let_in(desk.scene.relationship, "Wang Fang", "customer").user)
    counts = []
    for _more in range(2):
        complaint = filed(status)
        write(complaint, by=desk.owner, text="Look", visible=True, files=[SimpleUploadedFile("a.txt", b"abc")])
        pages = (reverse("portal:home"), reverse("portal:complaint", args=[complaint.pk]), reverse("portal:complaints"))
        counts.append([cost(client, url) for url in pages])
        filed(status)

    assert counts[0] == counts[1]
    home, page, every = counts[0]
    assert max(home, page) <= MOST_OF_A_PAGE
    assert every <= MOST_OF_A_LIST
