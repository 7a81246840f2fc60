"""A list as a file: everything the reader may see under the present filter, streamed, safe to open in a spreadsheet."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from brm.core import clock
from brm.ui.columns import Column

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
FORBIDDEN = {code: None for code in range(32) if code not in (9, 10, 13)}


def neutral(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front; figures stay figures."""
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.startswith(FORMULA) or value.lstrip().startswith(FORMULA) else value


def plain(value: Any) -> Any:
    """A value as a file holds it: moments in the reader's zone, lists joined, nothing that could run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, list | tuple | set):
        value = ", ".join(str(part) for part in value)
    return neutral(str(value).translate(FORBIDDEN))


def lines(columns: Sequence[Column], chunks: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """The heading, then row after row."""
    yield [neutral(str(column.label)) for column in columns]
    for rows in chunks:
        for row in rows:
            yield [plain(column.exported(row)) for column in columns]


class _Echo:
    def write(self, text: str) -> str:
        return text


def as_now(texts: Iterable[str]) -> Iterator[str]:
    """The texts in the language and zone of this moment, though they are asked for when the request is over.

    A streamed answer is written after the reader's language and zone were put back.
    """
    return _kept(iter(texts), translation.get_language(), timezone.get_current_timezone())


def _kept(texts: Iterator[str], language: str | None, zone: tzinfo) -> Iterator[str]:
    while True:
        with translation.override(language), timezone.override(zone):
            text = next(texts, None)
        if text is None:
            return
        yield text


def csv_text(rows: Iterable[list[Any]]) -> Iterator[str]:
    """Comma-separated text with the mark by which Excel knows that it is UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow(row)


def xlsx_file(rows: Iterable[list[Any]], title: str) -> io.BufferedIOBase:
    """A workbook written row by row to a file of its own."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(letter for letter in title if letter not in r"[]:*?/\'")[:31] or "list")
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        if number == 0:
            heading = [WriteOnlyCell(sheet, value=value) for value in row]
            for cell in heading:
                cell.font = Font(bold=True)
            sheet.append(heading)
        else:
            sheet.append(row)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


def file_of(kind: str, title: str, columns: Sequence[Column], chunks: Iterable[list[Any]]) -> HttpResponseBase:
    """The answer to ``?export=csv`` or ``?export=xlsx``."""
    name = f"{title} {clock.today():%Y-%m-%d}.{kind}"
    rows = lines([column for column in columns if column.is_exported], chunks)
    if kind == "xlsx":
        response: HttpResponseBase = FileResponse(
            xlsx_file(rows, title), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        )
    else:
        response = StreamingHttpResponse(as_now(csv_text(rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename=\"list.{kind}\"; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response
