"""How words are compared: folded the same way in the index and in the question, so that both always agree."""

import re
import unicodedata

from brm.parties.text import sort_key

LONGEST = 2_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def fold(text: str) -> str:
    """Width, case and spacing taken away: ＡＢＣ, Abc and abc are one."""
    if text.isascii():
        folded = text.lower()
    else:
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    if not folded.isprintable():
        folded = _CONTROL.sub(" ", folded)
    return " ".join(folded.split())


def pinyin_initials(name: str) -> str:
    """北京用友 answers bjyy, so that a keyboard without an input method finds it too.

    The spelling stands before the name in its sort key, which is at hand already where the name was just written.
    """
    if not _HAN.search(name):
        return ""
    spelled = sort_key(name).partition(unicodedata.normalize("NFKC", name).strip()[:40].lower())[0]
    return "".join(syllable[0] for syllable in spelled.split())


def searchable(title: str, *words: str) -> str:
    """What is kept in the index for one record; the title first, so that its beginning is the text's beginning."""
    initials = pinyin_initials(title)
    return fold(" ".join(part for part in (title, initials, *words) if part))[:LONGEST]


def terms_of(question: str) -> list[str]:
    """The words asked for, each of which must be found."""
    return list(dict.fromkeys(fold(question[:200]).split()))[:8]


def bigrams(terms: list[str]) -> list[str]:
    """Every pair of neighbouring characters in the terms: what the index is asked for."""
    return list(dict.fromkeys(term[at : at + 2] for term in terms for at in range(len(term) - 1)))


def like(term: str) -> str:
    """The term with the wildcards of SQL taken literally."""
    return term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def marked(text: str, terms: list[str]) -> list[tuple[str, bool]]:
    """The text in pieces, those that were asked for marked. Folding may change lengths, so places are carried along."""
    folded, places = "", []
    for place, character in enumerate(text):
        piece = unicodedata.normalize("NFKC", character).casefold()
        folded += piece
        places.extend([place] * len(piece))
    hit = [False] * len(text)
    for term in terms:
        start = folded.find(term)
        while start >= 0:
            for place in places[start : start + len(term)]:
                hit[place] = True
            start = folded.find(term, start + len(term))
    pieces: list[tuple[str, bool]] = []
    for character, is_hit in zip(text, hit, strict=True):
        if pieces and pieces[-1][1] == is_hit:
            pieces[-1] = (pieces[-1][0] + character, is_hit)
        else:
            pieces.append((character, is_hit))
    return pieces
