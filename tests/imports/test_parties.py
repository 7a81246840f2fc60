"""Organisations, relationships and contacts from files: what is new, what changes, what is refused."""

import csv

import pytest

from brm.accounts.models import Membership, Team
from brm.audit.models import AuditEvent
from brm.imports.domain.applying import apply
from brm.imports.domain.working import work
from brm.imports.enums import Mode, Status
from brm.imports.models import ImportRow, ImportRun
from brm.parties.models import Contact, Organisation, Relationship
from brm.search.domain.queries import search_for
from brm.timeline.models import TimelineEntry
from tests.imports.world import COMPLAINTS, applied, checked, outcomes, person, table

pytestmark = pytest.mark.django_db


def problems(run):
    return [
        (row.number, *problem[:2])
        for row in ImportRow.objects.filter(run=run).order_by("number")
        for problem in row.problems
    ]


@pytest.mark.req("C-01")
def test_the_companies_of_the_complaints_become_customers():
    me = person("Me")
    with COMPLAINTS.open(encoding="utf-8") as file:
        companies = {" ".join(row["Company"].split()) for row in csv.DictReader(file)}

    run = applied(COMPLAINTS.read_bytes(), me, repeats="first", name="cfpb_complaints.csv")

    assert outcomes(run) == {"new": 365, "repeated": 1635}
    assert set(Organisation.objects.values_list("name", flat=True)) == companies
    assert Relationship.objects.filter(kind="customer", status="active", owner=me).count() == 365
    assert TimelineEntry.objects.filter(kind="relationship", event="open").count() == 365
    assert AuditEvent.objects.filter(action="relationship.open", actor=me, reason="cfpb_complaints.csv").count() == 365
    assert search_for(me, "wells fargo").count == 2
    assert run.status == Status.APPLIED
    assert not run.file


def test_the_same_file_again_changes_nothing():
    me = person("Me")
    applied(COMPLAINTS.read_bytes(), me, repeats="first")
    before = AuditEvent.objects.filter(subject_type__startswith="parties.").count()

    again = checked(COMPLAINTS.read_bytes(), me, repeats="first")

    assert outcomes(again) == {"unchanged": 365, "repeated": 1635}
    assert AuditEvent.objects.filter(subject_type__startswith="parties.").count() == before


def test_rows_change_what_is_there_and_say_what():
    me = person("Me")
    applied(table(["Company", "Tier", "Region"], ["Acme", "B", "CA"], ["Beta", "C", ""]), me)

    run = checked(table(["Company", "Tier", "Region"], ["ACME", "A", "TX"], ["Beta", "", ""], ["Gamma", "A", ""]), me)

    assert outcomes(run) == {"new": 1, "changed": 1, "unchanged": 1}
    row = ImportRow.objects.get(run=run, outcome="changed")
    assert row.changes == {"tier": ["B", "A"], "organisation.region": ["CA", "TX"]}


def test_a_check_alone_changes_nothing():
    checked(table(["Company"], ["Acme"]), person("Me"))

    assert not Organisation.objects.exists()


def test_errors_hold_everything_back_unless_the_good_rows_are_asked_for():
    me = person("Me")
    file = table(["Company", "Tier", "Next review"], ["Acme", "A", "2026-03-31"], ["Beta", "Q", "x"], ["", "A", ""])

    run = checked(file, me)
    assert outcomes(run) == {"new": 1, "error": 2}
    assert problems(run) == [(3, "tier", "not_a_choice"), (3, "next_review_on", "not_a_date"), (4, "name", "missing")]
    with pytest.raises(Exception, match="2 rows have errors"):
        applied(file, me)
    assert not Organisation.objects.exists()

    applied(file, me, mode=Mode.GOOD_ROWS)
    assert [str(row.next_review_on) for row in Relationship.objects.all()] == ["2026-03-31"]


def test_repeated_rows_are_a_mistake_or_one_record_as_asked():
    me = person("Me")
    file = table(["Company", "Tier"], ["Acme", "A"], ["Acme, Inc.", "B"])

    assert problems(checked(file, me)) == [(3, "", "repeated")]
    first = checked(file, me, repeats="first")
    last = checked(file, me, repeats="last")

    assert ImportRow.objects.get(run=first, outcome="new").values["tier"] == "A"
    assert ImportRow.objects.get(run=last, outcome="new").values["tier"] == "B"


