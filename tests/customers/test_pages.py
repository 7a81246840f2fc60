"""Pages of customers: list, page, service events."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from brm.parties.domain.fields import define_field
from brm.parties.domain.relationships import change_relationship
from brm.parties.domain.tags import add_tag, create_tag
from brm.parties.domain.targets import touch
from brm.parties.enums import FieldSubject, FieldType, Kind, Status
from brm.parties.models import Relationship
from customers.domain.service_events import record_service_events
from tests.factories.parties import ContactFactory, OrganisationFactory, RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2016, 2, 29, 1, 16, tzinfo=UTC)
LIST = "customers:list"


@pytest.fixture
def owner(client):
    owner = UserFactory()
    client.force_login(owner)
    return owner


def customer(owner, name="Acme", **facts):
    return RelationshipFactory(owner=owner, organisation=OrganisationFactory(name=name), **facts)


def shown(client, query="", url=LIST):
    return [str(row) for row in client.get(f"{reverse(url)}?{query}").context["listing"].rows]


@pytest.mark.req("C-01")
def test_each_kind_has_its_own_list(client, owner):
    for kind, name in ((Kind.CUSTOMER, "Cust"), (Kind.SUPPLIER, "Supp"), (Kind.THIRD_PARTY, "Third")):
        customer(owner, name, kind=kind)

    assert [shown(client, url=f"{app}:list") for app in ("customers", "suppliers", "thirdparty")] == [
        ["Cust"], ["Supp"], ["Third"],
    ]  # fmt: skip


def test_filters_and_order(client, owner):
    one = customer(owner, "上海电力", tier="A")
    two = customer(owner, "Bravo", status=Status.SUSPENDED)
    add_tag([one], create_tag("Key", by=None), by=None)
    define_field(subject=FieldSubject.CUSTOMER, name="sector", label="Sector", type=FieldType.TEXT, by=None)
    change_relationship(two, by=None, custom={"sector": "Energy"})
    touch(one.pk, AT)
    customer(UserFactory(), "Stranger")

    for query, names in (
        ("", ["Bravo", "上海电力"]), ("q=电力", ["上海电力"]), ("q=shang", ["上海电力"]), ("tier=A", ["上海电力"]),
        (f"status={Status.SUSPENDED}", ["Bravo"]), (f"tag={one.tags.get().pk}", ["上海电力"]),
        ("silent=now", ["上海电力"]), ("custom_sector=energy", ["Bravo"]),
        (f"owner={owner.pk}&sort=-name", ["上海电力", "Bravo"]),
        ("sort=last_contact", ["上海电力", "Bravo"]), ("sort=nonsense", ["Bravo", "上海电力"]),
        ("q=nobody", []), ("status=wrong", []),
    ):  # fmt: skip
        assert shown(client, query) == names, query


def test_a_custom_field_is_a_column_and_exported(client, owner):
    define_field(subject=FieldSubject.CUSTOMER, name="sector", label="Sector", type=FieldType.TEXT, by=None)
    change_relationship(customer(owner), by=None, custom={"sector": "=1+1"})

    page = client.get(f"{reverse(LIST)}?col=custom_sector").content.decode()
    assert "=1+1" in page
    text = b"".join(client.get(f"{reverse(LIST)}?export=csv").streaming_content).decode()
    assert "'=1+1" in text


def test_an_export_is_written_in_the_readers_language_and_zone(client, owner):
    owner.language, owner.time_zone = "zh-hans", "Asia/Tokyo"
    owner.save()
    touch(customer(owner).pk, datetime(2026, 3, 1, 20, 0, tzinfo=UTC))

    response = client.get(f"{reverse(LIST)}?export=csv")
    text = b"".join(response.streaming_content).decode()

    assert "超期天数" in text
    assert "2026-03-02 05:00" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_however_long(client, owner, django_assert_num_queries, rows):
    for number in range(rows):
        add_tag([customer(owner, f"Acme {number}")], create_tag("Key", by=None), by=None)

    with django_assert_num_queries(9):
        assert len(shown(client)) == rows


def test_pages_follow_one_another(client, owner):
    for number in range(52):
        customer(owner, f"Acme {number:02}")

    first = client.get(reverse(LIST)).context["listing"]
    rest = client.get(first.next_url).context["listing"]

    assert [str(row) for row in [*first.rows, *rest.rows]] == [f"Acme {number:02}" for number in range(52)]


def test_an_empty_list_teaches(client, owner):
    page = client.get(reverse(LIST)).content.decode()

    assert "No customers yet" in page
    assert reverse("customers:new") in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_customer_page_takes_at_most_fifteen_queries(client, owner, django_assert_max_num_queries, rows):
    relationship = customer(owner)
    for number in range(rows):
        ContactFactory(organisation=relationship.organisation, name=f"Contact {number}", is_key=True)

    with django_assert_max_num_queries(15):
        response = client.get(reverse("customers:detail", args=[relationship.pk]))

    assert response.status_code == 200


@pytest.mark.parametrize("name", ["bulk_hand_over", "bulk_tag", "bulk_tier"])
def test_bulk_actions_ask_first_and_touch_only_ones_own(client, owner, name):
    mine = [customer(owner, f"Acme {number}") for number in range(2)]
    theirs = customer(UserFactory(), "Stranger")
    url = f"{reverse(f'parties:{name}')}?kind=customer"
    ids = [row.pk for row in [*mine, theirs]]
    to = UserFactory()
    data = {"to": to.pk, "note": "New area", "new": "Crown", "tier": "A", "go": "1", "next": reverse(LIST)}

    asked = client.post(url, {"id": ids, "next": reverse(LIST)})
    assert asked.status_code == 200
    assert "You chose 2 relationships" in asked.content.decode()
    assert client.post(url, {"id": ids, "go": "1"}).status_code == 422
    assert client.post(url, data | {"id": ids}).url == reverse(LIST)

    for row in [*mine, theirs]:
        row.refresh_from_db()
    changed = {
        "bulk_hand_over": lambda row: row.owner == to,
        "bulk_tag": lambda row: [tag.name for tag in row.tags.all()] == ["Crown"],
        "bulk_tier": lambda row: row.tier == "A",
    }[name]
    assert [changed(row) for row in [*mine, theirs]] == [True, True, False]


def test_all_that_match_are_chosen(client, owner):
    for number in range(3):
        customer(owner, f"Acme {number}", tier="B" if number else "C")

    url = f"{reverse('parties:bulk_tier')}?kind=customer"
    client.post(url, {"all": "1", "query": "tier=B", "tier": "A", "go": "1", "next": "//evil.example"})

    assert sorted(Relationship.objects.values_list("tier", flat=True)) == ["A", "A", "C"]


def test_nothing_chosen_is_said(client, owner):
    response = client.post(f"{reverse('parties:bulk_tier')}?kind=customer", {"next": reverse(LIST)}, follow=True)

    assert "Choose at least one row" in response.content.decode()


@pytest.fixture
def events(owner):
    relationship = customer(owner)
    record_service_events(
        [
            {"number": f"INC{n}", "opened_at": AT + timedelta(hours=n), "location": f"Location {n % 2}",
             "state": "Closed", "made_sla": (True, False, None)[n % 3], "reopen_count": n % 2,
             "priority": "3 - Moderate"}
            for n in range(6)
        ],
        relationship=relationship, by=owner,
    )  # fmt: skip
    return relationship


def test_service_events_with_totals_filters_and_honest_unknowns(client, events):
    tab = client.get(f"{reverse('customers:detail', args=[events.pk])}?tab=service_events").content.decode()
    assert "50.0%" in tab
    assert "2 kept, 2 missed" in tab

    url = reverse("customers:service_events", args=[events.pk])
    site = events.organisation.children.get(name="Location 1")
    for query, count, unknown in (("", 6, 2), ("sla=missed", 2, 0), (f"site={site.pk}", 3, 1), ("reopened=1", 3, 1),
                                  ("q=INC3", 1, 0), ("priority=moderate&state=closed", 6, 2)):  # fmt: skip
        context = client.get(f"{url}?{query}").context
        assert (context["totals"].count, context["totals"].unknown) == (count, unknown), query
        assert len(context["listing"].rows) == count


@pytest.mark.req("INV-54", "B-14")
def test_a_service_event_is_read_only_and_hidden_from_strangers(client, events):
    event = events.matters.first()
    page = reverse("customers:service_event", args=[event.pk])
    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 405
    client.force_login(UserFactory())
    for url in (page, reverse("customers:service_events", args=[events.pk])):
        assert client.get(url).status_code == 404
