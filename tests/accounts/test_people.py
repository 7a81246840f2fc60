"""Accounts: made, changed, never without an administrator, with a line in the history each time."""

import threading

import pytest
from django.db import connection

from brm.accounts.domain.people import change_person, change_profile, create_person
from brm.accounts.domain.teams import add_to_team, create_team, dissolve_team, remove_from_team, rename_team
from brm.accounts.enums import Role
from brm.accounts.models import Membership, User
from brm.audit.models import AuditEvent
from brm.core.errors import DomainError, StaleError
from tests.factories.people import UserFactory


def last_line(subject):
    return AuditEvent.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk).first()


def test_an_account_keeps_its_address_in_lower_case_and_its_values_out_of_the_history(cast):
    user = create_person(
        email=" Wang@Example.COM ", name="王芳", roles=["lead", "manager"], by=cast.ada, password="x", team=cast.team
    )

    user.refresh_from_db()
    assert (user.email, user.roles, user.check_password("x")) == ("wang@example.com", ["manager", "lead"], True)
    line = AuditEvent.objects.get(action="person.create", subject_id=user.pk)
    assert (line.actor, line.subject_label, line.changes["email"]) == (cast.ada, "", None)
    assert set(line.personal.values_list("field", "new")) == {("email", "wang@example.com"), ("name", "王芳")}
    assert cast.team.memberships.filter(user=user, is_lead=False).exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"email": "ALICE@example.com"}, ""),
        ({"email": "no address"}, "email"),
        ({"roles": []}, "roles"),
        ({"roles": ["king"]}, "roles"),
        ({"roles": ["contact", "manager"]}, "roles"),
        ({"time_zone": "Moon/Base"}, "time_zone"),
        ({"name": " "}, "name"),
    ],
)
def test_wrong_facts_are_refused_at_their_field(cast, facts, field):
    with pytest.raises(DomainError) as refusal:
        create_person(**{"email": "new@example.com", "name": "New", "roles": ["manager"], "by": cast.ada} | facts)

    assert refusal.value.field == field
    assert not User.objects.filter(name="New").exclude(email="alice@example.com").exists()


def test_the_second_of_two_editors_sees_what_the_first_one_saved(cast):
    change_person(cast.bob, by=cast.ada, expected_version=1, phone="1")

    with pytest.raises(StaleError) as refusal:
        change_person(cast.bob, by=cast.ada, expected_version=1, phone="2")

    assert refusal.value.changes == [("phone", "1", "2")]
    assert User.objects.get(pk=cast.bob.pk).phone == "1"


def test_tastes_of_the_person_do_not_disturb_the_administrator(cast):
    change_profile(cast.bob, by=cast.bob, theme="dark", shortcuts=False)

    change_person(cast.bob, by=cast.ada, expected_version=1, phone="2")

    cast.bob.refresh_from_db()
    assert (cast.bob.theme, cast.bob.phone, cast.bob.version) == ("dark", "2", 2)


def test_saving_the_same_leaves_no_line(cast):
    before = AuditEvent.objects.count()

    change_person(cast.bob, by=cast.ada, name="Bob")

    assert AuditEvent.objects.count() == before


def test_the_last_administrator_keeps_the_role(cast):
    with pytest.raises(DomainError, match="last administrator"):
        change_person(cast.ada, by=cast.ada, roles=["manager"])

    other = UserFactory(roles=[Role.ADMINISTRATOR])
    change_person(cast.ada, by=other, roles=["manager"])
    assert User.objects.get(pk=cast.ada.pk).roles == ["manager"]


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_remove_each_other_at_once_leave_one():
    first, second = (UserFactory(roles=[Role.ADMINISTRATOR]) for _ in range(2))
    start, outcomes = threading.Barrier(2), []

    def remove(whom):
        try:
            start.wait()
            change_person(whom, by=None, roles=["manager"])
            outcomes.append("done")
        except DomainError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=[whom]) for whom in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert sorted(outcomes) == ["done", "refused"]
    assert User.objects.filter(roles__contains=[Role.ADMINISTRATOR]).count() == 1


def test_a_lead_needs_the_role_and_a_team_keeps_a_lead(cast):
    with pytest.raises(DomainError, match="needs the role"):
        add_to_team(cast.team, user=cast.bob, is_lead=True, by=cast.ada)
    with pytest.raises(DomainError, match="would have no lead"):
        add_to_team(cast.team, user=cast.lena, is_lead=False, by=cast.ada)
    with pytest.raises(DomainError, match="would have no lead"):
        remove_from_team(cast.team, user=cast.lena, by=cast.ada)

    change_person(cast.bob, by=cast.ada, roles=["lead", "manager"])
    add_to_team(cast.team, user=User.objects.get(pk=cast.bob.pk), is_lead=True, by=cast.ada)
    remove_from_team(cast.team, user=cast.lena, by=cast.ada)
    assert list(Membership.objects.filter(team=cast.team, is_lead=True).values_list("user", flat=True)) == [cast.bob.pk]


def test_an_outsider_cannot_join_a_team(cast):
    with pytest.raises(DomainError, match="people of ours"):
        add_to_team(cast.team, user=cast.cora, by=cast.ada)


def test_a_team_lives_by_its_verbs(cast):
    team = create_team(name=" South ", by=cast.ada)
    rename_team(team, name="Far South", by=cast.ada)
    dissolve_team(team, by=cast.ada)

    team.refresh_from_db()
    assert (team.name, team.dissolved_at is not None) == ("Far South", True)
    assert last_line(team).action == "team.dissolve"
    with pytest.raises(DomainError):
        create_team(name="East", by=cast.ada)


def test_quiet_hours_need_both_ends(cast):
    with pytest.raises(DomainError) as refusal:
        change_profile(cast.bob, by=cast.bob, quiet_from="22:00")

    assert refusal.value.field == "quiet_to"
