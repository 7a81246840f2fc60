"""Leaving: refused while work is open, done in one step with a successor (ruling 15)."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from brm.accounts.domain.deputies import name_deputy
from brm.accounts.domain.leaving import OPEN_WORK, OpenWork, deactivate_person, open_work_of, reactivate_person
from brm.accounts.enums import Role
from brm.accounts.models import Deputy, SignIn, User
from brm.audit.models import AuditEvent
from brm.core import clock
from brm.core.errors import BlockedError, DomainError
from tests.factories.parties import RelationshipFactory
from tests.factories.people import UserFactory


@pytest.fixture
def papers(monkeypatch):
    """A kind of work of these tests' own: name of the owner by paper."""
    owners = {}

    def count(user):
        return sum(owner == user.pk for owner in owners.values())

    def pass_on(user, successor, by):
        mine = [paper for paper, owner in owners.items() if owner == user.pk]
        owners.update(dict.fromkeys(mine, successor.pk))
        return len(mine)

    monkeypatch.setitem(OPEN_WORK._entries, "papers", OpenWork("papers", "Papers", count, pass_on))
    return owners


@pytest.mark.req("INV-58")
def test_open_work_stands_in_the_way_and_is_named(cast, papers):
    papers.update(one=cast.alice.pk, two=cast.alice.pk)

    with pytest.raises(BlockedError) as refusal:
        deactivate_person(cast.alice, by=cast.ada)

    assert refusal.value.reasons == ["Papers: 2"]
    assert User.objects.get(pk=cast.alice.pk).is_active


@pytest.mark.req("INV-58", "INV-57")
def test_a_successor_takes_everything_over_in_one_step(cast, papers):
    papers.update(one=cast.alice.pk)
    relationship = RelationshipFactory(owner=cast.alice)
    today = clock.today("Asia/Shanghai")
    name_deputy(cast.bob, deputy=cast.alice, from_on=today, to_on=today + timedelta(days=3), by=cast.bob)

    deactivate_person(cast.alice, by=cast.ada, successor=cast.lena)

    relationship.refresh_from_db()
    assert (papers["one"], relationship.owner, Deputy.objects.get().deputy) == (cast.lena.pk, cast.lena, cast.lena)
    cast.alice.refresh_from_db()
    assert (cast.alice.is_active, cast.alice.left_at is not None, open_work_of(cast.alice)) == (False, True, [])
    line = AuditEvent.objects.get(action="person.deactivate")
    assert line.changes["successor"] == [None, cast.lena.pk]
    assert line.changes["passed_on"][1]["papers"] == 1


def test_a_successor_must_be_another_active_person_of_ours(cast, papers):
    papers.update(one=cast.alice.pk)

    for successor in (cast.alice, cast.cora, UserFactory(is_active=False)):
        with pytest.raises(DomainError, match="another active person"):
            deactivate_person(cast.alice, by=cast.ada, successor=successor)
    assert papers["one"] == cast.alice.pk


def test_the_only_lead_and_the_last_administrator_stay(cast):
    with pytest.raises(BlockedError) as refusal:
        deactivate_person(cast.lena, by=cast.ada)
    assert refusal.value.reasons == ["East"]
    with pytest.raises(DomainError, match="last administrator"):
        deactivate_person(cast.ada, by=cast.ada)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_leave_at_once_leave_one():
    people = [UserFactory(roles=[Role.ADMINISTRATOR]) for _ in range(2)]
    start, outcomes = threading.Barrier(2), []

    def leave(user):
        try:
            start.wait()
            deactivate_person(user, by=None)
            outcomes.append("gone")
        except DomainError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert sorted(outcomes) == ["gone", "refused"]


def test_whoever_left_is_out_at_once_and_can_be_let_in_again(client, cast):
    client.force_login(cast.sam)
    assert client.get("/accounts/profile/").status_code == 200

    deactivate_person(cast.sam, by=cast.ada)

    assert client.get("/accounts/profile/").status_code == 302
    assert not SignIn.objects.filter(user=cast.sam).exists()
    reactivate_person(cast.sam, by=cast.ada)
    assert User.objects.get(pk=cast.sam.pk).is_active


def test_the_page_shows_the_counts_and_hands_over(client, cast, papers):
    papers.update(one=cast.alice.pk, two=cast.alice.pk)
    client.force_login(cast.ada)
    page = f"/accounts/people/{cast.alice.pk}/leave/"

    shown = client.get(page).content.decode()
    assert "Papers" in shown
    refused = client.post(page, {"successor": ""})
    assert refused.status_code == 200
    assert "This field is required" in refused.content.decode()
    assert client.post(page, {"successor": cast.bob.pk}).status_code == 302
    assert not User.objects.get(pk=cast.alice.pk).is_active
    assert set(papers.values()) == {cast.bob.pk}


def test_only_administrators_close_accounts(client, cast):
    for user in (cast.alice, cast.lena, cast.eve, cast.cora):
        client.force_login(user)
        assert client.get(f"/accounts/people/{cast.sam.pk}/leave/").status_code == 404
        assert client.post(f"/accounts/people/{cast.sam.pk}/invite/").status_code == 404