def test_a_manager_names_only_themselves_a_lead_the_team_an_executive_anybody():
    me, mate, other = person("Me"), person("Mate"), person("Other")
    lead, boss = person("Lead", "lead"), person("Boss", "executive")
    team = Team.objects.create(name="East")
    for user, leads in ((lead, True), (mate, False), (me, False)):
        Membership.objects.create(team=team, user=user, is_lead=leads)

    def errors(by, name):
        return problems(checked(table(["Company", "Owner"], [f"Acme {by} {name}", name]), by))

    assert errors(me, "Mate") == [(2, "owner", "not_a_person")]
    assert errors(me, "me@ours.example") == []
    assert errors(lead, "Mate") == []
    assert errors(lead, "Other") == [(2, "owner", "not_a_person")]
    assert errors(boss, "Other") == []
    assert other.pk


def test_an_organisation_in_anothers_care_is_refused_with_the_owner_to_ask():
    me, other = person("Me"), person("Other")
    applied(table(["Company"], ["Acme"]), other)

    run = checked(table(["Company"], ["Acme"]), me)

    assert ImportRow.objects.get(run=run).problems == [["name", "belongs_to_other", {"owner": "Other"}]]


def test_what_somebody_changed_since_the_check_is_not_overwritten():
    me = person("Me")
    applied(table(["Company", "Tier"], ["Acme", "B"]), me)
    file = table(["Company", "Tier"], ["Acme", "A"], ["Beta", "A"])
    run = checked(file, me)
    Relationship.objects.update(tier="C")
    apply(run, mode=Mode.ALL_OR_NOTHING, by=me)
    work(run.pk)
    run = ImportRun.objects.get(pk=run.pk)

    assert run.status == Status.FAILED
    assert "since the check" in run.trouble
    assert list(Relationship.objects.values_list("tier", flat=True)) == ["C"]

    applied(file, me)
    assert sorted(Relationship.objects.values_list("tier", flat=True)) == ["A", "A"]


def test_organisations_with_parents_codes_and_facts():
    me = person("Me")
    file = table(
        ["公司名称", "编号", "上级单位", "行业", "备注"],
        ["北京用友集团", "YY", "", "软件", "第一行\n第二行"],
        ["用友华东", "YY-1", "北京用友集团", "软件", ""],
        ["用友华南", "YY-2", "YY", "", ""],
        ["用友西部", "YY-3", "无此公司", "", ""],
    )

    run = applied(file, me, "organisation", mode=Mode.GOOD_ROWS)

    assert problems(run) == [(5, "parent", "organisation_unknown")]
    assert {o.name: o.parent and o.parent.name for o in Organisation.objects.all()} == {
        "北京用友集团": None, "用友华东": "北京用友集团", "用友华南": "北京用友集团",
    }  # fmt: skip
    assert outcomes(checked(file, me, "organisation")) == {"unchanged": 3, "error": 1}
    renamed = checked(table(["公司名称", "编号"], ["用友上海", "YY-1"]), me, "organisation")
    assert ImportRow.objects.get(run=renamed).changes == {"name": ["用友华东", "用友上海"]}


@pytest.mark.req("C-25")
def test_contacts_are_added_changed_and_recognised():
    me = person("Me")
    applied(table(["Company", "Code"], ["Acme", "A1"]), me)
    file = table(
        ["Company", "Name", "E-mail", "VIP", "Kind of contact"],
        ["Acme", "Ann", "ann@acme.example", "yes", "User (receives)"],
        ["A1", "Bob", "", "", ""],
        ["Nowhere", "Cleo", "", "", ""],
        ["Acme", "Dora", "dora at acme", "", ""],
    )

    run = applied(file, me, "contact", mode=Mode.GOOD_ROWS)

    assert problems(run) == [(4, "organisation", "organisation_unknown"), (5, "email", "not_an_address")]
    ann = Contact.objects.get(name="Ann")
    assert (ann.email, ann.is_vip, ann.kind) == ("ann@acme.example", True, "service_user")
    event = AuditEvent.objects.get(action="contact.add", subject_id=ann.pk)
    assert event.changes == {"kind": [None, "service_user"], "name": None}
    assert [p.new for p in event.personal.all()] == ["Ann"]

    again = checked(
        table(["Company", "Name", "E-mail", "Phone"], ["Acme", "Anna", "ANN@acme.example", "1"]), me, "contact"
    )
    assert ImportRow.objects.get(run=again).changes == {"name": ["Ann", "Anna"], "phone": ["", "1"]}
