"""The timeline's tab: filter, older entries without gaps, notes, strangers."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from brm.timeline.cursor import PAGE
from brm.timeline.domain import note
from brm.timeline.models import TimelineEntry
from tests.factories.parties import RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def relationship(client):
    relationship = RelationshipFactory()
    client.force_login(relationship.owner)
    TimelineEntry.objects.all().delete()
    return relationship


def tab(relationship):
    return f"{reverse('customers:detail', args=[relationship.pk])}?tab=timeline"


@pytest.mark.req("C-03")
def test_older_entries_follow_without_gap_or_double(client, relationship):
    for number in range(PAGE + 5):
        note(relationship, "note", at=AT + timedelta(hours=number // 3), text=f"entry-{number:03}")

    first = client.get(tab(relationship)).content.decode()
    before = TimelineEntry.objects.order_by("-at", "-id")[PAGE - 1]
    older = client.get(
        reverse("timeline:older", args=[relationship.pk]), {"before": f"{before.at.isoformat()}_{before.pk}"}
    ).content.decode()

    texts = {f"entry-{number:03}" for number in range(PAGE + 5)}
    assert {text for text in texts if text in first} | {text for text in texts if text in older} == texts
    assert not {text for text in texts if text in first and text in older}
    assert client.get(reverse("timeline:older", args=[relationship.pk]), {"before": "nonsense"}).status_code == 200


def test_one_kind_alone(client, relationship):
    note(relationship, "note", at=AT, text="a note")
    note(relationship, "relationship", at=AT, event="suspend", text="a pause")

    page = client.get(f"{tab(relationship)}&kind=note").content.decode()

    assert "a note" in page
    assert "a pause" not in page


def test_notes_are_added_and_empty_ones_refused(client, relationship):
    url = reverse("timeline:add_note", args=[relationship.pk])

    assert client.post(url, {"text": "They like tea"}, follow=True).status_code == 200
    refused = client.post(url, {"text": " "}, follow=True).content.decode()

    assert [entry.text for entry in TimelineEntry.objects.filter(kind="note")] == ["They like tea"]
    assert "Write something first" in refused


def test_a_stranger_finds_nothing(client, relationship):
    client.force_login(UserFactory())

    assert client.get(reverse("timeline:older", args=[relationship.pk])).status_code == 404
    assert client.post(reverse("timeline:add_note", args=[relationship.pk]), {"text": "x"}).status_code == 404
