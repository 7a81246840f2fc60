"""The incident log: its last rows become the service events of one customer, with a site for each place."""

import csv
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from brm.imports.domain.undoing import undo
from brm.imports.domain.working import work
from brm.imports.models import ImportRow
from brm.matters.models import Matter
from brm.parties.models import Organisation, Relationship
from brm.timeline.models import TimelineEntry
from customers.models import ServiceEvent
from tests.imports.world import INCIDENTS, applied, checked, outcomes, person, table

pytestmark = pytest.mark.django_db
DEFAULTS = {"customer": "Northwind IT"}


def final_states():
    with INCIDENTS.open(encoding="utf-8") as file:
        return {row["number"]: row for row in csv.DictReader(file)}


def log(me, **more):
    applied(table(["Company"], ["Northwind IT"]), me)
    return applied(
        INCIDENTS.read_bytes(),
        me,
        "service_event",
        defaults=DEFAULTS,
        zone="Asia/Shanghai",
        name="incidents.csv",
        **more,
    )


def test_the_log_becomes_service_events_with_the_files_own_counts():
    me, final = person("Me"), final_states()

    run = log(me)

    assert run.options["order"] == "dmy"
    assert outcomes(run) == {"new": 600, "repeated": 4137 - 600}
    events = ServiceEvent.objects.all()
    assert events.count() == len(final) == 600
    assert events.filter(made_sla=True).count() == sum(row["made_sla"] == "TRUE" for row in final.values())
    assert events.filter(reopen_count__gt=0).count() == sum(int(row["reopen_count"]) > 0 for row in final.values())
    assert events.filter(resolved_at=None).count() == sum(row["resolved_at"] == "?" for row in final.values()) == 17
    places = {row["location"] for row in final.values()} - {"?"}
    customer = Relationship.objects.get()
    assert set(customer.organisation.children.values_list("name", flat=True)) == places
    assert Matter.objects.filter(site=None).count() == sum(row["location"] == "?" for row in final.values())
    assert TimelineEntry.objects.filter(relationship=customer, kind="service_event").count() == 600
    assert final["INC0000045"]["opened_at"] == "29-02-2016 01:16"
    opened = datetime(2016, 2, 29, 1, 16, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert Matter.objects.get(number="INC0000045").opened_at == opened


def test_the_log_again_changes_nothing_and_a_newer_state_is_taken():
    me = person("Me")
    log(me)

    again = checked(INCIDENTS.read_bytes(), me, "service_event", defaults=DEFAULTS)
    assert outcomes(again) == {"unchanged": 600, "repeated": 3537}

    newer = table(["number", "opened_at", "made_sla"], ["INC0000045", "29-02-2016 01:16", "FALSE"])
    run = applied(newer, me, "service_event", defaults=DEFAULTS)
    assert outcomes(run) == {"changed": 1}
    assert ServiceEvent.objects.get(matter__number="INC0000045").made_sla is False


def test_another_zone_moves_the_moments():
    me = person("Me")
    applied(table(["Company"], ["Northwind IT"]), me)
    file = table(["number", "opened_at"], ["A1", "29-02-2016 01:16"])

    applied(file, me, "service_event", defaults=DEFAULTS, zone="America/Sao_Paulo")

    assert Matter.objects.get().opened_at.isoformat() == "2016-02-29T04:16:00+00:00"


def test_rows_without_a_customer_or_with_impossible_moments_are_refused():
    me, other = person("Me"), person("Other")
    applied(table(["Company"], ["Northwind IT"]), me)
    applied(table(["Company"], ["Theirs"]), other)
    file = table(
        ["number", "customer", "opened_at", "closed_at"],
        ["A1", "Theirs", "2026-01-02 10:00", ""],
        ["A2", "Nobody", "2026-01-02 10:00", ""],
        ["A3", "Northwind IT", "2026-01-02 10:00", "2026-01-01"],
        ["A4", "Northwind IT", "2026-02-30", ""],
        ["A5", "Northwind IT", "", ""],
    )

    run = checked(file, me, "service_event")

    found = [row.problems[0][:2] for row in ImportRow.objects.filter(run=run).order_by("number")]
    assert found == [
        ["customer", "customer_unknown"], ["customer", "customer_unknown"], ["closed_at", "ends_before_start"],
        ["opened_at", "no_such_day"], ["opened_at", "missing"],
    ]  # fmt: skip


def test_undoing_takes_events_sites_and_their_timeline_back():
    me = person("Me")
    run = log(me)

    undo(run, by=me)
    work(run.pk)

    run.refresh_from_db()
    assert (run.status, run.kept["stayed"]) == ("undone", 0)
    assert not ServiceEvent.objects.exists()
    assert not TimelineEntry.objects.filter(kind="service_event").exists()
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Northwind IT"]
