"""What holds for every resource: who finds what, leafing through, constant statements, nothing by reading tokens."""

from itertools import chain

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brm.api.urls import router
from brm.timeline.models import TimelineEntry
from tests.api.caller import Caller
from tests.api.world import COMMON, MAKERS, a_contact, a_relationship

pytestmark = pytest.mark.django_db
EVERYTHING = sorted({**MAKERS, **COMMON})
FIGURES = {
    "me", "figures", "adherence", "search", "look-alikes", "import-kinds", "complaint-analysis", "survey-results",
}  # fmt: skip
MOST = 12


def listing(name, records):
    """Timelines are asked for one relationship at a time."""
    return f"{name}/?relationship={records[0].relationship_id}" if name == "timeline" else f"{name}/"


def named(record):
    """As the API writes its id: a number, or a random one as text."""
    return record.pk if isinstance(record.pk, int) else str(record.pk)


def made(name, owner, number=1):
    """So many records; those of a timeline on one relationship."""
    first = [{**MAKERS, **COMMON}[name](owner) for _ in range(1 if name == "timeline" else number)]
    if name == "timeline":
        relationship = first[0].relationship
        TimelineEntry.objects.filter(relationship=relationship).exclude(pk=first[0].pk).delete()
        first += [
            TimelineEntry.objects.create(relationship=relationship, at=first[0].at, kind="note", text=f"{n}")
            for n in range(number - 1)
        ]
    return first


def test_every_resource_is_looked_at_here():
    assert sorted({prefix for prefix, _set, _name in router.registry} - FIGURES) == EVERYTHING


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_record_is_listed_and_read(name, cast, alice):
    record = made(name, cast.alice)[0]

    listed = alice.get(listing(name, [record]))
    read = alice.get(f"{name}/{record.pk}/")

    assert listed.status_code == 200, listed.content
    assert named(record) in [row["id"] for row in listed.json()["results"]]
    assert read.status_code == 200, read.content
    assert read.json()["id"] == named(record)
    assert read.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_a_stranger_finds_nothing(name, cast, sam):
    record = made(name, cast.alice)[0]

    listed = sam.get(listing(name, [record]))
    read = sam.get(f"{name}/{record.pk}/")

    if name == "timeline":
        assert listed.status_code == 404
    else:
        assert named(record) not in [row["id"] for row in listed.json()["results"]]
    assert read.status_code == 404
    assert read.headers["Content-Type"] == "application/problem+json"
    assert read.json()["status"] == 404


@pytest.mark.parametrize("name", EVERYTHING)
@pytest.mark.parametrize("who", ["ed", "fay", "ada"])
def test_roles_that_keep_no_relationships_find_none(name, who, cast):
    record = {**MAKERS, **COMMON}[name](cast.alice)
    answer = Caller(getattr(cast, who)).get(f"{name}/{record.pk}/")

    readable = {"calendars", "colleagues", "teams", "services", "service-categories", "service-notes", "metrics"}
    if who == "ada":
        readable |= {
            "plan-templates",
            "escalation-ladders",
            "complaint-limits",
            "survey-rules",
            "survey-budgets",
            "survey-gap-limits",
        }
    assert answer.status_code == (200 if name in readable else 404)


def test_an_outsider_knows_of_no_api(cast, client):
    client.force_login(cast.cora)

    assert client.get("/api/v1/organisations/").status_code == 404
    assert client.get("/api/docs/").status_code == 404
    assert client.get("/api/tokens/").status_code == 404


def test_nobody_is_answered_without_a_token(client, cast):
    answer = client.get("/api/v1/organisations/")

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_list_takes_the_same_statements_however_long(name, cast, alice):
    counted = []
    for number in (1, 2):
        records = made(name, cast.alice, number)
        address = listing(name, records)
        alice.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = alice.get(address)
        assert answer.status_code == 200
        counted.append(len(asked))

    assert counted[0] == counted[1]
    assert counted[0] <= MOST, [query["sql"][:120] for query in asked]


@pytest.mark.parametrize("name", [name for name in EVERYTHING if name not in {"calendars", "teams"}])
def test_leafing_there_and_back_shows_every_row_once(name, cast, alice):
    records = made(name, cast.alice, 5)
    address = listing(name, records)
    whole = [row["id"] for row in alice.get(address).json()["results"]]
    assert len(whole) >= 5

    joint = "&" if "?" in address else "?"
    page = alice.get(f"{address}{joint}page_size=2").json()
    assert page["previous"] is None
    there = [[row["id"] for row in page["results"]]]
    while page["next"]:
        page = alice.get(page["next"]).json()
        there.append([row["id"] for row in page["results"]])
    back = [there[-1]]
    while page["previous"]:
        page = alice.get(page["previous"]).json()
        back.append([row["id"] for row in page["results"]])

    assert list(chain.from_iterable(there)) == whole
    assert back[::-1] == there
    assert page["count"] == len(whole)
    assert page["capped"] is False


@pytest.mark.parametrize(
    "query", ["after=nonsense", "before=bnVsbA", "page_size=0", "page_size=201", "page_size=-3", "page_size=two"]
)
def test_a_place_that_is_none_is_refused(query, cast, alice):
    answer = alice.get(f"organisations/?{query}")

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [query.split("=")[0]]


@pytest.mark.parametrize("path", ["nowhere/", "organisations/7/nowhere/", "organisations/seven/", "organisations/1.5/"])
def test_an_address_that_leads_nowhere_is_answered_like_the_rest(path, alice):
    answer = alice.get(path)

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_reading_token_changes_nothing(cast):
    relationship = a_relationship(cast.alice)
    reader = Caller(cast.alice, access="read")

    assert reader.get(f"relationships/{relationship.pk}/").status_code == 200
    for answer in (
        reader.post("organisations/", {"name": "New"}),
        reader.patch(f"relationships/{relationship.pk}/", {"tier": "A"}),
        reader.post(f"relationships/{relationship.pk}/move/", {"step": "suspend", "reason": "x"}),
    ):
        assert answer.status_code == 403
        assert "may only read" in answer.json()["detail"]
    relationship.refresh_from_db()
    assert (relationship.tier, relationship.status) == ("C", "active")


def test_every_address_that_changes_is_closed_to_reading_tokens(cast):
    reader = Caller(cast.alice, access="read")

    for path in _changing():
        answer = reader.post(path, {})
        assert answer.status_code == 403, path


def _changing():
    for prefix, resource, _name in router.registry:
        if hasattr(resource, "create"):
            yield f"{prefix}/"
        for extra in resource.get_extra_actions():
            if "post" in extra.mapping:
                yield f"{prefix}/1/{extra.url_path}/" if extra.detail else f"{prefix}/{extra.url_path}/"


def test_ids_of_strangers_filter_like_ids_of_nobody(cast, sam):
    contact = a_contact(cast.alice)
    theirs = contact.organisation_id

    known = sam.get(f"contacts/?organisation={theirs}")
    unknown = sam.get("contacts/?organisation=999999999")

    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    assert sam.get("contacts/?organisation=one").status_code == 400
