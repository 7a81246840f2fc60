"""What is found, by whom, in what order."""

import random

import pytest
from django.db import connection

from brm.accounts.models import Deputy, Membership, Team
from brm.audit import trail
from brm.matters.models import Matter
from brm.parties.domain.queries import contacts_for, organisations_for
from brm.parties.models import Organisation, Relationship, RelationshipShare
from brm.search.domain import queries
from brm.search.domain.index import index, refresh, reindex
from brm.search.domain.queries import search_for
from brm.search.models import SearchEntry
from brm.search.sources import SOURCES
from brm.search.text import bigrams, fold, marked, pinyin_initials, terms_of
from tests.search.world import contact, matter, organisation, person, relationship

pytestmark = pytest.mark.django_db


def found(user, question, **options):
    return [
        (group.source.name, hit.plain_title)
        for group in search_for(user, question, **options).groups
        for hit in group.hits
    ]


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


@pytest.mark.req("C-01")
def test_another_managers_customer_is_not_found_nor_counted():
    me, other, boss = person("Me"), person("Other"), person("Boss", "executive")
    theirs = relationship("上海科技", other)
    contact("张科技", theirs.organisation)
    matter("INC1", "科技 outage", theirs)

    assert search_for(me, "科技").count == 0
    assert search_for(boss, "科技").count == 4
    assert search_for(other, "科技").count == 4


@pytest.mark.parametrize("roles", [["administrator"], ["engineer"], ["finance"], ["contact"]])
def test_who_keeps_no_relationships_finds_none(roles):
    owner, stranger = person("Owner"), person("Stranger", *roles)
    customer = relationship("上海科技", owner)
    contact("张科技", customer.organisation)
    organisation("无主科技")

    assert found(stranger, "科技") == []


def test_a_share_opens_one_relationship_but_not_the_other_of_the_same_organisation():
    me, other = person("Me"), person("Other")
    customer = relationship("上海科技", other)
    supplier = relationship("上海科技", other, kind="supplier")
    matter("INC1", "科技 as customer", customer)
    matter("INC2", "科技 as supplier", supplier)
    RelationshipShare.objects.create(relationship=customer, user=me)
    trail.record(customer, "relationship.share", by=other)

    assert found(me, "科技") == [
        ("relationship", "上海科技"),
        ("organisation", "上海科技"),
        ("matter", "INC1 科技 as customer"),
    ]


def test_sites_parents_and_unclaimed_organisations_are_found_as_their_pages_are_open():
    me, other = person("Me"), person("Other")
    mine = relationship("Acme Asia", me)
    site = organisation("Acme Asia Site", parent=mine.organisation)
    contact("Acme Guard", site)
    group = organisation("Acme Group")
    Organisation.objects.filter(pk=mine.organisation_id).update(parent=group)
    contact("Acme Chairman", group)
    index("organisation", [mine.organisation_id, group.pk, site.pk])
    contact("Acme Clerk", organisation("Acme Unclaimed"))
    relationship("Acme Elsewhere", other)

    assert {title for _, title in found(me, "acme")} == {
        "Acme Asia", "Acme Asia Site", "Acme Guard", "Acme Group", "Acme Unclaimed", "Acme Clerk"
    }  # fmt: skip


def test_a_common_word_in_a_narrow_scope_finds_the_few_that_are_mine(monkeypatch):
    monkeypatch.setattr(queries, "ENOUGH", 20)
    me, other = person("Me"), person("Other")
    for number in range(60):
        relationship(f"科技 {number:02d}", other)
    relationship("我的科技", me)

    answer = search_for(me, "科技")

    assert [(group.source.name, group.count, group.capped) for group in answer.groups] == [
        ("relationship", 1, False),
        ("organisation", 1, False),
    ]


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


def test_a_recorded_change_is_found_at_once_and_the_old_name_no_more():
    me = person("Me")
    customer = relationship("Old Name", me)
    contact("Ann", customer.organisation)
    Organisation.objects.filter(pk=customer.organisation_id).update(name="New Name")

    trail.record(customer.organisation, "organisation.change", by=me)

    assert found(me, "old name") == []
    assert [kind for kind, _ in found(me, "new name")] == ["relationship", "contact", "organisation"]


def test_merged_and_archived_leave_the_index():
    me = person("Me")
    keep, drop = organisation("Acme One"), organisation("Acme Two")
    Organisation.objects.filter(pk=drop.pk).update(merged_into=keep)

    trail.record(drop, "organisation.merge", by=me)

    assert found(me, "acme") == [("organisation", "Acme One")]


def test_reindex_builds_what_was_lost_and_drops_what_is_gone():
    me = person("Me")
    customer = relationship("Acme", me)
    SearchEntry.objects.all().delete()
    for kind, gone in (("organisation", 0), ("relationship", 10**9)):
        SearchEntry.objects.create(kind=kind, object_id=gone, title="x", search_text="acme", at=customer.created_at)

    assert list(reindex("organisation")) == [1]
    assert list(reindex("relationship")) == [1]
    assert found(me, "acme") == [("relationship", "Acme"), ("organisation", "Acme")]


