"""Who finds what: nobody finds or counts what they may not see."""

import random

import pytest

from brm.accounts.models import Deputy, Membership, Team
from brm.audit import trail
from brm.matters.models import Matter
from brm.parties.domain.queries import contacts_for, organisations_for
from brm.parties.models import Organisation, Relationship, RelationshipShare
from brm.search.domain import queries
from brm.search.domain.index import index, refresh
from brm.search.domain.queries import search_for
from tests.search.world import contact, found, matter, organisation, person, relationship

pytestmark = pytest.mark.django_db


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
