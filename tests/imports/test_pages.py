"""The way of a file through the pages: as a browser with no scripts goes it, the worker's task run between."""

import csv
import io

import pytest
from django.urls import reverse

from brm.imports.models import ImportRun, ImportTemplate
from brm.imports.tasks import pick_up, work
from brm.parties.models import Organisation, Relationship
from tests.imports.world import (
    COMPLAINTS,
    INCIDENTS,
    NEW,
    applied,
    detail,
    matched,
    person,
    shown_counts,
    step,
    table,
    take,
)
from tests.proof_figures import full

pytestmark = pytest.mark.django_db
MANY = 50_000 if full() else 6_000  # more than one stretch of rows that are compared or indexed at once


@pytest.mark.req("C-01")
def test_the_companies_of_the_real_file_from_upload_to_result(client, me):
    with COMPLAINTS.open(encoding="utf-8") as file:
        companies = {" ".join(row["Company"].split()) for row in csv.DictReader(file)}

    response = take(client, COMPLAINTS.read_bytes(), name="cfpb_complaints.csv")
    run = ImportRun.objects.get()
    assert response.url == reverse("imports:match", args=[run.pk])
    response = matched(client, run, repeats="first", value_tier="B")
    assert response.url == reverse("imports:detail", args=[run.pk])
    assert b"Rows are being compared" in detail(client, run).content
    work(run.pk)

    page = detail(client, run)
    assert shown_counts(page) == {"new": len(companies), "repeated": 2000 - len(companies)}
    assert not Organisation.objects.exists()
    step(client, run, "apply", mode="all")
    assert b"Rows are being taken over" in detail(client, run).content
    work(run.pk)

    page = detail(client, run).content.decode()
    assert "365 rows were taken over" in page
    assert Relationship.objects.filter(tier="B", status="active", owner=me).count() == len(companies) == 365

    take(client, COMPLAINTS.read_bytes(), name="again.csv")
    again = ImportRun.objects.latest("id")
    assert b"The very same file was taken over before" in client.get(reverse("imports:match", args=[again.pk])).content
    matched(client, again, repeats="first")
    work(again.pk)
    page = detail(client, again)
    assert shown_counts(page) == {"unchanged": 365, "repeated": 1635}
    assert b"There is nothing to take over" in page.content


def test_the_incident_log_from_upload_to_result_and_back(client, me):
    applied(table(["Company"], ["Northwind IT"]), me)
    take(client, INCIDENTS.read_bytes(), "service_event", "incidents.csv")
    run = ImportRun.objects.latest("id")
    matched(client, run, value_customer="Northwind IT", zone="Europe/Lisbon")
    pick_up()
    assert shown_counts(detail(client, run)) == {"new": 600, "repeated": 3537}
    step(client, run, "apply", mode="all")
    pick_up()
    assert "600 rows were taken over" in detail(client, run).content.decode()

    step(client, run, "undo")
    pick_up()

    assert b"The import was undone" in detail(client, run).content


def test_missing_columns_are_asked_for_beside_their_meaning(client, me):
    take(client, table(["Something", "Else"], ["a", "b"]))
    run = ImportRun.objects.get()

    response = matched(client, run)

    assert response.status_code == 422
    assert "they are not taken over: Something, Else" in " ".join(response.content.decode().split())
    assert "needs a column or a value for all rows" in str(response.context["form"].errors["column_name"])


def test_errors_come_back_as_a_file_that_cannot_run(client, me):
    take(client, table(["Company", "Tier", "Region"], ["=1+1", "Z", "@SUM(A1)"], ["Fine", "A", "-"], ["Bad", "9", ""]))
    run = ImportRun.objects.get()
    matched(client, run)
    work(run.pk)

    page = detail(client, run)
    assert shown_counts(page) == {"new": 1, "error": 2}
    assert "Tier: “Z” is none of" in page.content.decode()
    response = client.get(reverse("imports:errors", args=[run.pk]))
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert [row[:4] for row in rows] == [
        ["Row", "Company", "Tier", "Region"], ["2", "'=1+1", "Z", "'@SUM(A1)"], ["4", "Bad", "9", ""],
    ]  # fmt: skip
    assert "is none of" in rows[1][4]

    response = client.post(reverse("imports:apply", args=[run.pk]), {"mode": "all"}, follow=True)
    assert b"2 rows have errors" in response.content
    assert not Organisation.objects.exists()
    step(client, run, "apply", mode="good")
    work(run.pk)
    assert list(Organisation.objects.values_list("name", "region")) == [("Fine", "-")]


