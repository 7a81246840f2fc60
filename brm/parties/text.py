"""Names as keys: one to sort by, where Chinese and Latin stand together, one to recognise the same company again."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

_FORMS = re.compile(
    r"(股份有限公司|有限责任公司|有限公司|股份公司|集团公司|公司|股份|集团)"
    r"|\b(co|ltd|limited|inc|incorporated|corp|corporation|company|llc|llp|lp|plc|gmbh|ag|sa|bv|nv|pte|pty|na|n\.a)\b\.?"
)
_NOT_LETTERS = re.compile(r"[\W_]+")


@cache
def _pinyin() -> Any:
    """The dictionaries, 40 MB and half a second, for whoever spells a Chinese name; most processes never do."""
    return import_module("pypinyin")


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
