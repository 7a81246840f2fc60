"""Names as keys: one to sort by, where Chinese and Latin stand together, one to recognise the same company again."""

import os
import re
import unicodedata
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

_FORMS = re.compile(
    r"(股份有限公司|有限责任公司|有限公司|股份公司|集团公司|公司|股份|集团)"
    r"|\b(co|ltd|limited|inc|incorporated|corp|corporation|company|llc|llp|lp|plc|gmbh|ag|sa|bv|nv|pte|pty|na|n\.a)\b\.?"
)
POLYPHONES = Path(__file__).with_name("polyphones.txt")
_NOT_LETTERS = re.compile(r"[\W_]+")


@cache
def _pinyin() -> Any:
    """The dictionary, for whoever spells a Chinese name; most processes never do.

    Of its 47,000 phrases only those are loaded in which a character is spelled otherwise than by itself: 14 MB instead
    of 57 in every process that saves a name (``tools/polyphones.py`` writes the file).
    """
    os.environ.update(PYPINYIN_NO_PHRASES="1", PYPINYIN_NO_DICT_COPY="1")
    spelling = import_module("pypinyin")
    lines = (line.split() for line in POLYPHONES.read_text(encoding="utf-8").splitlines())
    spelling.load_phrases_dict({phrase: [[one] for one in spelled] for phrase, *spelled in lines})
    return spelling


@lru_cache(maxsize=8192)
def sort_key(name: str) -> str:
    """Where a name stands in a list: by pinyin, then by the name itself, all in small letters to be searched in."""
    text = unicodedata.normalize("NFKC", name).strip()
    spelled = text if text.isascii() else " ".join(_pinyin().lazy_pinyin(text, errors=str))
    spelled = spelled.lower()
    return f"{spelled[:118]} {text[:40].lower()}".strip()


def name_key(name: str) -> str:
    """What two spellings of one company have in common: no case, no width, no punctuation, no legal form."""
    text = unicodedata.normalize("NFKC", name).casefold()
    bare = _NOT_LETTERS.sub("", _FORMS.sub(" ", text))
    return (bare or _NOT_LETTERS.sub("", text) or text.strip())[:200]
