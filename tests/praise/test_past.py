"""Praise of the past comes in from a file as it was, once, and asks nobody for anything (ruling 24, C-19)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from brm.attention.models import Attention
from brm.attention.rebuild import differences
from brm.imports.domain.undoing import undo
from brm.imports.domain.working import work
from brm.matters.models import Matter
from brm.notifications.models import Notification
from brm.timeline.domain import KINDS
from brm.timeline.models import TimelineEntry
from customers.praise.domain.figures import totals_for
from customers.praise.domain.sweeps import sweep_praise
from customers.praise.models import Praise
from tests.factories.parties import RelationshipFactory
from tests.factories.people import TeamFactory, UserFactory
from tests.imports.world import applied, checked, outcomes, person, table

pytestmark = [pytest.mark.django_db, pytest.mark.req("C-19")]
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def me():
    me = person("Me")
    RelationshipFactory(owner=me, organisation__name="Northwind")
    return me


def test_past_praise_comes_in_once_and_asks_nobody(me, client):
    wang = UserFactory(name="Wang Fang", roles=["engineer"], email="wang@ours.example")
    team = TeamFactory(name="Night shift")
    bells = Notification.objects.count()
    file = table(
        ["customer", "date", "praise", "engineer", "team", "source"],
        ["Northwind", "2024-03-05", "半夜赶到机房，非常感谢！", "wang@ours.example", "", "letter"],
        ["Northwind", "2024-03-06", "The night was quiet", "", "night shift", ""],
        ["Northwind", "2024-03-07", "Somebody helped us", "", "", "mail"],
    )

    tried = checked(file, me, "praise")
    assert outcomes(tried) == {"new": 3}, list(tried.rows.values_list("number", "problems"))
    run = applied(file, me, "praise")

    assert outcomes(run) == {"new": 3}
    named, whole, nobody = Praise.objects.order_by("recorded_at")
    assert named.recorded_at == datetime(2024, 3, 5, tzinfo=ZONE)
    assert (named.matter.number, named.source, list(named.people.all())) == ("PR-2024-00001", "letter", [wang])
    assert (named.status, named.target, named.thank_by, named.is_past) == ("verified", "people", None, True)
    assert (whole.status, whole.target, whole.team, whole.source) == ("verified", "team", team, "call")
    assert (nobody.status, nobody.target) == ("recorded", "")
    entries = TimelineEntry.objects.filter(kind="praise", event="past")
    assert entries.count() == 3
    assert "Somebody helped us" in str(KINDS["praise"].sentence(entries.latest("at")))
    # no clock, no notices, no calls
    assert sweep_praise() == 0
    assert Notification.objects.exclude(kind__startswith="import").count() == bells
    assert not Attention.objects.filter(rule="praise").exists()
    assert [one for one in differences() if one.rule == "praise"] == []
    figures = totals_for(me, date(2024, 1, 1), date(2024, 12, 31))
    assert ([row.name for row in figures.people], figures.count, figures.thanked_known) == (["Wang Fang"], 3, 0)
    client.force_login(me)
    for address in ("/praise/", named.get_absolute_url(), nobody.get_absolute_url()):
        assert client.get(address).status_code == 200

    assert outcomes(checked(file, me, "praise", name="again.csv")) == {"unchanged": 3}
    resaved = table(
        ["customer", "date", "praise"], ["Northwind", "2024-03-06", "The  night was quiet"],
        ["Northwind", "2024-03-08", "New words"],
    )  # fmt: skip
    assert outcomes(checked(resaved, me, "praise", name="other.csv")) == {"unchanged": 1, "new": 1}
    assert Praise.objects.count() == 3

    undo(run, by=me)
    work(run.pk)
    assert not Praise.objects.exists()
    assert not Matter.objects.exists()
    assert not TimelineEntry.objects.filter(kind="praise").exists()


def test_rows_that_cannot_be_are_named(me):
    file = table(
        ["customer", "date", "praise", "team"],
        ["Northwind", "2024-03-05", "Good", ""],
        ["Nobody", "2024-03-05", "Good", ""],
        ["Northwind", "2090-03-05", "Good", ""],
        ["Northwind", "2024-03-05", "Better", "No such team"],
        ["Northwind", "2024-03-05", "", ""],
    )
    assert outcomes(checked(file, me, "praise")) == {"new": 1, "error": 4}
    unknown = table(["customer", "date", "praise", "engineer"], ["Northwind", "2024-03-05", "Good", "Nobody Known"])
    assert outcomes(checked(unknown, me, "praise", name="unknown.csv")) == {"error": 1}
    stranger = person("Stranger")
    assert outcomes(checked(file, stranger, "praise")) == {"error": 5}
