"""What lists, counts, exports, search and the API say to those who may see nothing of Alice's: not a word of hers."""

import pytest
from django.test import Client
from django.urls import reverse

from brm.actionitems.models import ActionItem
from brm.attention.models import Attention
from brm.communications.models import ExecutiveVisit, Interaction, NeedHeard, Occurrence, Plan
from brm.documents.models import Document
from brm.parties.models import Contact, Organisation
from brm.timeline.models import TimelineEntry
from tests.access.api_declarations import API_DOORS
from tests.access.declarations import DOORS
from tests.access.world import World, make_world

pytestmark = pytest.mark.django_db
MARK = "Zqxmark"
OUTSIDE = ("stranger", "teammate", "engineer", "finance", "administrator", "contact")
LISTS = [name for name, door in {**DOORS, **API_DOORS}.items() if not door.fill and not door.said]
BY_DESIGN = {"notifications:outbox", "accounts:privacy"}
"""Where administrators, and nobody else, find the addresses of mails and the persons whose data are asked for."""


def marked_world() -> World:
    """Alice's things, each with the mark in every word of it."""
    world = make_world()
    Organisation.objects.update(name=MARK, short_name=MARK, sort_key=MARK, name_key=MARK)
    Contact.objects.update(name=MARK, sort_key=MARK, email=f"{MARK}@example.com")
    for model, field in (
        (Plan, "title"), (ActionItem, "title"), (Document, "title"), (Interaction, "summary"), (NeedHeard, "text"),
        (ExecutiveVisit, "purpose"), (TimelineEntry, "text"), (Occurrence, "agenda"),
    ):  # fmt: skip
        model.objects.update(**{field: MARK})
    Attention.objects.update(params={"organisation": MARK, "title": MARK})
    return world


@pytest.mark.parametrize("role", OUTSIDE)
def test_nothing_of_hers_is_said_anywhere(role):
    world = marked_world()
    person = world.people[role]
    client = Client()
    client.force_login(person)
    said = []
    for name in LISTS:
        if name in BY_DESIGN and role == "administrator":
            continue
        url = reverse(name)
        for query in ("", "?export=csv", f"?q={MARK[:4]}"):
            response = client.get(url + query)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            if MARK.encode() in body:
                said.append(name + query)

    assert said == []


def test_she_herself_finds_her_things(client):
    world = marked_world()
    client.force_login(world.cast.alice)

    for name in ("customers:list", "parties:contacts", "communications:plans", "actionitems:list", "api:contact-list"):
        assert MARK in client.get(reverse(name)).content.decode()
