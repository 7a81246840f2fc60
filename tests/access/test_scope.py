"""What lists, counts, exports, search and the API say to those who may see nothing of Alice's: not a word of hers."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from brm.actionitems.models import ActionItem
from brm.attention.models import Attention
from brm.communications.models import ExecutiveVisit, Interaction, NeedHeard, Occurrence, Plan
from brm.documents.models import Document
from brm.parties.models import Contact, Organisation
from brm.timeline.models import TimelineEntry
from tests.access.parts import ALL, PARTS
from tests.access.world import World

pytestmark = pytest.mark.django_db
MARK = "Zqxmark"
OUTSIDE = ("stranger", "teammate", "engineer", "finance", "administrator", "contact")
LISTS = [name for name, door in ALL.items() if not door.fill and not door.said]
BY_DESIGN = {
    "administrator": {"notifications:outbox", "accounts:privacy"},
    "finance": {"agreements:values"},
    "engineer": {"complaints:list", "complaints:all", "api:complaint-list"},
}
"""Where administrators find the addresses of mails and the persons whose data are asked for, finance the money, and the
engineer the complaint in which they mediate."""


@pytest.fixture
def marked(world: World) -> World:
    """Alice's things, each with the mark in every word of it."""
    hers = Organisation.objects.exclude(relationships__owner=world.cast.sam)
    hers.update(name=MARK, short_name=MARK, sort_key=MARK, name_key=MARK)
    Contact.objects.exclude(user=world.cast.cora).update(name=MARK, sort_key=MARK, email=f"{MARK}@example.com")
    for model, field in (
        (Plan, "title"), (ActionItem, "title"), (Document, "title"), (Interaction, "summary"), (NeedHeard, "text"),
        (ExecutiveVisit, "purpose"), (TimelineEntry, "text"), (Occurrence, "agenda"),
        *(pair for part in PARTS for pair in part.MARKED),
    ):  # fmt: skip
        (apps.get_model(model) if isinstance(model, str) else model).objects.update(**{field: MARK})
    Attention.objects.update(params={"organisation": MARK, "title": MARK})
    return world


@pytest.mark.parametrize("role", OUTSIDE)
def test_nothing_of_hers_is_said_anywhere(role, marked):
    person = marked.people[role]
    client = Client()
    client.force_login(person)
    said = []
    for name in LISTS:
        if name in BY_DESIGN.get(role, ()):
            continue
        url = reverse(name)
        for query in ("", "?export=csv", f"?q={MARK[:4]}"):
            response = client.get(url + query)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            if MARK.encode() in body:
                said.append(name + query)

    assert said == []


def test_she_herself_finds_her_things(client, marked):
    client.force_login(marked.cast.alice)

    for name in ("customers:list", "parties:contacts", "communications:plans", "actionitems:list", "api:contact-list"):
        assert MARK in client.get(reverse(name)).content.decode()
