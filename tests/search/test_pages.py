"""The page of results and the palette, as a browser sees them."""

import pytest
from django.urls import reverse

from tests.search.world import contact, person, relationship

pytestmark = pytest.mark.django_db
RESULTS, PALETTE = reverse("search:results"), reverse("search:palette")


@pytest.mark.parametrize("address", [RESULTS, PALETTE])
def test_nobody_searches_without_signing_in(client, address):
    response = client.get(address, {"q": "acme"})

    assert response.status_code == 302


def test_the_page_shows_groups_and_marks_the_words(client):
    me = person("Me")
    customer = relationship("北京用友软件", me)
    contact("王用友", customer.organisation)
    client.force_login(me)

    page = client.get(RESULTS, {"q": "用友"}).content.decode()

    assert "北京<mark>用友</mark>软件" in page
    assert "王<mark>用友</mark>" in page


def test_a_stranger_sees_nothing_of_it(client):
    relationship("北京用友软件", person("Other"))
    client.force_login(person("Me"))

    assert "软件" not in client.get(RESULTS, {"q": "用友"}).content.decode()
    assert client.get(PALETTE, {"q": "用友"}).json() == []


def test_a_kind_is_leafed_through_page_by_page(client):
    me = person("Me")
    for number in range(60):
        relationship(f"Acme {number:02d}", me)
    client.force_login(me)

    first = client.get(RESULTS, {"q": "acme", "kind": "relationship"})
    second = client.get(RESULTS, {"q": "acme", "kind": "relationship", "after": first.context["more"]})

    titles = [hit.plain_title for page in (first, second) for hit in page.context["answer"].groups[0].hits]
    assert len(titles) == len(set(titles)) == 60
    assert second.context["more"] == ""


@pytest.mark.parametrize("extra", [{}, {"q": ""}, {"q": "acme", "after": "x"}, {"q": "acme", "kind": "nonsense"},
                                   {"q": "acme", "kind": "contact", "after": "1_2026-01-01_5"}])  # fmt: skip
def test_odd_questions_are_answered(client, extra):
    client.force_login(person("Me"))

    assert client.get(RESULTS, extra).status_code == 200
    assert client.get(PALETTE, extra).status_code == 200


@pytest.mark.parametrize("address", [RESULTS, PALETTE])
def test_outsiders_have_no_search(client, address):
    client.force_login(person("Contact", "contact"))

    assert client.get(address, {"q": "acme"}).status_code == 404


def test_what_was_typed_is_shown_escaped(client):
    me = person("Me")
    relationship("<b>Acme</b>", me)
    client.force_login(me)

    page = (
        client.get(RESULTS, {"q": '"><script>'}).content.decode() + client.get(RESULTS, {"q": "acme"}).content.decode()
    )

    assert "<script>x" not in page
    assert "&lt;b&gt;<mark>Acme</mark>&lt;/b&gt;" in page


def test_the_palette_answers_groups_with_addresses(client, settings):
    me = person("Me")
    for number in range(12):
        relationship(f"Acme {number}", me)
    client.force_login(me)

    groups = client.get(PALETTE, {"q": "acme"}).json()

    assert all(set(item) == {"title", "subtitle", "url", "icon"} for group in groups for item in group["items"])
    assert all(len(group["items"]) <= 8 for group in groups)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_however_much_is_found(client, django_assert_max_num_queries, rows):
    me = person("Me")
    for number in range(rows):
        relationship(f"Acme {number}", me)
    client.force_login(me)

    with django_assert_max_num_queries(10):
        assert client.get(RESULTS, {"q": "acme"}).status_code == 200
