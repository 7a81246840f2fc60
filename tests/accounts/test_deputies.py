"""Absence: work goes to the deputy, one step and no further, on the days named."""

from datetime import timedelta

import pytest

from brm.accounts.domain.deputies import end_absence, name_deputy
from brm.accounts.domain.queries import absentees_for, acting_ids
from brm.accounts.models import Deputy, User
from brm.core import clock
from brm.core.errors import DomainError
from brm.notifications.models import Notification


def fresh(user):
    return User.objects.get(pk=user.pk)


@pytest.fixture
def today():
    return clock.today("Asia/Shanghai")


def test_a_deputy_acts_for_the_absent_on_the_days_and_not_after(cast, today):
    name_deputy(cast.alice, deputy=cast.bob, from_on=today, to_on=today + timedelta(days=2), by=cast.alice)

    assert acting_ids(fresh(cast.bob)) == [cast.bob.pk, cast.alice.pk]
    with clock.at(clock.now() + timedelta(days=3)):
        assert acting_ids(fresh(cast.bob)) == [cast.bob.pk]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(0, 0, "already stands in"), (2, 9, "already stands in"), (-3, -1, "over already"), (9, 8, "cannot end before")],
)
def test_absences_do_not_overlap_nor_end_before_they_start(cast, today, first, last, words):
    name_deputy(cast.alice, deputy=cast.bob, from_on=today, to_on=today + timedelta(days=2), by=cast.alice)

    with pytest.raises(DomainError, match=words):
        name_deputy(
            cast.alice,
            deputy=cast.lena,
            from_on=today + timedelta(days=first),
            to_on=today + timedelta(days=last),
            by=cast.alice,
        )


def test_the_chain_is_one_step_long(cast, today):
    name_deputy(cast.alice, deputy=cast.bob, from_on=today, to_on=today, by=cast.alice)

    with pytest.raises(DomainError, match="Bob stands in for Alice"):
        name_deputy(cast.bob, deputy=cast.lena, from_on=today, to_on=today, by=cast.bob)
    with pytest.raises(DomainError, match="Alice is away"):
        name_deputy(cast.lena, deputy=cast.alice, from_on=today, to_on=today, by=cast.lena)


def test_nobody_outside_and_not_oneself(cast, today):
    for deputy, words in ((cast.alice, "own deputy"), (cast.cora, "person of ours")):
        with pytest.raises(DomainError, match=words):
            name_deputy(cast.alice, deputy=deputy, from_on=today, to_on=today, by=cast.alice)


def test_who_may_name_a_deputy_for_whom(cast):
    names = {who: {str(user) for user in absentees_for(getattr(cast, who))} for who in ("alice", "lena", "ada", "cora")}

    assert names["alice"] == {"Alice"}
    assert names["lena"] == {"Alice", "Bob", "Lena"}
    assert {"Sam", "Ed", "Ada"} < names["ada"]
    assert names["cora"] == set()


def test_coming_back_early_ends_yesterday_and_what_never_began_never_was(cast, today):
    long = name_deputy(cast.alice, deputy=cast.bob, from_on=today, to_on=today + timedelta(days=9), by=cast.alice)
    later = name_deputy(
        cast.sam, deputy=cast.bob, from_on=today + timedelta(days=5), to_on=today + timedelta(days=6), by=None
    )

    with clock.at(clock.now() + timedelta(days=2)):
        end_absence(long, by=cast.alice)
        end_absence(later, by=cast.sam)

    assert list(Deputy.objects.values_list("to_on", flat=True)) == [today + timedelta(days=1)]


def test_a_person_names_their_own_deputy_on_the_page(client, cast, today):
    client.force_login(cast.alice)

    page = client.post("/accounts/absence/", {"deputy": cast.bob.pk, "from_on": today, "to_on": today, "note": "Fair"})

    assert page.status_code == 302
    shown = client.get("/accounts/absence/").content.decode()
    assert "Fair" in shown
    assert "Bob" in shown
    refused = client.post(
        "/accounts/absence/", {"deputy": cast.bob.pk, "from_on": today, "to_on": today, "note": "Kept"}
    )
    assert "already stands in" in refused.content.decode()
    assert "Kept" in refused.content.decode()


def test_a_lead_names_deputies_for_the_team_only(client, cast, today):
    client.force_login(cast.lena)
    days = {"from_on": today, "to_on": today, "deputy": cast.bob.pk}

    assert client.post("/accounts/team/", days | {"absent": cast.sam.pk}).status_code == 200
    assert not Deputy.objects.exists()
    assert client.post("/accounts/team/", days | {"absent": cast.alice.pk}).status_code == 302
    row = Deputy.objects.get()
    assert (row.absent, row.deputy) == (cast.alice, cast.bob)

    client.force_login(cast.sam)
    assert client.get("/accounts/team/").status_code == 404
    assert client.post(f"/accounts/absence/{row.pk}/end/").status_code == 404
    client.force_login(cast.alice)
    assert client.post(f"/accounts/absence/{row.pk}/end/").status_code == 302
    assert not Deputy.objects.exists()


def test_a_deputy_is_told_by_mail_in_their_language(cast, today):
    cast.bob.language = "en"
    cast.bob.save()

    name_deputy(cast.alice, deputy=cast.bob, from_on=today, to_on=today, by=cast.alice, note="Mind the audit.")

    told = Notification.objects.get(kind="accounts.deputy")
    assert told.address == cast.bob.email
    assert told.title == f"You stand in for {cast.alice}"
    assert "Mind the audit." in told.body
