"""The files of a mail: looked at as any upload is, those not fit to be kept named with the reason."""

from typing import Any

from django.core.files.base import ContentFile, File
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brm.core.errors import DomainError
from brm.documents.domain import look_at
from brm.documents.rules import plain_name
from brm.inbound.rules.reading import MOST_FILES, Letter

SMALL_PICTURE = 5 * 1024


def sort_files(letter: Letter, *, language: str) -> tuple[list[File], list[dict[str, Any]]]:
    """The files fit to be kept, and what is to be said about each."""
    fit: list[File] = []
    told: list[dict[str, Any]] = []
    with translation.override(language):
        for enclosed in letter.files:
            file: File = ContentFile(enclosed.content, name=plain_name(enclosed.name))
            why = ""
            if enclosed.in_text and len(enclosed.content) < SMALL_PICTURE:
                told.append({"name": file.name, "size": file.size, "kept": False, "why": _("part of a signature")})
                continue
            try:
                look_at(file)
            except DomainError as refusal:
                why = str(refusal)
            else:
                fit.append(file)
            told.append({"name": file.name, "size": file.size, "kept": not why, "why": why, "tell": bool(why)})
        if letter.too_many:
            why = _("no more than %(n)d files are taken from one mail") % {"n": MOST_FILES}
            told.append({"name": f"+{letter.too_many}", "size": 0, "kept": False, "why": why, "tell": True})
    return fit, told


def told_to_the_writer(told: list[dict[str, Any]], *, language: str) -> str:
    """A line for under the words: what was left out, and why. Empty where nothing was."""
    left_out = [entry for entry in told if entry.get("tell")]
    if not left_out:
        return ""
    with translation.override(language):
        head = ngettext(
            "%(n)d file of the mail was not taken:", "%(n)d files of the mail were not taken:", len(left_out)
        ) % {"n": len(left_out)}
        lines = [f"- {entry['name']}: {entry['why']}" for entry in left_out]
    return "\n".join([head, *lines])