@pytest.mark.parametrize("seed", range(12))
def test_whoever_may_see_finds_and_nobody_else(seed):
    """What the index holds about who may see is compared with the one place that says so, in random worlds."""
    chance = random.Random(seed)
    roles = (["manager"], ["lead"], ["manager", "lead"], ["engineer"], ["executive"], ["administrator"], ["finance"])
    people = [person(f"P{number}", *chance.choice(roles)) for number in range(7)]
    teams = [Team.objects.create(name=f"T{number}") for number in range(3)]
    for user in people:
        for team in chance.sample(teams, chance.randint(0, 2)):
            Membership.objects.create(team=team, user=user, is_lead=chance.random() < 0.5)
    absent, deputy = chance.sample(people, 2)
    Deputy.objects.create(absent=absent, deputy=deputy, from_on="2000-01-01", to_on="2100-01-01")
    firms: list[Organisation] = []
    for number in range(10):
        parent = chance.choice(firms) if firms and chance.random() < 0.3 else None
        firms.append(
            Organisation.objects.create(name=f"Acme {number}", sort_key="a", name_key=f"a{number}", parent=parent)
        )
        contact(f"Acme person {number}", firms[-1])
    for firm in chance.sample(firms, 6):
        row = Relationship.objects.create(
            organisation=firm, kind="customer", owner=chance.choice(people), sort_key="a",
            team=chance.choice([None, *teams]),
        )  # fmt: skip
        matter(f"INC{row.pk}", "Acme outage", row)
        if chance.random() < 0.4:
            RelationshipShare.objects.create(relationship=row, user=chance.choice(people))
    refresh({"parties.organisation": [firm.pk for firm in firms]})
    refresh({"parties.relationship": list(Relationship.objects.values_list("pk", flat=True))})
    moved = Relationship.objects.first()
    Relationship.objects.filter(pk=moved.pk).update(owner=chance.choice(people), team=None)
    refresh({"parties.relationship": [moved.pk]})

    for user in people:
        found = {
            (group.source.name, hit.plain_title)
            for kind in ("relationship", "organisation", "contact", "matter")
            for group in search_for(user, "acme", kind=kind, per_kind=50).groups
            for hit in group.hits
        }
        visible = Relationship.objects.visible_to(user)
        assert found == {
            *(("relationship", row.organisation.name) for row in visible),
            *(("matter", str(row)) for row in Matter.objects.filter(relationship__in=visible.order_by())),
            *(("organisation", row.name) for row in organisations_for(user)),
            *(("contact", row.name) for row in contacts_for(user)),
        }, user.roles


def test_every_kind_of_record_can_be_indexed_and_follows_what_it_says_it_follows():
    relationship("Acme", person("Me"))

    for name, source in SOURCES.items():
        list(reindex(name))
        for followed in (source.model, *source.follows):
            refresh({followed: [1, 2]})


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_takes_the_same_few_queries(rows, django_assert_max_num_queries):
    me = person("Me")
    for number in range(rows):
        contact(f"Ann {number}", relationship(f"Acme {number}", me).organisation)

    with django_assert_max_num_queries(3):
        search_for(me, "acme")


def test_the_index_of_pairs_serves_the_question_at_twenty_thousand_rows():
    me = person("Me")
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO search_searchentry (kind, object_id, title, subtitle, variant, search_text, at, seen_by)
               SELECT 'organisation', n, 'x', '', '',
                      (ARRAY['北京','上海','广州','深圳'])[n %% 4 + 1] || n || '公司', %s, '{}'
               FROM generate_series(1, 20000) n""",
            [me.created_at],
        )
        cursor.execute("ANALYZE search_searchentry")
        clause = queries._found(me, ["用友"], "", ending=queries._Clause("LIMIT 5001"))
        cursor.execute(f"EXPLAIN {clause.sql} SELECT * FROM hits", clause.parameters)
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "search_words_and_eyes_idx" in plan
    assert "Seq Scan on search_searchentry" not in plan


def test_words_are_folded_split_and_paired():
    assert fold("  ＡｃＭｅ\t①  Straße ") == "acme 1 strasse"
    assert terms_of("北京 用友 北京") == ["北京", "用友"]
    assert bigrams(["北京用", "a"]) == ["北京", "京用"]
    assert pinyin_initials("Acme") == ""


def test_marks_stand_where_the_reader_sees_the_words():
    assert marked("北京用友软件", ["用友"]) == [("北京", False), ("用友", True), ("软件", False)]
    assert marked("ＡＣＭＥ ﬁne", ["acme", "fin"]) == [("ＡＣＭＥ", True), (" ", False), ("ﬁn", True), ("e", False)]
    assert marked("", ["x"]) == []


def test_the_database_finds_every_pair_of_any_text():
    with connection.cursor() as cursor:
        for text in ("a", "ab", "abc", "abcd", "北京用友软", "a😀b c"):
            cursor.execute("SELECT brm_bigrams(%s)", [text])
            assert set(bigrams([text])) <= set(cursor.fetchone()[0]), text
