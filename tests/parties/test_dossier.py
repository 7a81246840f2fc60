"""The dossier: what the next person must know, on a page, with a hand-over, as PDF; nothing for a stranger."""

from datetime import timedelta

import pytest
from django.urls import reverse

from brm.actionitems.domain.items import add_action_item
from brm.communications.domain.interactions import log_interaction
from brm.core import clock
from brm.health.domain.reckoning import reckon
from brm.parties.domain.handover import hand_over
from tests.factories.parties import ContactFactory, RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(client):
    """A relationship of which there is something to tell."""
    relationship = RelationshipFactory()
    owner = relationship.owner
    ContactFactory(organisation=relationship.organisation, name="Zhao Min", is_key=True, job_title="Finance director")
    log_interaction(relationship, by=owner, summary="They #want [more] *training*", needs=["Training in March"])
    add_action_item(
        relationship, title="Send the plan", owner=owner, due_on=clock.today() + timedelta(days=3), by=owner
    )
    reckon([relationship.pk])
    client.force_login(owner)
    return relationship


def told(client, name, pk):
    said = client.get(reverse(name, args=[pk])).content.decode()
    return said[said.index('id="main"') : said.index("</main>")]


def test_it_tells_what_the_next_person_must_know(client, known):
    said = told(client, "parties:dossier", known.pk)

    for words in ("Zhao Min", "Finance director", "They #want [more]", "Training in March", "Send the plan", "Signal"):
        assert words in said
    assert "No plan keeps the contact going." in said


@pytest.mark.req("INV-57")
def test_a_handover_carries_it(client, known):
    to = UserFactory()
    handover = hand_over(known, to=to, note="Mind the roof", by=known.owner)
    client.force_login(to)

    said = told(client, "parties:handover", handover.pk)

    assert "Mind the roof" in said
    assert "Send the plan" in said
    assert reverse("parties:dossier_pdf", args=[known.pk]) in said


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_it_is_printed_in_the_readers_language(client, known, language):
    known.owner.language = language
    known.owner.save()

    response = client.get(reverse("parties:dossier_pdf", args=[known.pk]))

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert "attachment" in response.headers["Content-Disposition"]


def test_a_stranger_finds_no_dossier(client, known):
    client.force_login(UserFactory())

    for name in ("parties:dossier", "parties:dossier_pdf"):
        assert client.get(reverse(name, args=[known.pk])).status_code == 404
