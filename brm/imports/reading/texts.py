"""CSV and its relatives: which characters, which separator, row by row."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext as _

from brm.core.errors import DomainError

if TYPE_CHECKING:
    from brm.imports.reading.files import Reading

ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "gb18030": "GB18030 (GBK, GB2312)",
    "utf-16": "UTF-16",
    "big5": "Big5",
    "cp1252": "Windows-1252",
    "shift_jis": "Shift JIS",
}
DELIMITERS = {",": ",", ";": ";", "\t": "Tab", "|": "|"}
_BLOCK = 1 << 20


def encoding_of(stream: IO[bytes]) -> str:
    """UTF-8 with or without a mark, UTF-16, GB18030, else Windows; refused where none of them fits."""
    stream.seek(0)
    head = stream.read(4096)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in head:
        for encoding in ("utf-16-le", "utf-16-be"):
            if len(head) % 2 == 0 and _decodes(stream, encoding) and _looks_written(head, encoding):
                return encoding
        raise DomainError(
            _("This file is not text: it may be a program's own format. Save the table as CSV or XLSX first."),
            field="file",
        )
    if _decodes(stream, "utf-8-sig"):
        return "utf-8-sig"
    if _decodes(stream, "gb18030") and _looks_chinese(stream):
        return "gb18030"
    if _decodes(stream, "cp1252") and _looks_western(stream):
        return "cp1252"
    raise DomainError(
        _("The characters of this file are of no encoding we know. Save it as CSV UTF-8 and try again."), field="file"
    )


def refuse_unreadable(stream: IO[bytes], encoding: str) -> None:
    """Refuse an encoding in which the file makes no sense."""
    if not _decodes(stream, encoding):
        raise DomainError(
            _("The file cannot be read as %(encoding)s. Choose another encoding.")
            % {"encoding": ENCODINGS.get(encoding, encoding)},
            field="encoding",
        )


def delimiter_of(stream: IO[bytes], encoding: str) -> str:
    """The separator that gives the first rows the same number of cells, the more the better."""
    best, best_score = ",", (0, 0)
    lines = list(islice(_lines(stream, encoding), 30))
    for delimiter in DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if any(cell.strip() for cell in row)]
        except csv.Error:
            continue
        if widths:
            width, agreeing = Counter(widths).most_common(1)[0]
            score = (agreeing * 10 // len(widths), width) if width > 1 else (0, 0)
            best, best_score = (delimiter, score) if score > best_score else (best, best_score)
    return best


def rows(stream: IO[bytes], reading: "Reading") -> Iterator[list[str]]:
    """All rows, blank ones too."""
    try:
        for row in csv.reader(_lines(stream, reading.encoding), delimiter=reading.delimiter):
            yield [cell.replace("\x00", "") for cell in row]
    except csv.Error:
        raise DomainError(
            _("A quotation mark is opened and never closed, so that rows run into one another. Mend it and try again."),
            field="file",
        ) from None


def _lines(stream: IO[bytes], encoding: str) -> Iterator[str]:
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        yield from iter(text.readline, "")  # iterating the file itself would close the stream with the loop
    finally:
        text.detach()


def _decodes(stream: IO[bytes], encoding: str) -> bool:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        while block := stream.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except (UnicodeDecodeError, UnicodeError):
        return False
    return True


def _odd_characters(stream: IO[bytes], encoding: str) -> str:
    """What is not ASCII among the first two million characters."""
    stream.seek(0)
    text = codecs.getincrementaldecoder(encoding)("strict").decode(stream.read(2 * _BLOCK))
    return "".join(character for character in text if character > "\x7f")


def _looks_written(head: bytes, encoding: str) -> bool:
    text = head.decode(encoding, "ignore")
    usual = sum(1 for c in text if " " <= c <= "~" or c in "\r\n\t" or _is_chinese(c) or (c.isalpha() and c < "\u0500"))
    return usual >= len(text) * 0.9


def _is_chinese(c: str) -> bool:
    return "\u4e00" <= c <= "\u9fa5" or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef"


def _looks_chinese(stream: IO[bytes]) -> bool:
    odd = _odd_characters(stream, "gb18030")
    return sum(map(_is_chinese, odd)) >= len(odd) * 0.8


def _looks_western(stream: IO[bytes]) -> bool:
    odd = _odd_characters(stream, "cp1252")
    letters = sum(1 for c in odd if c.isalpha() or c in "’‘“”–—…€£§°·«»\xa0")
    stream.seek(0)
    controls = sum(1 for byte in stream.read(_BLOCK) if byte < 32 and byte not in (9, 10, 13))
    return controls == 0 and letters >= len(odd) * 0.8
