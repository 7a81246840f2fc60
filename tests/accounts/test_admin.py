"""The administration: the same rules, the same lines, nothing deleted, what was typed kept."""

import pytest

from brm.accounts.models import Deputy, EscalationLadder, Membership, Team, User
from brm.audit.models import AuditEvent
from brm.core import clock
from brm.notifications.models import Notification
from tests.factories.people import UserFactory

PERSON = {
    "email": "new@example.com", "name": "New", "roles": ["manager", "lead"], "phone": "", "language": "en",
    "time_zone": "Asia/Shanghai",
}  # fmt: skip


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.ada)
    return client


def members(team, *rows):
    """The form of a team's members: (membership, user, is_lead, delete)."""
    kept = sum(row[0] is not None for row in rows)
    form = {"name": team.name, "memberships-TOTAL_FORMS": len(rows), "memberships-INITIAL_FORMS": kept}
    for number, (membership, user, is_lead, gone) in enumerate(rows):
        form[f"memberships-{number}-id"] = membership.pk if membership else ""
        form[f"memberships-{number}-team"] = team.pk
        form[f"memberships-{number}-user"] = user.pk
        form |= {f"memberships-{number}-is_lead": "on"} if is_lead else {}
        form |= {f"memberships-{number}-DELETE": "on"} if gone else {}
    return form


@pytest.mark.req("INV-60")
def test_a_person_is_made_invited_and_changed_with_lines(admin, cast):
    assert admin.post("/admin/accounts/user/add/", PERSON | {"team": cast.team.pk}).status_code == 302
    user = User.objects.get(email="new@example.com")
    assert cast.team.memberships.filter(user=user).exists()
    assert Notification.objects.filter(kind="accounts.invitation", address=user.email).exists()

    page = f"/admin/accounts/user/{user.pk}/change/"
    assert admin.post(page, PERSON | {"name": "Newer", "read_version": 1}).status_code == 302
    user.refresh_from_db()
    assert (user.name, user.version) == ("Newer", 2)
    assert set(
        AuditEvent.objects.filter(subject_type="accounts.user", subject_id=user.pk, actor=cast.ada).values_list(
            "action", flat=True
        )
    ) == {"person.create", "person.invite", "person.change"}


def test_refusals_stand_at_their_fields_with_what_was_typed(admin, cast):
    taken = admin.post("/admin/accounts/user/add/", PERSON | {"email": "ALICE@example.com", "name": "Typed"})
    assert "already an account" in taken.content.decode()
    assert "Typed" in taken.content.decode()

    last = admin.post(
        f"/admin/accounts/user/{cast.ada.pk}/change/",
        PERSON | {"email": cast.ada.email, "roles": ["manager"], "read_version": 1},
    )
    assert "last administrator" in last.content.decode()

    admin.post(f"/admin/accounts/user/{cast.bob.pk}/change/", PERSON | {"email": cast.bob.email, "read_version": 1})
    stale = admin.post(
        f"/admin/accounts/user/{cast.bob.pk}/change/",
        PERSON | {"email": cast.bob.email, "name": "Mine", "read_version": 1},
    )
    assert "Now “New”; you typed “Mine”" in stale.content.decode()


def test_nothing_is_deleted_and_the_lists_open(admin, cast):
    for path in ("user", "team", "deputy", "escalationladder"):
        assert admin.get(f"/admin/accounts/{path}/").status_code == 200
        assert admin.get(f"/admin/accounts/{path}/add/").status_code == 200
    for path in (f"user/{cast.bob.pk}", f"team/{cast.team.pk}"):
        assert admin.get(f"/admin/accounts/{path}/change/").status_code == 200
        assert admin.post(f"/admin/accounts/{path}/delete/", {"post": "yes"}).status_code == 403
        assert "/history/accounts." in admin.get(f"/admin/accounts/{path}/history/").url
    assert admin.get("/admin/accounts/user/?role=lead&q=len").status_code == 200
    assert admin.get("/admin/password_change/").url == "/accounts/password/change/"