def test_the_difference_shows_old_and_new(client, me):
    applied(table(["Company", "Tier", "Next review"], ["Acme", "B", "2026-01-31"]), me)
    take(client, table(["Company", "Tier", "Next review"], ["Acme", "A", "28/2/2026"]))
    run = ImportRun.objects.latest("id")
    matched(client, run)
    work(run.pk)

    page = detail(client, run)

    (row,) = page.context["rows"]
    assert row.changes == [("Tier", "Tier B", "Tier A"), ("Next review", "31 Jan 2026", "28 Feb 2026")]


def test_a_matching_is_kept_as_a_template_and_used_for_the_next_file(client, me):
    take(client, table(["Firm", "Class"], ["Acme", "A"]))
    run = ImportRun.objects.get()
    matched(client, run, column_name="0", column_tier="1", keep_as="Monthly list")
    template = ImportTemplate.objects.get()
    take(client, table(["Class", "Other", "Firm"], ["B", "x", "Beta"]))
    run = ImportRun.objects.latest("id")

    page = client.get(reverse("imports:match", args=[run.pk]), {"template": template.pk})

    form = page.context["form"]
    assert (form["column_name"].value(), form["column_tier"].value()) == ("2", "0")
    client.post(reverse("imports:template_drop", args=[template.pk]))
    assert not ImportTemplate.objects.exists()


@pytest.mark.proof
def test_many_thousand_rows_are_checked_and_taken_over(client, me):
    rows = [[f"Company {number:05d}", "ABC"[number % 3]] for number in range(MANY)]
    take(client, table(["Company", "Tier"], *rows))
    run = ImportRun.objects.get()
    matched(client, run)
    work(run.pk)
    assert shown_counts(detail(client, run)) == {"new": MANY}

    step(client, run, "apply", mode="all")
    work(run.pk)

    assert Relationship.objects.count() == MANY
    page = detail(client, run, show="new")
    second = detail(client, run, show="new", after=page.context["next"])
    assert [row.number for row in second.context["rows"]] == list(range(52, 102))


@pytest.mark.parametrize("name", ["detail", "match", "progress", "errors"])
def test_another_managers_import_is_not_there(client, me, name):
    other = person("Other")
    run = applied(table(["Company"], ["Acme"]), other)

    assert client.get(reverse(f"imports:{name}", args=[run.pk])).status_code == 404


@pytest.mark.parametrize("name", ["apply", "undo", "discard", "read"])
def test_nobody_presses_buttons_on_anothers_import(client, name):
    run = applied(table(["Company"], ["Acme"]), person("Other"))
    client.force_login(person("Boss", "executive"))

    assert client.post(reverse(f"imports:{name}", args=[run.pk])).status_code == 404
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("role", ["administrator", "engineer", "finance", "contact"])
def test_only_who_keeps_relationships_imports(client, role):
    client.force_login(person("Stranger", role))

    assert client.get(NEW).status_code == 404
    assert client.get(reverse("imports:list")).status_code == 404
    assert client.get(reverse("imports:blank", args=["contact"])).status_code == 404


def test_a_discarded_file_is_gone(client, me):
    take(client, table(["Company"], ["Acme"]))
    run = ImportRun.objects.get()

    response = client.post(reverse("imports:discard", args=[run.pk]), follow=True)

    assert b"nothing was imported" in response.content
    run.refresh_from_db()
    assert (run.status, bool(run.file)) == ("discarded", False)
    assert detail(client, run).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_take_the_same_queries_however_many_rows(client, me, rows, django_assert_max_num_queries):
    for number in range(rows):
        run = applied(table(["Company", "Tier"], *[[f"Acme {number} {row}", "A"] for row in range(rows)]), me)

    with django_assert_max_num_queries(12):
        assert client.get(reverse("imports:list")).status_code == 200
    with django_assert_max_num_queries(12):
        assert detail(client, run).status_code == 200


def test_an_empty_table_to_fill_in_has_the_right_header_and_is_understood(client, me):
    response = client.get(reverse("imports:blank", args=["contact"]))
    header = next(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))

    take(client, table(header, ["x"] * len(header)), "contact")

    assert len(ImportRun.objects.get().columns) == len(header)
