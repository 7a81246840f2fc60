"""Lists: order without ties, unknown values last, both directions, constant cost, filters, columns, choosing."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from brm.accounts.models import User
from brm.audit.models import AuditEvent
from brm.ui.exports import neutral, plain
from brm.ui.keyset import Keyset, Sort, pack
from tests.ui.pages import everyone

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def walk(sort, per_page=3):
    """Every page forward, then every page back."""
    keyset = Keyset(everyone(None), sort, per_page)
    pages = [keyset.page()]
    while pages[-1].next:
        pages.append(keyset.page(after=pages[-1].next))
    back = [pages[-1]]
    while back[-1].previous:
        back.append(keyset.page(before=back[-1].previous))
    return [[row.pk for row in page.rows] for page in pages], [[row.pk for row in page.rows] for page in back]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("per_page", [1, 2, 3, 7])
def test_every_row_comes_once_in_either_direction(people, descending, per_page):
    people("Ann", "Ann", "Ann", "Ann", "Ben", "Cai", "Cai")
    sign = "-" if descending else ""
    expected = list(everyone(None).order_by(f"{sign}name", f"{sign}pk").values_list("pk", flat=True))

    forward, back = walk(Sort("name", ("name",), descending), per_page)

    assert [pk for page in forward for pk in page] == expected
    assert back == forward[::-1]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("known", [0, 2, 3, 5])
@pytest.mark.parametrize("unknown", [0, 1, 4])
def test_unknown_values_come_last_whichever_way(people, descending, known, unknown):
    for number in range(known):
        people(f"Known{number}", left_at=DAY + timedelta(days=number // 2))
    for number in range(unknown):
        people(f"Unknown{number}")
    sign = "-" if descending else ""
    rows = everyone(None).order_by(f"{sign}left_at", f"{sign}pk")
    expected = [row.pk for row in rows if row.left_at] + [row.pk for row in rows if not row.left_at]

    forward, back = walk(Sort("left_at", ("left_at",), descending, nullable=True), 2)

    assert [pk for page in forward for pk in page] == expected
    assert [pk for page in back[::-1] for pk in page] == expected


def test_several_sort_fields_and_a_path_to_another_table(people, cast):
    people("Ann", language="en")
    people("Ben", language="zh-hans")
    people("Cai", language="en")

    forward, _ = walk(Sort("language", ("language", "name")), 2)
    names = dict(everyone(None).values_list("pk", "name"))

    assert [[names[pk] for pk in page] for page in forward] == [["Ann", "Cai"], ["Ben"]]


@pytest.mark.parametrize(
    "place", ["nonsense", "W10", "eyJhIjoxfQ", "", "%%%", pack(Sort("other", ("name",)), ["x", 1])]
)
def test_a_place_that_is_none_shows_the_first_page(signed_in, pages, people, place):
    people("Ann", "Ben", "Cai", "Dan")

    response = signed_in.get(reverse("people:list"), {"after": place})

    assert [row.name for row in response.context["listing"].rows] == ["Ann", "Ben", "Cai"]


def test_going_back_past_deleted_rows_shows_a_full_first_page(signed_in, pages, people):
    rows = people("Ann", "Ben", "Cai", "Dan")
    listing = signed_in.get(reverse("people:list")).context["listing"]
    second = signed_in.get(listing.next_url).context["listing"]
    User.objects.filter(pk=rows[0].pk).update(email="gone@elsewhere.example")

    back = signed_in.get(second.previous_url).context["listing"]

    assert [row.name for row in back.rows] == ["Ben", "Cai", "Dan"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_however_long(signed_in, pages, people, rows, query_count):
    people(*[f"Person {number}" for number in range(rows)])

    assert query_count(lambda: signed_in.get(reverse("people:list"))) == 5


def test_a_page_deep_inside_costs_no_more(signed_in, pages, people, query_count):
    people(*[f"Person {number:02}" for number in range(12)])
    first = signed_in.get(reverse("people:list")).context["listing"]
    second = signed_in.get(first.next_url).context["listing"]

    assert query_count(lambda: signed_in.get(first.next_url)) == query_count(lambda: signed_in.get(second.next_url))


def test_the_count_is_capped(signed_in, pages, people, monkeypatch):
    monkeypatch.setattr("brm.ui.keyset.CAP", 4)
    people(*"ABCDEF")

    response = signed_in.get(reverse("people:list"))

    assert "4+ entries" in response.content.decode()


def test_filters_narrow_and_a_wrong_value_is_said(signed_in, pages, people):
    people("Ann", language="en")
    people("Ben", language="zh-hans")

    narrowed = signed_in.get(reverse("people:list"), {"q": "be", "language": "zh-hans"})
    wrong = signed_in.get(reverse("people:list"), {"left": "yesterdayish"})

    assert [row.name for row in narrowed.context["listing"].rows] == ["Ben"]
    assert "Clear filters" in narrowed.content.decode()
    assert "Enter a valid date." in wrong.content.decode()
    assert wrong.context["listing"].rows == []


def test_what_is_empty_says_what_will_be_there(signed_in, pages, people):
    nothing = signed_in.get(reverse("people:list")).content.decode()
    people("Ann")
    no_match = signed_in.get(reverse("people:list"), {"q": "zzz"}).content.decode()

    assert "They appear here once invited." in nothing
    assert "Nothing matches these filters" in no_match


def test_the_reader_chooses_columns_and_order(signed_in, pages, people):
    people("Ann", "Ben")

    listing = signed_in.get(reverse("people:list"), {"col": ["phone", "nonsense"], "sort": "-name"}).context["listing"]

    assert [column.name for column in listing.columns] == ["name", "phone"]
    assert [row.name for row in listing.rows] == ["Ben", "Ann"]


@pytest.mark.parametrize("sort", ["email", "password", "-phone", "name__x", "--name"])
def test_only_declared_columns_sort(signed_in, pages, people, sort):
    people("Ben", "Ann")

    listing = signed_in.get(reverse("people:list"), {"sort": sort}).context["listing"]

    assert [row.name for row in listing.rows] == ["Ann", "Ben"]


def test_htmx_gets_the_results_alone(signed_in, pages, people):
    people("Ann")

    part = signed_in.get(reverse("people:list"), headers={"HX-Request": "true", "HX-Target": "results"})

    assert part.content.decode().lstrip().startswith('<div class="card results" id="results"')
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part["Vary"]


def test_a_stranger_signs_in_first_and_an_outsider_finds_nothing(client, cast, pages):
    address = reverse("people:list")

    assert client.get(address).status_code == 302
    assert client.get(address, headers={"HX-Request": "true"})["HX-Redirect"].startswith("/")
    client.force_login(cast.cora)
    assert client.get(address).status_code == 404


def test_bulk_actions_get_the_chosen_rows_or_all_that_match(signed_in, pages, people):
    ann, _, cai = people("Ann", "Ben", "Cai")
    address = reverse("people:archive")

    chosen = signed_in.post(address, {"id": [ann.pk, cai.pk, "x"]})
    everything = signed_in.post(address, {"all": "1", "query": "q=n", "id": [cai.pk]})
    nothing = signed_in.post(address)

    assert chosen.content == b"Ann,Cai"
    assert everything.content == b"Ann,Ben"
    assert nothing.content == b""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+86 21 5555", "'+86 21 5555"),
        ("-2", "'-2"),
        ("@cmd", "'@cmd"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("  =1", "'  =1"),
        ("华东=1", "华东=1"),
        (-5, -5),
        ("", ""),
    ],
)
def test_no_cell_of_a_file_can_run(value, expected):
    assert neutral(value) == expected
    assert plain(value) == expected


def test_csv_holds_everything_permitted_under_the_filter(signed_in, pages, people):
    people(*[f"Person {number}" for number in range(7)], phone="+86 21")
    people("=Formula")
    people("Other")

    response = signed_in.get(reverse("people:list"), {"export": "csv", "q": "o", "after": "ignored"})
    text = b"".join(response.streaming_content).decode()
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))

    assert text.startswith("\ufeff")
    assert rows[0] == ["Name", "E-mail", "Language", "Left", "Phone"]
    assert [row[0] for row in rows[1:]] == ["'=Formula", "Other", *[f"Person {number}" for number in range(7)]]
    assert rows[-1][4] == "'+86 21"


def test_xlsx_holds_the_same(signed_in, pages, people):
    people("Ann", "=Ben", left_at=DAY)

    response = signed_in.get(reverse("people:list"), {"export": "xlsx"})
    kept = AuditEvent.objects.get(action="list.export").changes
    assert (kept["list"][1], kept["file"][1]) == ("people:list", "xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active

    assert [[cell.value for cell in row] for row in sheet.rows][1:] == [
        ["'=Ben", "'=ben.1@list.example", "English", "2026-03-01 17:00", None],
        ["Ann", "ann.0@list.example", "English", "2026-03-01 17:00", None],
    ]


def test_an_unknown_file_kind_is_not_there(signed_in, pages):
    assert signed_in.get(reverse("people:list"), {"export": "exe"}).status_code == 404


def test_exports_read_in_chunks(people, monkeypatch):
    monkeypatch.setattr("brm.ui.keyset.CHUNK", 2)
    people("Ann", "Ben", "Cai", "Dan", "Eve")

    chunks = list(Keyset(everyone(None), Sort("name", ("name",))).all())

    assert [[row.name for row in rows] for rows in chunks] == [["Ann", "Ben"], ["Cai", "Dan"], ["Eve"]]