def test_a_team_takes_in_changes_its_lead_and_lets_go(admin, cast):
    rows = {row.user_id: row for row in Membership.objects.filter(team=cast.team)}
    page = f"/admin/accounts/team/{cast.team.pk}/change/"

    alone = admin.post(page, members(cast.team, (rows[cast.lena.pk], cast.lena, False, False)))
    assert "would have no lead" in alone.content.decode()
    assert Membership.objects.get(team=cast.team, user=cast.lena).is_lead

    User.objects.filter(pk=cast.bob.pk).update(roles=["lead"])
    swapped = members(
        cast.team,
        (rows[cast.lena.pk], cast.lena, True, True),
        (rows[cast.bob.pk], cast.bob, True, False),
        (None, cast.ed, False, False),
    )
    assert admin.post(page, swapped).status_code == 302
    assert set(Membership.objects.filter(team=cast.team).values_list("user__name", "is_lead")) == {
        ("Alice", False),
        ("Bob", True),
        ("Ed", False),
    }
    actions = AuditEvent.objects.filter(subject_type="accounts.team", subject_id=cast.team.pk, actor=cast.ada)
    assert sorted(actions.values_list("action", flat=True)) == ["team.add", "team.lead", "team.remove"]


def test_a_team_is_made_and_dissolved(admin, cast):
    assert admin.post("/admin/accounts/team/add/", {"name": "South"}).status_code == 302
    team = Team.objects.get(name="South")

    admin.post("/admin/accounts/team/", {"action": "dissolve", "_selected_action": [team.pk]})

    team.refresh_from_db()
    assert team.dissolved_at is not None


def test_deputies_are_named_and_ended(admin, cast):
    today = clock.today("Asia/Shanghai")
    form = {"absent": cast.alice.pk, "deputy": cast.bob.pk, "from_on": today, "to_on": today, "note": ""}

    assert admin.post("/admin/accounts/deputy/add/", form).status_code == 302
    assert "already stands in" in admin.post("/admin/accounts/deputy/add/", form).content.decode()
    admin.post("/admin/accounts/deputy/", {"action": "end_now", "_selected_action": [Deputy.objects.get().pk]})
    assert not Deputy.objects.exists()


@pytest.mark.req("C-16")
def test_a_ladder_is_made_filled_and_put_in_force(admin, cast):
    page, head = "/admin/accounts/escalationladder/", UserFactory(name="Hedda", roles=["lead"])
    steps = {"first": cast.lena.pk, "second": "", "third": cast.eve.pk}
    assert admin.post(f"{page}add/", steps | {"team": cast.team.pk}).status_code == 302
    ladder = EscalationLadder.objects.get()
    assert (ladder.team, ladder.first, ladder.second, ladder.is_active) == (cast.team, cast.lena, None, False)

    chosen = {"_selected_action": [ladder.pk]}
    refused = admin.post(page, chosen | {"action": "put_in_force"}, follow=True).content.decode()
    assert "Nobody is named for step 2" in refused
    one = f"{page}{ladder.pk}/change/"
    assert cast.team.name in admin.get(one).content.decode()
    filled = steps | {"second": head.pk, "read_version": ladder.version}
    assert admin.post(one, filled).status_code == 302
    assert "in force." in admin.post(page, chosen | {"action": "put_in_force"}, follow=True).content.decode()
    ladder.refresh_from_db()
    assert (ladder.second, ladder.is_active) == (head, True)

    stale = admin.post(one, filled | {"second": cast.alice.pk, "read_version": 1})
    assert stale.status_code == 200
    gap = admin.post(one, filled | {"second": "", "read_version": ladder.version}).content.decode()
    assert "Name a person for every step" in gap
    twice = admin.post(f"{page}add/", {"team": "", "first": cast.lena.pk, "second": cast.lena.pk, "third": ""})
    assert "Each step needs another person" in twice.content.decode()

    admin.post(page, chosen | {"action": "take_out_of_force"})
    ladder.refresh_from_db()
    assert not ladder.is_active
    lines = AuditEvent.objects.filter(subject_type="accounts.escalationladder", actor=cast.ada).order_by("pk")
    assert list(lines.values_list("action", flat=True)) == [
        "ladder.make", "ladder.change", "ladder.change", "ladder.activate", "ladder.deactivate",
    ]  # fmt: skip


def test_managers_and_contacts_do_not_know_the_administration(client, cast):
    for user in (cast.alice, cast.lena, cast.eve, cast.cora):
        client.force_login(user)
        assert client.get("/admin/accounts/user/", follow=True).status_code == 404
