"""The rarer filters come when they are opened; without scripts a link opens them."""

import pytest
from django.test import Client
from django.urls import reverse

URL = reverse("complaints:all")
pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(cast, client: Client) -> Client:
    client.force_login(cast.alice)
    return client


def test_a_list_is_drawn_without_them_and_says_where_they_are(manager: Client):
    page = manager.get(f"{URL}?sort=received").content.decode()

    assert 'name="disputed"' not in page
    assert 'hx-get="/complaints/all/?sort=received&amp;more=1"' in page
    assert '<noscript><a class="btn w-100" href="/complaints/all/?sort=received&amp;more=1"' in page


def test_they_come_alone_when_asked_for_by_script(manager: Client):
    part = manager.get(f"{URL}?more=1", headers={"HX-Request": "true", "HX-Target": "more-filters"}).content.decode()

    assert 'name="disputed"' in part
    assert "<html" not in part


def test_they_stand_open_with_the_page_without_scripts(manager: Client):
    page = manager.get(f"{URL}?more=1").content.decode()

    assert 'name="disputed"' in page
    assert "data-menu open" in page
    assert 'name="more"' not in page


def test_one_that_is_set_comes_with_the_page(manager: Client):
    page = manager.get(f"{URL}?disputed=true").content.decode()

    assert 'name="disputed"' in page
    assert "data-menu open" not in page


def test_one_that_cannot_be_understood_stands_open(manager: Client):
    page = manager.get(f"{URL}?received_after=never").content.decode()

    assert "data-menu open" in page
