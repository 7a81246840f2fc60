"""Health on the pages: the head of the overview, the tab, the list, the setting, the API; strangers find nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse

from brm.communications.domain.interactions import log_interaction
from brm.core import clock
from brm.health.domain.reckoning import reckon
from brm.health.domain.signals import SIGNALS
from brm.health.domain.weights import set_weights
from brm.health.models import Standing, Weighting
from brm.parties.enums import Standing as Word
from tests.factories.parties import RelationshipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def well(client):
    """A relationship of which one knows that it stands well."""
    weights = dict.fromkeys((name for name, _signal in SIGNALS.items()), 0) | {"contact": 10}
    set_weights(weights, by=None, coverage_from=0, at=clock.now() - timedelta(days=1))
    relationship = RelationshipFactory()
    log_interaction(relationship, by=relationship.owner, summary="Spoke")
    reckon([relationship.pk])
    client.force_login(relationship.owner)
    return relationship


def page(client, relationship, query=""):
    said = client.get(reverse("customers:detail", args=[relationship.pk]) + query).content.decode()
    return said[said.index('id="main"') : said.index("</main>")]


def test_the_overview_says_how_it_stands_and_why(client, well):
    said = page(client, well)

    assert said.count('aria-label="100 of 100"') == 1
    assert "0 days since the last contact, target 60" in said


def test_what_nobody_knows_is_grey_and_said(client):
    relationship = RelationshipFactory()
    client.force_login(relationship.owner)
    assert "Not reckoned yet" in page(client, relationship)

    reckon([relationship.pk])

    assert "Too little is known for a score" in page(client, relationship)
    assert 'aria-label="Not known"' in page(client, relationship)


def test_the_tab_shows_every_signal_and_reckons_on_demand(client, well):
    Standing.objects.all().delete()
    assert "Not reckoned yet" in page(client, well, "?tab=health")

    response = client.post(reverse("health:reckon", args=[well.pk]), follow=True)

    said = response.content.decode()
    assert "days since the last contact, target 60" in said
    assert "Reckoned anew." in said
    client.force_login(UserFactory())
    assert client.post(reverse("health:reckon", args=[well.pk])).status_code == 404
    assert client.get(reverse("health:reckon", args=[well.pk])).status_code in (404, 405)


def test_lists_show_sort_and_filter_by_it(client, well):
    grey = RelationshipFactory(owner=well.owner)
    url = reverse("customers:list")

    def shown(query):
        return [row.pk for row in client.get(f"{url}?{query}").context["listing"].rows]

    assert shown(f"health={Word.WELL}") == [well.pk]
    assert shown(f"health={Word.UNKNOWN}") == [grey.pk]
    assert shown(f"health={Word.POOR}") == shown(f"health={Word.FAIR}") == []
    assert shown("sort=health") == [well.pk, grey.pk]


def test_executives_and_administrators_weigh_and_others_do_not(client, well):
    url = reverse("health:weights")
    assert client.get(url).status_code == 404
    client.force_login(UserFactory(roles=["executive"]))
    names = [field for field in client.get(url).context["form"].fields if field.startswith("weight_")]
    typed = dict.fromkeys(names, 10) | {"well_from": 80, "fair_from": 60, "coverage_from": 30, "reason": "New year"}

    refused = client.post(url, typed | {"fair_from": 90})
    assert refused.status_code == 422
    assert "New year" in refused.content.decode()
    assert client.post(url, typed).status_code == 302

    newest = Weighting.objects.first()
    assert (newest.well_from, newest.reason) == (80, "New year")
    assert "New year" in client.get(url).content.decode()


def test_the_api_says_the_same_and_only_ones_own(client, well):
    RelationshipFactory()

    rows = client.get("/api/v1/standings/").json()["results"]
    days = client.get(f"/api/v1/standing-days/?relationship={well.pk}").json()["results"]

    assert [(row["id"], row["score"], row["word"]) for row in rows] == [(well.pk, 100, "Well")]
    contact = next(driver for driver in rows[0]["drivers"] if driver["signal"] == "contact")
    assert (contact["value"], contact["weight"]) == (100, 10)
    assert [day["score"] for day in days] == [100]
    assert client.get(f"/api/v1/relationships/{well.pk}/").json()["health"] == 100
    client.force_login(UserFactory())
    assert client.get("/api/v1/standings/").json()["results"] == []
    assert client.get(f"/api/v1/standings/{well.pk}/").status_code == 404
