"""Setting a template as PDF: what people wrote goes in as data, never as markup (ruling 25)."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import get_language

from brm.core import clock

FONTS = Path(__file__).resolve().parent / "fonts"
TEMPLATES = Path(settings.BASE_DIR) / "templates" / "print"
_NAME = re.compile(r"[a-z][a-z_]*")


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of ``templates/print/<template>.typ`` filled with ``data``, in the language that is active now.

    The template reads ``data`` as values, so nothing in it can become markup or read a file. Days, moments, figures and
    words are written as the active language and zone write them; ``title`` is the title of the document.
    """
    if not _NAME.fullmatch(template):
        raise ValueError(f"not the name of a template: {template}")
    language = "zh" if (get_language() or "en").startswith("zh") else "en"
    given = {"title": "", "language": language, "region": "cn" if language == "zh" else "gb", **data}
    return bytes(
        typst.compile(
            TEMPLATES / f"{template}.typ",
            root=TEMPLATES,
            font_paths=_fonts(),
            format="pdf",
            sys_inputs={"data": json.dumps(given, ensure_ascii=False, default=_words)},
            package_path=TEMPLATES,
            package_cache_path=TEMPLATES,
            timestamp=int(clock.now().timestamp()),
        )
    )


@cache
def _fonts() -> typst.Fonts:
    """The fonts we ship and no others, so that a letter looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _words(value: object) -> str:
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, datetime):
        here = timezone.localtime(value)
        return f"{formats.date_format(here, 'DATE_FORMAT')} {here:%H:%M}"
    if isinstance(value, date):
        return formats.date_format(value, "DATE_FORMAT")
    if isinstance(value, Decimal):
        return formats.number_format(value, use_l10n=True, force_grouping=True)
    return str(value)
