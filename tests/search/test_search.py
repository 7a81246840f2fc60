"""What is found, and in what order."""

import pytest

from brm.search.domain import queries
from brm.search.domain.queries import search_for
from brm.search.text import bigrams, fold, marked, pinyin_initials, terms_of
from tests.search.world import contact, found, organisation, person, relationship

pytestmark = pytest.mark.django_db


def test_two_chinese_characters_find_the_customer_its_organisation_and_its_people():
    me = person("Me")
    customer = relationship("北京用友软件股份有限公司", me)
    contact("王小明", customer.organisation, job_title="总监")

    assert found(me, "用友") == [
        ("relationship", "北京用友软件股份有限公司"),
        ("contact", "王小明"),
        ("organisation", "北京用友软件股份有限公司"),
    ]
    assert found(me, "小明") == [("contact", "王小明")]
    assert found(me, "友用") == []


@pytest.mark.parametrize(
    "question", ["wells FARGO", "ＷＥＬＬＳ", "ells", "fargo wells", "  wells   fargo ", "go & c", "w", "WF-01"]
)
def test_case_width_order_of_words_and_spacing_do_not_matter(question):
    me = person("Me")
    firm = organisation("Wells Fargo & Company", code="wf-01")
    relationship(firm.name, me)

    assert ("relationship", "Wells Fargo & Company") in found(me, question)


@pytest.mark.parametrize(
    "question", ["%", "_", "%%", "w_lls", "wells%", "\\", "' OR 1=1 --", "\x00\x1f", "", "   ", "😀"]
)
def test_wildcards_and_odd_input_are_taken_literally(question):
    me = person("Me")
    relationship("Wells Fargo", me)

    assert found(me, question) == []


def test_signs_of_the_wildcards_and_emoji_are_found_where_they_stand():
    me = person("Me")
    relationship("100%_real 😀🚀 Straße", me)

    for question in ("0%_", "😀🚀", "😀", "STRASSE"):
        expected = [] if question == "😀" else ["relationship", "organisation"]
        assert [kind for kind, _ in found(me, question)] == expected, question


def test_pinyin_initials_find_a_chinese_name():
    me = person("Me")
    relationship("重庆银行", me)

    assert ("relationship", "重庆银行") in found(me, "cqyh")


def test_every_word_must_be_found():
    me = person("Me")
    customer = relationship("华北电力", me)
    contact("李雷", customer.organisation)
    contact("韩梅梅", customer.organisation)

    assert found(me, "电力 李雷") == [("contact", "李雷")]


def test_more_hits_than_are_looked_at_say_so_and_the_list_of_a_kind_is_still_complete(monkeypatch):
    monkeypatch.setattr(queries, "ENOUGH", 20)
    boss = person("Boss", "executive")
    for number in range(30):
        relationship(f"科技 {number:02d}", boss)

    assert search_for(boss, "科技").capped
    titles, after = [], None
    while True:
        (group,) = search_for(boss, "科技", kind="relationship", per_kind=7, after=after).groups
        titles += [hit.plain_title for hit in group.hits]
        assert group.capped
        after = group.more
        if after is None:
            break
    assert titles == [f"科技 {number:02d}" for number in reversed(range(30))]


def test_pages_of_a_kind_neither_skip_nor_repeat():
    me = person("Me")
    for number in range(9):
        relationship(f"Acme {number}", me)
        relationship(f"The Acme {number}", me)
    titles, after = [], None
    while True:
        (group,) = search_for(me, "acme", kind="relationship", per_kind=4, after=after).groups
        titles += [hit.plain_title for hit in group.hits]
        assert group.count == 18
        after = group.more
        if after is None:
            break

    assert len(titles) == len(set(titles)) == 18
    assert all(title.startswith("Acme") for title in titles[:9])


def test_a_name_that_begins_with_the_words_comes_first():
    me = person("Me")
    relationship("Bank of Acme", me)
    relationship("Acme Bank", me)
    relationship("Big Acme", me)

    assert next(title for kind, title in found(me, "acme") if kind == "relationship") == "Acme Bank"


def test_words_are_folded_split_and_paired():
    assert fold("  ＡｃＭｅ\t①  Straße ") == "acme 1 strasse"
    assert terms_of("北京 用友 北京") == ["北京", "用友"]
    assert bigrams(["北京用", "a"]) == ["北京", "京用"]
    assert pinyin_initials("Acme") == ""


def test_marks_stand_where_the_reader_sees_the_words():
    assert marked("北京用友软件", ["用友"]) == [("北京", False), ("用友", True), ("软件", False)]
    assert marked("ＡＣＭＥ ﬁne", ["acme", "fin"]) == [("ＡＣＭＥ", True), (" ", False), ("ﬁn", True), ("e", False)]
    assert marked("", ["x"]) == []
