"""Write the phrases in which a Chinese character is spelled otherwise than by itself (brm/parties/polyphones.txt).

Run again when pypinyin, whose dictionary this is, has a new version: python -m tools.polyphones
"""

import unicodedata
from pathlib import Path

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

PLACE = Path(__file__).resolve().parent.parent / "brm" / "parties" / "polyphones.txt"


def toneless(spelled: str) -> str:
    """Without the marks of the tones, which names as keys do not have."""
    kept = (
        each for each in unicodedata.normalize("NFD", spelled) if not unicodedata.combining(each) or each == "\u0308"
    )
    return "".join(kept)


def alone(character: str) -> str:
    """How it is spelled outside a phrase."""
    return toneless(str(PINYIN_DICT.get(ord(character), "")).split(",")[0])


def main() -> None:
    """One line for each phrase: the phrase, and how each of its characters is spelled."""
    lines = [
        f"{phrase} {' '.join(one[0] for one in spelled)}\n"
        for phrase, spelled in PHRASES_DICT.items()
        if len(phrase) == len(spelled)
        and any(toneless(one[0]) != alone(each) for each, one in zip(phrase, spelled, strict=True))
    ]
    PLACE.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
