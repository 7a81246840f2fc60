"""XLSX workbooks, streamed: values as text, formulas by their last result, bombs refused."""

import datetime as dt
import warnings
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from brm.core.errors import DomainError

MOST_UNPACKED = 400 * 1024 * 1024
MOST_RATIO = 150
MOST_PARTS = 2_000
MOST_COLUMNS = 201


def is_workbook(stream: IO[bytes]) -> bool:
    """Whether an archive is a workbook; one that unpacks to far too much is refused before anything is unpacked."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            packed = sum(part.compress_size for part in parts)
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or (unpacked > 10**7 and unpacked > MOST_RATIO * packed):
        raise DomainError(
            _("This workbook unpacks to far more than a table of this size can be. It is not opened."), field="file"
        )
    return "xl/workbook.xml" in names


def sheets_of(stream: IO[bytes]) -> list[str]:
    """The names of the visible sheets."""
    workbook = _open(stream)
    try:
        visible = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        if not visible:
            raise DomainError(_("There is no visible sheet in this workbook."), field="file")
        return visible
    finally:
        workbook.close()


def rows_expected(stream: IO[bytes], sheet: str) -> int:
    """About how many rows the sheet says it has."""
    workbook = _open(stream)
    try:
        return min(workbook[sheet].max_row or 1, 1_048_576)
    finally:
        workbook.close()


def rows(stream: IO[bytes], sheet: str, *, most: int) -> Iterator[list[str]]:
    """The rows of a sheet, blank ones too, at most ``most`` of them: a few bytes can claim a thousand million.

    A formula counts as its last result, or as its own text without one.
    """
    results = _open(stream, results=True)
    formulas = _open(stream) if _has_formulas(stream) else None
    try:
        if formulas is None:
            for row in _cells(results, sheet, most):
                yield [] if _is_blank(row) else [_text(value) for value in row]
            return
        for row, plain in zip(_cells(results, sheet, most), _cells(formulas, sheet, most), strict=False):
            blank = _is_blank(row) and _is_blank(plain)
            pairs = () if blank else zip(row, plain, strict=False)
            yield [_text(value if value is not None else own) for value, own in pairs]
    except (ValueError, KeyError, TypeError, OSError, zipfile.BadZipFile, SyntaxError) as error:
        raise _broken() from error
    finally:
        results.close()
        if formulas is not None:
            formulas.close()


def _cells(workbook: Any, sheet: str, most: int) -> Iterator[tuple[Any, ...]]:
    page = workbook[sheet]
    page.reset_dimensions()
    return page.iter_rows(values_only=True, max_col=MOST_COLUMNS, max_row=most)


def _is_blank(row: tuple[Any, ...]) -> bool:
    return row.count(None) == len(row)


def _open(stream: IO[bytes], *, results: bool = False) -> Any:
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(stream, read_only=True, data_only=results, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, SyntaxError) as error:
        raise _broken() from error


def _broken() -> DomainError:
    return DomainError(
        _("This workbook is damaged or locked with a password. Open it in a spreadsheet and save it anew."),
        field="file",
    )


def _has_formulas(stream: IO[bytes]) -> bool:
    stream.seek(0)
    with zipfile.ZipFile(stream) as archive:
        for part in archive.infolist():
            if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                with archive.open(part) as sheet:
                    tail = b""
                    while block := sheet.read(1 << 20):
                        if b"<f>" in tail + block or b"<f " in tail + block:
                            return True
                        tail = block[-4:]
    return False


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 10**15 else repr(value)
    if isinstance(value, dt.datetime):
        whole = value.time() == dt.time()
        return value.date().isoformat() if whole else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)
