"""The index follows what is recorded, can be built anew, and serves the question."""

import pytest
from django.db import connection

from brm.audit import trail
from brm.parties.models import Organisation
from brm.search.domain import queries
from brm.search.domain.index import refresh, reindex
from brm.search.domain.queries import search_for
from brm.search.models import SearchEntry
from brm.search.sources import SOURCES
from brm.search.text import bigrams
from tests.search.world import contact, found, organisation, person, relationship

pytestmark = pytest.mark.django_db


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


def test_the_database_finds_every_pair_of_any_text():
    with connection.cursor() as cursor:
        for text in ("a", "ab", "abc", "abcd", "北京用友软", "a😀b c"):
            cursor.execute("SELECT brm_bigrams(%s)", [text])
            assert set(bigrams([text])) <= set(cursor.fetchone()[0]), text
