"""What may be kept as a document: kinds by extension and true content, size, room (ruling 28, peers 38)."""

import zipfile
from dataclasses import dataclass
from typing import IO

import filetype
from django.utils.translation import gettext as _

from brm.core.errors import DomainError

LARGEST = 20 * 1024 * 1024
QUOTA_PER_ORGANISATION = 2 * 1024 * 1024 * 1024
FREE_DISK_FLOOR = 500 * 1024 * 1024
HEAD = 8192

_OLE = frozenset(
    {"application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/x-ole-storage"}
)
_OOXML = {
    "docx": ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pptx": ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}
_SNIFFED = {
    "pdf": {"application/pdf"},
    "png": {"image/png"},
    "jpg": {"image/jpeg"},
    "jpeg": {"image/jpeg"},
    "gif": {"image/gif"},
    "webp": {"image/webp"},
    "mp3": {"audio/mpeg"},
    "mp4": {"video/mp4"},
}
_LEGACY = {"doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint"}
_TEXT = {"txt": "text/plain", "csv": "text/csv", "md": "text/markdown", "log": "text/plain", "ics": "text/calendar"}
ALLOWED = tuple(sorted({*_SNIFFED, *_OOXML, *_LEGACY, *_TEXT, "zip", "rtf"}))
SHOWN_IN_PAGE = frozenset({"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"})


@dataclass(frozen=True)
class Sniffed:
    """What a file is called and what it really is."""

    extension: str
    mime: str


def plain_name(name: str) -> str:
    """A file's name without path and control characters."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(character for character in bare if character.isprintable()).strip()
    return kept[-255:] or "file"


def sniff(file: IO[bytes], name: str) -> Sniffed:
    """What the content is; refused where it is not what the name says, or nothing we keep."""
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if extension not in ALLOWED:
        raise DomainError(
            _("Files of the kind “.%(extension)s” are not accepted. Accepted are: %(kinds)s.")
            % {"extension": extension, "kinds": ", ".join(ALLOWED)},
            field="file",
        )
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    found = getattr(filetype.guess(head), "mime", "")
    mime = _true_mime(file, extension, head, found)
    if not mime:
        raise DomainError(
            _("The content of “%(name)s” is not what its name says. Save it again and try once more.") % {"name": name},
            field="file",
        )
    return Sniffed(extension, mime)


def _true_mime(file: IO[bytes], extension: str, head: bytes, found: str) -> str:
    if extension in _OOXML:
        folder, mime = _OOXML[extension]
        return mime if _is_package(file, folder) else ""
    if extension in _LEGACY:
        return _LEGACY[extension] if found in _OLE or head.startswith(b"\xd0\xcf\x11\xe0") else ""
    if extension in _TEXT:
        return _TEXT[extension] if not found and b"\0" not in head else ""
    if extension == "zip":
        return "application/zip" if head.startswith(b"PK\x03\x04") and _is_package(file) else ""
    if extension == "rtf":
        return "application/rtf" if head.startswith(b"{\\rtf") else ""
    return found if found in _SNIFFED[extension] else ""


def _is_package(file: IO[bytes], folder: str = "") -> bool:
    try:
        with zipfile.ZipFile(file) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    finally:
        file.seek(0)
    return not folder or ("[Content_Types].xml" in names and any(name.startswith(folder) for name in names))
