"""Which pages are measured, against which floor, and how far above it they may be."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse

from benchmarks.measure import Ask
from benchmarks.surveys import ALL_ANSWERS, ANSWERS, batch_of, token
from brm.core import clock
from brm.ui.keyset import Sort, pack
from surveys.questionnaires.forms.answering import PREFIX


@dataclass(frozen=True)
class Subject:
    """One thing measured: how it is asked, its floor (or another subject), the factors that must and should hold."""

    name: str
    ask: Callable[["Visitor"], Ask]
    floor: str
    must: float
    aim: float
    who: str = "manager"


@dataclass(frozen=True)
class Visitor:
    """A signed-in person as a client, the customer they look at, and the busy one they write about."""

    cookie: str
    csrf: str
    token: str
    customer: int
    busy: int
    deep: tuple[str, int]
    complaint: int


def _get(path: Callable[[Visitor], str]) -> Callable[[Visitor], Ask]:
    return lambda visitor: Ask(path(visitor), headers={"Cookie": visitor.cookie, "Accept-Language": "zh-CN"})


def _form(visitor: Visitor) -> Ask:
    headers = {
        "Cookie": visitor.cookie,
        "X-CSRFToken": visitor.csrf,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    words = {"relationship": visitor.busy, "channel": "phone", "touchpoint": "everyday"}
    return Ask(
        reverse("communications:log"), "POST", headers,
        lambda number: urlencode({**words, "summary": f"电话回访 {number}"}),
    )  # fmt: skip


def _call(visitor: Visitor) -> Ask:
    headers = {"Authorization": f"Bearer {visitor.token}", "Content-Type": "application/json"}
    return Ask(
        "/api/v1/interactions/", "POST", headers,
        lambda number: f'{{"relationship": {visitor.busy}, "channel": "phone", "summary": "call {number}"}}',
    )  # fmt: skip


def _file(visitor: Visitor) -> Ask:
    headers = {
        "Cookie": visitor.cookie,
        "X-CSRFToken": visitor.csrf,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    words = {"relationship": visitor.busy, "path": "direct", "kind": "user", "caller": "王女士", "channel": "phone"}
    run = visitor.csrf[:12]
    return Ask(
        reverse("complaints:new"), "POST", headers,
        lambda number: urlencode({**words, "text": f"打印机又坏了 {number}", "key": f"{run}-{number}"}),
    )  # fmt: skip


def _file_call(visitor: Visitor) -> Ask:
    headers = {"Authorization": f"Bearer {visitor.token}", "Content-Type": "application/json"}
    words = f'"relationship": {visitor.busy}, "path": "direct", "kind": "user", "caller": "Ms Wang"'
    return Ask(
        "/api/v1/complaints/", "POST", headers,
        lambda number: f'{{{words}, "channel": "phone", "text": "It broke again, {number}"}}',
    )  # fmt: skip


def answer(visitor: Visitor, start: int = 0) -> Ask:
    """A short survey answered by form; the links are numbered from ``start``."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    said = urlencode({f"{PREFIX}{code}": value for code, value in ANSWERS.items()})
    return Ask(
        lambda number: reverse("answering:answer", args=[token("form", start + number)]), "POST", headers,
        lambda _number: said,
    )  # fmt: skip


def answer_call(visitor: Visitor, start: int = 0) -> Ask:
    """A survey of ten questions answered by API."""
    headers = {"Authorization": f"Bearer {visitor.token}", "Content-Type": "application/json"}
    return Ask(
        "/api/v1/survey-answers/", "POST", headers,
        lambda number: json.dumps({"token": token("api", start + number), "answers": ALL_ANSWERS}),
    )  # fmt: skip


def answer_batch(visitor: Visitor, start: int = 0) -> Ask:
    """Many such surveys in one call."""
    headers = {"Authorization": f"Bearer {visitor.token}", "Content-Type": "application/json"}
    return Ask(
        "/api/v1/survey-answers/batch/", "POST", headers,
        lambda number: json.dumps(
            {"responses": [
                {"token": token("batch", link), "answers": ALL_ANSWERS} for link in batch_of(start + number)
            ]}
        ),
    )  # fmt: skip


