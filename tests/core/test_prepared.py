"""Statements that are composed once answer as the query sets they were made from."""

from datetime import timedelta

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from brm.accounts.enums import Role
from brm.accounts.models import Deputy, User
from brm.core import clock
from brm.core.prepared import Prepared
from brm.parties.domain.queries import relationships_for
from brm.parties.domain.readers import PreparedFor
from brm.parties.models import Relationship
from tests.factories.parties import RelationshipFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_values_change_and_words_stay():
    people = [UserFactory(name=f"Person {n}") for n in range(3)]
    built = []

    def build(ids, name):
        built.append(ids)
        return User.objects.filter(pk__in=ids).exclude(name=name).order_by("-pk")

    found = Prepared(build)
    assert [each.pk for each in found([people[0].pk, people[1].pk], "nobody")] == [people[1].pk, people[0].pk]
    assert [each.name for each in found([people[2].pk, people[1].pk], "Person 1")] == ["Person 2"]
    assert len(built) == 1
    assert len(found([people[0].pk], "")) == 1
    assert len(built) == 2, "another shape, other words"
    assert found([], "") == []
    assert found([2**70, people[0].pk], "") == [], "no column holds this"


def test_joins_annotations_and_single_columns_come_as_they_do_otherwise():
    one = RelationshipFactory()

    def rows(pk):
        shared = models.Count("shares")
        return Relationship.objects.filter(pk=pk).select_related("organisation", "owner").annotate(shared=shared)

    found = Prepared(rows).first(one.pk)
    expected = rows(one.pk).get()
    with CaptureQueriesContext(connection) as asked:
        assert found.organisation.name == expected.organisation.name
        assert found.shared == 0
    assert len(asked) == 0
    assert {name: value for name, value in vars(found).items() if name != "_state"} == {
        name: value for name, value in vars(expected).items() if name != "_state"
    }
    names = Prepared(lambda pk: Relationship.objects.filter(pk=pk).values_list("organisation__name", flat=True))
    assert names(one.pk) == [one.organisation.name]
    assert names.first(0) is None


def test_days_and_moments_are_values_too():
    absent, deputy, today = UserFactory(), UserFactory(), clock.today()
    Deputy.objects.create(absent=absent, deputy=deputy, from_on=today, to_on=today + timedelta(days=3))
    standing_in = Prepared(
        lambda day, pk: Deputy.objects.in_force(day).filter(deputy=pk).values_list("absent", flat=True)
    )

    assert standing_in(today, deputy.pk) == [absent.pk]
    assert standing_in(today + timedelta(days=4), deputy.pk) == []
    made = Prepared(lambda now: User.objects.filter(created_at__gt=now, pk=deputy.pk))
    assert len(made(clock.now() - timedelta(hours=1))) == 1
    assert made(clock.now() + timedelta(hours=1)) == []


def test_lists_and_single_values_in_any_order_keep_their_places():
    one, two, three = (UserFactory() for _n in range(3))
    mixed = Prepared(lambda low, ids, high, more: User.objects.filter(pk__gte=low, pk__in=[*ids, *more], pk__lte=high))

    assert {each.pk for each in mixed(one.pk, [one.pk, three.pk], two.pk, [two.pk])} == {one.pk, two.pk}
    assert {each.pk for each in mixed(two.pk, [one.pk, three.pk], three.pk, [one.pk])} == {three.pk}


def test_what_does_not_reach_the_statement_is_an_error_at_once():
    with pytest.raises(ValueError, match="do not reach"):
        Prepared(lambda pk, name: User.objects.filter(pk=pk, name=name.upper()))(1, "Ann")
    with pytest.raises(TypeError):
        Prepared(lambda on: User.objects.filter(is_active=on))(True)


def test_a_reader_sees_the_same_prepared_or_not():
    roles = (Role.MANAGER, Role.MANAGER, Role.LEAD, Role.EXECUTIVE, Role.CONTACT)
    alice, mate, lena, boss, stranger = (UserFactory(roles=[role]) for role in roles)
    rows = [RelationshipFactory(owner=owner) for owner in (alice, alice, mate)]
    Deputy.objects.create(absent=mate, deputy=alice, from_on=clock.today(), to_on=clock.today())
    one = PreparedFor(lambda reader, pk: relationships_for(reader).filter(pk=pk))

    for person in (alice, mate, lena, boss, stranger, alice):
        for row in rows:
            mine = User.objects.get(pk=person.pk)
            assert one(mine, row.pk) == list(relationships_for(mine).filter(pk=row.pk)), (person, row)
    alice.is_active = False
    assert one(alice, rows[0].pk) == []
