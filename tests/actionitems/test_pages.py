"""Pages of promises: list, steps, quick add, bulk, strangers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from brm.accounts.enums import Role
from brm.actionitems.domain import add_action_item, change_action_item
from brm.actionitems.models import ActionItem, Status
from brm.core import clock
from tests.factories.parties import ContactFactory, RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def relationship(client):
    relationship = RelationshipFactory()
    client.force_login(relationship.owner)
    return relationship


def promise(relationship, **facts):
    facts = {"title": "Send the offer", "due_on": clock.today(), "owner": relationship.owner, "by": None} | facts
    return add_action_item(relationship, **facts)


@pytest.mark.req("C-06")
def test_late_stands_first_and_filters_narrow(client, relationship):
    promise(relationship, title="Later", due_on=clock.today() + timedelta(days=3))
    promise(relationship, title="Overdue", due_on=clock.today() - timedelta(days=3))
    promise(relationship, title="Theirs", side="theirs")
    promise(RelationshipFactory(), title="Stranger")

    rows = client.get(reverse("actionitems:list")).context["listing"].rows

    assert [row.title for row in rows] == ["Overdue", "Theirs", "Later"]
    for query, titles in (
        ("state=late", ["Overdue"]), ("side=theirs", ["Theirs"]), ("whose=mine&q=Lat", ["Later"]), ("state=closed", []),
    ):  # fmt: skip
        rows = client.get(f"{reverse('actionitems:list')}?{query}").context["listing"].rows
        assert [row.title for row in rows] == titles, query


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_however_long(client, relationship, django_assert_max_num_queries, rows):
    for _ in range(rows):
        promise(relationship, counterpart=ContactFactory())

    with django_assert_max_num_queries(12):
        response = client.get(reverse("actionitems:list"))

    assert len(response.context["listing"].rows) == rows


def test_quick_add_for_a_relationship(client, relationship):
    url = f"{reverse('actionitems:new')}?relationship={relationship.pk}"
    data = {"relationship": relationship.pk, "title": "Call", "owner": relationship.owner.pk, "side": "ours",
            "priority": "normal", "due_on": clock.today().isoformat()}  # fmt: skip

    refused = client.post(url, data | {"title": ""})
    assert refused.status_code == 422
    assert clock.today().isoformat() in refused.content.decode()

    response = client.post(url, data)
    assert response.url == f"{reverse('customers:detail', args=[relationship.pk])}?tab=actions"
    assert "Call" in client.get(response.url).content.decode()
    assert client.post(url, data | {"relationship": RelationshipFactory().pk}).status_code == 422


def test_steps_change_drop_and_history(client, relationship):
    item = promise(relationship)
    page = reverse("actionitems:detail", args=[item.pk])
    assert client.get(page).status_code == 200

    client.post(reverse("actionitems:move", args=[item.pk, "start"]))
    client.post(reverse("actionitems:move", args=[item.pk, "finish"]))
    item.refresh_from_db()
    assert item.status == Status.DONE
    refused = client.post(reverse("actionitems:move", args=[item.pk, "start"]), follow=True).content.decode()
    assert "not possible" in refused
    client.post(reverse("actionitems:move", args=[item.pk, "reopen"]))
    assert client.post(reverse("actionitems:drop", args=[item.pk]), {"reason": ""}).status_code == 422
    client.post(reverse("actionitems:drop", args=[item.pk]), {"reason": "No longer wanted"})
    assert "No longer wanted" in client.get(page).content.decode()
    assert client.post(reverse("actionitems:move", args=[item.pk, "fly"])).status_code == 404


def test_the_second_editor_is_shown_the_difference(client, relationship):
    item = promise(relationship)
    change_action_item(item, by=None, title="Send two offers")
    data = {"title": "Send none", "owner": relationship.owner.pk, "due_on": "2026-05-01", "side": "ours",
            "priority": "normal", "version": 1}  # fmt: skip

    response = client.post(reverse("actionitems:edit", args=[item.pk]), data)

    assert response.status_code == 409
    assert "Send two offers" in response.content.decode()
    assert client.post(reverse("actionitems:edit", args=[item.pk]), data | {"version": 2}).status_code == 302


def test_many_are_done_at_once_and_only_ones_own(client, relationship):
    mine, theirs = promise(relationship), promise(RelationshipFactory())

    client.post(reverse("actionitems:bulk_finish"), {"id": [mine.pk, theirs.pk]})

    assert ActionItem.objects.get(pk=mine.pk).status == Status.DONE
    assert ActionItem.objects.get(pk=theirs.pk).status == Status.OPEN


def test_an_engineer_sees_what_is_assigned_and_no_more(client, relationship):
    engineer = UserFactory(roles=[Role.ENGINEER])
    item, other = promise(relationship, owner=engineer), promise(relationship)
    client.force_login(engineer)

    page = client.get(reverse("actionitems:detail", args=[item.pk]))
    assert page.status_code == 200
    assert reverse("customers:detail", args=[relationship.pk]) not in page.content.decode()
    assert client.get(reverse("actionitems:detail", args=[other.pk])).status_code == 404
    assert client.post(reverse("actionitems:move", args=[other.pk, "finish"])).status_code == 404
