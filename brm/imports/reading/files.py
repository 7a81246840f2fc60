"""What a file really is, whatever its name says; its first rows; and all of them as text."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import IO, Any

import filetype
from django.utils.translation import gettext as _

from brm.core.errors import DomainError
from brm.imports.reading import texts, workbooks

LIMIT = 25 * 1024 * 1024
"""Larger files are refused: bytes."""
MOST_ROWS = 200_000
MOST_COLUMNS = 200
LONGEST_CELL = 10_000
SAMPLE = 8

Row = tuple[int, list[str]]


@dataclass
class Reading:
    """How the file is read; a person may correct the guess."""

    format: str = "csv"
    encoding: str = ""
    delimiter: str = ","
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    has_header: bool = True

    def plain(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Look:
    """What the first look at a file shows."""

    reading: Reading
    header: list[str]
    sample: list[list[str]]
    rows_expected: int


def look_at(stream: IO[bytes], *, wish: Reading | None = None) -> Look:
    """What the file is and how its first rows look; a refusal in plain words where it cannot be read.

    ``wish`` is how a person wants it read.
    """
    reading = wish or _guess(stream)
    if reading.format == "xlsx":
        reading.sheets = workbooks.sheets_of(stream)
        if reading.sheet not in reading.sheets:
            reading.sheet = reading.sheets[0]
    else:
        texts.refuse_unreadable(stream, reading.encoding)
    rows = islice(rows_of(stream, reading, with_header=True), SAMPLE + 1)
    first = [cells for _number, cells in rows]
    if not first:
        raise DomainError(_("This file is empty: there is not a single row in it."), field="file")
    header = named(first[0] if reading.has_header else [], max(len(cells) for cells in first))
    sample = first[1:] if reading.has_header else first[:SAMPLE]
    if not sample:
        raise DomainError(_("There is a header but not a single row below it."), field="file")
    return Look(reading, header, sample, _expected(stream, reading))


def named(cells: list[str], width: int) -> list[str]:
    """A name for every column: its own, made unlike the others, or its number."""
    names: list[str] = []
    for place in range(max(width, len(cells))):
        own = " ".join(cells[place].split())[:80] if place < len(cells) else ""
        name = own or _("Column %(number)d") % {"number": place + 1}
        while name in names:
            name = f"{name} ({place + 1})"
        names.append(name)
    return names


def rows_of(stream: IO[bytes], reading: Reading, *, with_header: bool = False) -> Iterator[Row]:
    """Every row that is not blank, with its number as a spreadsheet counts; cells as text. Refuses what is too much."""
    stream.seek(0)
    found = 0
    is_book, most = reading.format == "xlsx", MOST_ROWS + 1
    source = workbooks.rows(stream, reading.sheet, most=most + 1) if is_book else texts.rows(stream, reading)
    for number, cells in enumerate(source, start=1):
        if is_book and number > most:  # blank rows count: a sheet may leave out any number of them
            raise _too_many()
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        found += 1
        if found == 1 and reading.has_header and not with_header:
            continue
        if len(cells) > MOST_COLUMNS:
            raise DomainError(
                _("Row %(row)d has %(count)d cells; at most %(most)d are read. Is the separator right?")
                % {"row": number, "count": len(cells), "most": MOST_COLUMNS},
                field="file",
            )
        if found > most:
            raise _too_many()
        yield number, [cell if len(cell) <= LONGEST_CELL else cell[:LONGEST_CELL] for cell in cells]


def _too_many() -> DomainError:
    return DomainError(
        _("The file has more than %(most)s rows. Split it and import the parts one after the other.")
        % {"most": f"{MOST_ROWS:,}"},
        field="file",
    )


def _guess(stream: IO[bytes]) -> Reading:
    stream.seek(0)
    head = stream.read(8192)
    if not head.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe,;"):
        stream.seek(0)
        if not stream.read().strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe,;"):
            raise DomainError(_("This file is empty: there is not a single row in it."), field="file")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise DomainError(
            _("This is a workbook of an old kind (.xls), or one with a password. Save it as .xlsx or CSV without one."),
            field="file",
        )
    if head.startswith(b"PK\x03\x04"):
        if workbooks.is_workbook(stream):
            return Reading("xlsx")
        raise DomainError(
            _("This is an archive or another document, not a table. Take the CSV or XLSX file out of it."), field="file"
        )
    kind = filetype.guess(head)
    if kind is not None or head.startswith((b"%PDF", b"<svg", b"{\\rtf")):
        shown = kind.mime if kind is not None else "PDF / RTF / SVG"
        raise DomainError(
            _("This is not a table but something else (%(type)s), whatever its name says. Choose a CSV or XLSX file.")
            % {"type": shown},
            field="file",
        )
    encoding = texts.encoding_of(stream)
    return Reading("csv", encoding, texts.delimiter_of(stream, encoding))


def _expected(stream: IO[bytes], reading: Reading) -> int:
    """About how many rows there are, for the progress bar."""
    stream.seek(0)
    if reading.format == "xlsx":
        return workbooks.rows_expected(stream, reading.sheet)
    lines = sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    return max(1, lines)
