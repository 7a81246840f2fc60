"""The 2,000 real complaints become past complaints with the file's own figures (ruling 24, C-12, K-04, K-11)."""

import csv
from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from brm.attention.models import Attention
from brm.catalogue.models import Service
from brm.imports.domain.undoing import undo
from brm.imports.domain.uploads import keep_template
from brm.imports.domain.working import work
from brm.matters.models import Matter
from brm.notifications.models import Notification
from brm.parties.models import Relationship
from brm.timeline.domain import KINDS
from brm.timeline.models import TimelineEntry
from customers.complaints.domain.escalating import escalate_complaints
from customers.complaints.domain.past import PastComplaint, record_past_complaint
from customers.complaints.enums import Status
from customers.complaints.models import Complaint, ComplaintClock
from tests.factories.parties import RelationshipFactory
from tests.imports.world import COMPLAINTS, applied, checked, outcomes, person, table

pytestmark = [pytest.mark.django_db, pytest.mark.req("C-12")]
ZONE = "America/New_York"


def rows():
    with COMPLAINTS.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def counted(rows, name):
    return Counter(" ".join(row[name].split()) for row in rows if row[name])


def counts(field, **conditions):
    found = Complaint.objects.filter(**conditions).values_list(field, flat=True)
    return Counter(value for value in found if value not in ("", None))


def test_the_file_becomes_past_complaints_and_a_second_time_nothing():
    me, real = person("Me"), rows()
    Service.objects.create(code="MORT", name_en="Mortgage")
    applied(COMPLAINTS.read_bytes(), me, repeats="first", name="cfpb.csv")
    assert Relationship.objects.count() == 365
    bells = Notification.objects.count()

    run = applied(COMPLAINTS.read_bytes(), me, "complaint", name="cfpb.csv", zone=ZONE)

    assert outcomes(run) == {"new": 2000}
    assert Complaint.objects.filter(is_past=True).count() == 2000
    assert counts("relationship__organisation__name") == counted(real, "Company")
    assert counts("category") == counted(real, "Product")
    assert counts("service__name_en") == {"Mortgage": 603}
    assert counts("decision") == counted(real, "Company response to consumer")
    assert counts("channel") == {"web": 1429, "referral": 312, "phone": 118, "letter": 110, "fax": 31}
    assert counts("answered_in_time") == {True: 1950, False: 50}
    assert counts("is_disputed") == {False: 1584, True: 386}
    assert counts("status") == {Status.CLOSED: 1998, Status.INVESTIGATING: 2}
    first = Complaint.objects.get(key__endswith=":2" if not Complaint.objects.filter(key__endswith=":1") else ":1")
    assert first.received_at == datetime(2013, 7, 29, tzinfo=ZoneInfo(ZONE))
    assert first.acknowledged_at == datetime(2013, 7, 30, tzinfo=ZoneInfo(ZONE))
    assert first.owner == me
    days = Counter(
        f"{moment.month}/{moment.day}/{moment.year}"
        for moment in (
            each.astimezone(ZoneInfo(ZONE)) for each in Complaint.objects.values_list("received_at", flat=True)
        )
    )
    assert days == counted(real, "Date received")
    assert set(Matter.objects.filter(number__startswith="CP-2013").values_list("kind", flat=True)) == {"complaint"}
    assert TimelineEntry.objects.filter(kind="complaint", event="past").count() == 2000
    assert KINDS["complaint"].sentence(TimelineEntry.objects.filter(kind="complaint").latest("pk"))
    # no clocks, no notices, no calls
    assert not ComplaintClock.objects.exists()
    assert escalate_complaints() == 0
    assert Notification.objects.exclude(kind__startswith="import").count() == bells
    assert not Attention.objects.filter(rule__startswith="complaint").exists()

    keep_template(run, name="CFPB", by=me)
    again = checked(COMPLAINTS.read_bytes(), me, "complaint", name="again.csv", zone=ZONE)
    assert outcomes(again) == {"unchanged": 2000}
    assert Complaint.objects.count() == 2000

    undo(run, by=me)
    work(run.pk)
    assert not Complaint.objects.exists()
    assert not Matter.objects.exists()


def test_rows_that_cannot_be_are_named_and_numbers_are_kept():
    me = person("Me")
    RelationshipFactory(owner=me, organisation__name="Northwind")
    file = table(
        ["customer", "number", "date received", "title", "date closed"],
        ["Northwind", "A-1", "2026-01-02", "Late", "2026-01-09"],
        ["Nobody", "A-2", "2026-01-02", "Late", ""],
        ["Northwind", "A-3", "2026-01-02", "Late", "2025-01-09"],
        ["Northwind", "A-4", "2090-01-02", "Late", ""],
    )
    run = checked(file, me, "complaint")
    assert outcomes(run) == {"new": 1, "error": 3}

    applied(file, me, "complaint", mode="good")

    complaint = Complaint.objects.get()
    assert complaint.number == "A-1"
    assert complaint.closed_at is not None
    assert outcomes(checked(file, me, "complaint"))["unchanged"] == 1


def test_a_single_past_complaint_may_be_anonymous():
    relationship = RelationshipFactory()
    moment = datetime(2020, 1, 1, tzinfo=ZoneInfo("UTC"))

    complaint = record_past_complaint(PastComplaint(relationship, moment, "Old"), by=None)

    assert complaint.number == "CP-2020-00001"
    assert complaint.contact is None
    assert complaint.matter.closed_at == moment
