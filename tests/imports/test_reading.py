"""Files of every make are read, and what is none is refused in plain words and changes nothing."""

import io
import time
import zipfile
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import Workbook

from brm.imports.models import ImportRow, ImportRun
from brm.imports.tasks import work
from brm.parties.models import Relationship
from tests.imports.world import matched, step, take

pytestmark = pytest.mark.django_db


BROKEN = {
    "an empty file": (b"", "empty"),
    "only blank lines": (b"\n\n  \n", "empty"),
    "only a header": (b"Company,Tier\n", "not a single row below"),
    "a picture named .csv": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 200, "not a table but something else (image/png)"),
    "a PDF": (b"%PDF-1.7\n" + b"x" * 100, "not a table but something else"),
    "an archive": (b"PK\x03\x04" + b"x" * 100, "archive or another document"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"x" * 100, "old kind (.xls)"),
    "an unknown encoding": (b"Company\n" + bytes(range(0x80, 0x100)) * 4, "no encoding we know"),
    "a program's own format": (b"Company\x00\x01\x02" + bytes(range(256)) * 9, "not text"),
    "a quotation mark never closed": (b'Company,Tier\n"Acme,A\n' + b"x" * 200_000, "quotation mark"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_files_are_refused_in_plain_words_and_change_nothing(client, me, case):
    content, words = BROKEN[case]

    response = take(client, content, name="table.csv")

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not ImportRun.objects.exists()


def test_a_large_file_is_refused_before_it_is_read(client, me, monkeypatch):
    monkeypatch.setattr("brm.imports.domain.uploads.LIMIT", 1000)

    assert b"larger than" in take(client, b"Company\n" + b"Acme\n" * 1000).content


def test_a_workbook_that_unpacks_to_far_too_much_is_not_opened(client, me):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)

    response = take(client, bomb.getvalue(), name="bomb.xlsx")

    assert response.status_code == 422
    assert b"unpacks to far more" in response.content


def test_a_workbook_comes_in_with_its_dates_figures_and_formulas(client, me):
    book = Workbook()
    book.active.title = "Notes"
    sheet = book.create_sheet("Customers")
    sheet.append(["Company", "Code", "Tier", "Next review", "Region"])
    sheet.append(["Acme", 1001.0, "A", date(2026, 3, 31), '=HYPERLINK("http://x.example")'])
    out = io.BytesIO()
    book.save(out)
    take(client, out.getvalue(), name="book.xlsx")
    assert not ImportRun.objects.exists()  # its first sheet is empty

    del book["Notes"]
    out = io.BytesIO()
    book.save(out)
    take(client, out.getvalue(), name="book.xlsx")
    run = ImportRun.objects.get()
    matched(client, run)
    work(run.pk)
    step(client, run, "apply", mode="all")
    work(run.pk)

    relationship = Relationship.objects.get()
    assert relationship.organisation.code == "1001"
    assert str(relationship.next_review_on) == "2026-03-31"
    assert relationship.organisation.region == '=HYPERLINK("http://x.example")'


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig", "utf-8"])
def test_chinese_files_are_read_whatever_wrote_them(client, me, encoding):
    take(client, "公司名称;客户等级\n北京用友软件;A\n上海科技;B\n".encode(encoding))
    run = ImportRun.objects.get()

    matched(client, run)
    work(run.pk)

    assert sorted(ImportRow.objects.filter(run=run).values_list("title", flat=True)) == ["上海科技", "北京用友软件"]


def test_another_encoding_and_separator_can_be_chosen(client, me):
    take(client, "Name|Region\nCaf\xe9|Lyon\n".encode("cp1252"))
    run = ImportRun.objects.get()

    step(client, run, "read", encoding="cp1252", delimiter=";", has_header="on")
    run.refresh_from_db()
    assert run.header == ["Name|Region"]
    step(client, run, "read", encoding="cp1252", delimiter="|", has_header="")
    run.refresh_from_db()
    assert run.header == ["Column 1", "Column 2"]
    response = client.post(
        reverse("imports:read", args=[run.pk]), {"encoding": "utf-8-sig", "delimiter": "|"}, follow=True
    )
    assert b"Choose from the lists" in response.content or b"cannot be read as UTF-8" in response.content


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Company</t></is></c></row>'
    '<row r="{far}"><c r="A{far}" t="inlineStr"><is><t>Acme</t></is></c></row>'
    "</sheetData></worksheet>"
)


def with_a_row_at(far):
    """A workbook of two rows, the second far below."""
    out, plain = io.BytesIO(), io.BytesIO()
    Workbook().save(plain)
    with zipfile.ZipFile(plain) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for part in book.namelist():
            is_sheet = part == "xl/worksheets/sheet1.xml"
            changed.writestr(part, SHEET.format(far=far) if is_sheet else book.read(part))
    return out.getvalue()


@pytest.mark.parametrize("far", [200_002, 999_999_999, 10**30])
def test_a_row_far_below_all_others_is_refused_without_walking_there(client, me, far):
    began = time.monotonic()

    response = take(client, with_a_row_at(far), name="far.xlsx")

    assert response.status_code == 422
    assert b"more than 200,000 rows" in response.content
    assert time.monotonic() - began < 10


def test_a_gap_within_reach_is_passed_over(client, me):
    take(client, with_a_row_at(1_000), name="gap.xlsx")

    assert ImportRun.objects.get().sample == [["Acme"]]
