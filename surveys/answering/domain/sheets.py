"""The code of a printed sheet: short enough to be typed, wrong by one letter it is nobody's."""

from surveys.asking.models import Invitation

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MIXED_UP = str.maketrans("OILU", "011V")


def sheet_code(invitation: Invitation) -> str:
    """What is printed on the sheet of one invitation: S-00012-K."""
    number = invitation.pk
    digits = ""
    while number or len(digits) < 5:
        number, rest = divmod(number, 32)
        digits = LETTERS[rest] + digits
    return f"S-{digits}-{_check(invitation.pk)}"


def number_of(code: str) -> int | None:
    """Which invitation a code names; none where a letter is wrong."""
    text = "".join(code.upper().split()).replace("-", "").translate(MIXED_UP)
    if not text.startswith("S") or not 7 <= len(text) <= 14 or set(text[1:]) - set(LETTERS):
        return None
    number = 0
    for letter in text[1:-1]:
        number = number * 32 + LETTERS.index(letter)
    return number if _check(number) == text[-1] else None


def _check(number: int) -> str:
    """A letter that a mistyped or swapped one betrays: weighted digits, modulo the largest prime there is room for."""
    total, weight = 0, 1
    while number:
        number, rest = divmod(number, 32)
        total, weight = total + rest * weight, weight + 2
    return LETTERS[total % 31]
