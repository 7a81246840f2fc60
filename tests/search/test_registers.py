"""Risks, expectations and difficulties are found by their words, by whoever may see their relationship."""

import pytest

from brm.risks.domain.register import change_risk, register_risk
from brm.search.domain.queries import search_for
from customers.insight.domain.difficulties import note_difficulty
from customers.insight.domain.expectations import note_expectation
from tests.search.world import found, person, relationship

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    """Whose customer has one of each."""
    me = person("Me")
    customer = relationship("上海科技", me)
    register_risk(customer, title="Flood in the basement", effect="机房进水", control="Pumps and sandbags", by=me)
    note_expectation(customer, text="Answers in Chinese, 全部用中文, on every weekend", by=me)
    note_difficulty(customer, item="no_price", detail="Invoices wander from desk to desk, 付款流程太长", by=me)
    return me


@pytest.mark.parametrize(
    ("words", "kind", "title"),
    [
        ("flood", "risk", "Flood in the basement"),
        ("机房进水", "risk", "Flood in the basement"),
        ("sandbags", "risk", "Flood in the basement"),
        ("中文 weekend", "expectation", "Answers in Chinese, 全部用中文, on every weekend"),
        ("付款流程", "difficulty", "Invoices wander from desk to desk, 付款流程太长"),
    ],
)
def test_each_is_found_by_its_words_and_leads_to_its_page(client, keeper, words, kind, title):
    assert found(keeper, words) == [(kind, title)]
    (group,) = search_for(keeper, words).groups
    client.force_login(keeper)
    assert client.get(group.hits[0].url).status_code == 200
    assert client.get("/search/", {"q": words, "kind": kind}).status_code == 200


def test_others_find_none_of_them(keeper):
    for roles in (["manager"], ["administrator"], ["engineer"], ["finance"], ["contact"]):
        stranger = person(f"Stranger{roles[0]}", *roles)
        for words in ("flood", "weekend", "付款流程"):
            assert search_for(stranger, words).count == 0
    boss = person("Boss", "executive")
    assert [kind for words in ("flood", "weekend", "付款流程") for kind, _ in found(boss, words)] == [
        "risk", "expectation", "difficulty",
    ]  # fmt: skip


def test_the_index_follows_a_change(keeper):
    risk = keeper.risks.get()
    change_risk(risk, by=keeper, title="Fire on the roof")
    assert found(keeper, "basement") == []
    assert found(keeper, "roof") == [("risk", "Fire on the roof")]