def _rehearsal(visitor: Visitor) -> str:
    return f"{reverse('asking:rehearsal')}?day={clock.today() + timedelta(days=1)}"


def _deep(visitor: Visitor) -> str:
    return reverse("customers:list") + "?after=" + pack(Sort("name", ("sort_key",)), list(visitor.deep))


def _search(text: str) -> str:
    return reverse("search:results") + "?" + urlencode({"q": text})


SUBJECTS = (
    Subject("Today", _get(lambda _v: reverse("dashboard:today")), "page", 6, 4),
    Subject("Today, the team’s", _get(lambda _v: reverse("dashboard:today") + "?view=team"), "page", 6, 4, "lead"),
    Subject("Customers, page 1", _get(lambda _v: reverse("customers:list")), "list", 5, 3),
    Subject("Customers, page 1 of all", _get(lambda _v: reverse("customers:list")), "list", 5, 3, "executive"),
    Subject("Customers, deep page of all", _get(_deep), "Customers, page 1 of all", 1.2, 1.05, "executive"),
    Subject("Search 用友", _get(lambda _v: _search("用友")), "list", 5, 3),
    Subject("Search acme", _get(lambda _v: reverse("search:results") + "?q=acme"), "list", 5, 3),
    Subject("Search without a hit", _get(lambda _v: reverse("search:results") + "?q=qzxwvk"), "list", 5, 3),
    Subject(
        "Search 用友 over all", _get(lambda _v: _search("用友")), "list", 5, 3,
        "executive",
    ),
    Subject("Customer", _get(lambda v: reverse("customers:detail", args=[v.customer])), "page", 6, 4),
    Subject(
        "Customer with timeline",
        _get(lambda v: reverse("customers:detail", args=[v.customer]) + "?tab=timeline"), "page", 6, 4,
    ),
    Subject("Complaints: the desk", _get(lambda _v: reverse("complaints:list")), "page", 6, 4),
    Subject("Complaints: the desk of all", _get(lambda _v: reverse("complaints:list")), "page", 6, 4, "executive"),
    Subject("Complaints: list of all", _get(lambda _v: reverse("complaints:all")), "list", 5, 3, "executive"),
    Subject("Complaint", _get(lambda v: reverse("complaints:detail", args=[v.complaint])), "page", 6, 4),
    Subject("Complaints: analysis", _get(lambda _v: reverse("complaints:analysis")), "page", 6, 4),
    Subject("Complaints: analysis of all", _get(lambda _v: reverse("complaints:analysis")), "page", 6, 4, "executive"),
    Subject("Praise, page 1 of all", _get(lambda _v: reverse("praise:list")), "list", 5, 3, "executive"),
    Subject("Praise: the wall", _get(lambda _v: reverse("praise:wall")), "page", 6, 4),
    Subject("Agreements, page 1 of all", _get(lambda _v: reverse("agreements:agreements")), "list", 5, 3, "executive"),
    Subject("Agreement", _get(lambda v: reverse("agreements:agreement", args=[v.customer])), "page", 6, 4),
    Subject("Survey results", _get(lambda _v: reverse("results:results")), "page", 6, 4),
    Subject("Survey results of all", _get(lambda _v: reverse("results:results")), "page", 6, 4, "executive"),
    Subject("Survey results of a customer",
            _get(lambda v: f"{reverse('results:results')}?relationship={v.customer}"), "page", 6, 4),
    Subject("Surveys: rehearsal of tomorrow", _get(_rehearsal), "page", 6, 4),
    Subject("Surveys: responses of all", _get(lambda _v: reverse("answering:responses")), "list", 5, 3, "executive"),
    Subject("Calendar", _get(lambda _v: reverse("communications:calendar")), "page", 6, 4),
    Subject("Log a contact by form", _form, "hello", 25, 15),
    Subject("Log a contact by API", _call, "hello", 20, 12),
    Subject("File a complaint by form", _file, "hello", 25, 15),
    Subject("File a complaint by API", _file_call, "hello", 20, 12),
    Subject("Answer a survey by form", answer, "hello", 25, 15),
    Subject("Answer a survey by API", answer_call, "hello", 20, 12),
)  # fmt: skip
