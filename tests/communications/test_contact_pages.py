"""The short form for a contact, and the list of the silent that leads to it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from brm.communications.models import Interaction
from brm.core import clock
from tests.factories.communications import Scene
from tests.factories.parties import RelationshipFactory


@pytest.mark.req("C-09", "C-03")
def test_a_contact_is_logged_by_the_short_form(owner: Client, scene: Scene):
    url = reverse("communications:log")
    page = owner.get(url, {"relationship": scene.relationship.pk}).content.decode()
    assert "王芳" in page

    answer = owner.post(
        url,
        {
            "relationship": scene.relationship.pk, "channel": "phone", "summary": "Called about May",
            "perception": "-1",
            "contacts": [scene.vip.pk], "needs": "One\nTwo", "touchpoint": "everyday",
        },
    )  # fmt: skip

    record = Interaction.objects.get()
    assert answer.status_code == 302
    assert (record.recorded_by, record.perception, record.needs.count()) == (scene.owner, -1, 2)
    assert list(record.contacts.all()) == [scene.vip]


def test_a_wrong_log_keeps_what_was_typed(owner: Client, scene: Scene):
    other = RelationshipFactory(owner=scene.stranger)
    url = reverse("communications:log")

    answer = owner.post(
        url, {"relationship": scene.relationship.pk, "channel": "phone", "summary": " ", "needs": "Kept"}
    )
    assert answer.status_code == 422
    assert "Kept" in answer.content.decode()
    assert owner.post(url, {"relationship": other.pk, "channel": "phone", "summary": "x"}).status_code == 404
    assert not Interaction.objects.exists()


def test_relationships_are_found_by_typing_within_scope(owner: Client, scene: Scene):
    RelationshipFactory(owner=scene.stranger, organisation__name="Hidden Co")
    url = reverse("communications:relationship_options")

    assert [row["value"] for row in owner.get(url).json()] == [scene.relationship.pk]
    assert owner.get(url, {"q": "Hidden"}).json() == []
    assert len(owner.get(url, {"q": str(scene.relationship)[:6]}).json()) == 1
    people = owner.get(reverse("communications:log_people"), {"relationship": scene.relationship.pk}).content.decode()
    assert "Victor" in people


@pytest.mark.req("K-10", "C-09")
def test_the_radar_shows_the_silent_with_a_contact_one_press_away(owner: Client, scene: Scene):
    clock.travel(clock.now() + timedelta(days=40))

    page = owner.get(reverse("communications:silence")).content.decode()

    assert str(scene.relationship) in page
    assert f"{reverse('communications:log')}?relationship={scene.relationship.pk}" in page


def test_contacts_are_narrowed_by_the_words_of_the_form(owner: Client, scene: Scene):
    page = owner.get(reverse("communications:interactions")).content.decode()

    assert '<option value="0">Neutral</option>' in page
    assert '<option value="-2">Very bad</option>' in page
    assert "Dissatisfied" not in page
