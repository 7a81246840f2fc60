"""The code of a printed sheet: short enough to be typed, wrong by one letter it is nobody's.

The short one names the sheet to us, who may write its answers down; it can be guessed and opens nothing to the public.
Whoever was given the sheet may type its long one on the web instead: the short one and twelve letters drawn from our
key (60 bits; who guesses waits at the gate).
"""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from brm.notifications.domain.letters import absolute
from surveys.asking.enums import AskChannel
from surveys.asking.models import Invitation

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LONGEST, DRAWN = 14, 12
MIXED_UP = str.maketrans("OILU", "011V")


def sheet_code(invitation: Invitation) -> str:
    """What is printed on the sheet of one invitation: S-00012-K."""
    number = invitation.pk
    digits = ""
    while number or len(digits) < 5:
        number, rest = divmod(number, 32)
        digits = LETTERS[rest] + digits
    return f"S-{digits}-{_check(invitation.pk)}"


def web_code(invitation: Invitation) -> str:
    """What the person asked types on the web: S-00012-K-7F3M-W0QX-2DRA. Nothing where the question came otherwise."""
    if invitation.channel != AskChannel.SHEET:
        return ""
    drawn = _drawn(invitation.pk, settings.SECRET_KEY)
    return "-".join([sheet_code(invitation), *(drawn[start : start + 4] for start in range(0, DRAWN, 4))])


def code_address() -> str:
    """Where it is typed, as the paper says it."""
    return absolute(reverse("answering:by_code"))


def invitation_of_code(code: str) -> Invitation | None:
    """The invitation whose sheet bears this long code, whatever became of it."""
    return invitations_of_codes([code]).get(code)


def invitations_of_codes(codes: Sequence[str]) -> dict[str, Invitation]:
    """The same for many at once, by code; those that are nobody's are left out, and cost no question."""
    numbers = {code: number for code in codes if (number := _vouched(code)) is not None}
    if not numbers:
        return {}
    rows = Invitation.objects.select_related(
        "version__questionnaire", "contact", "relationship__organisation", "relationship__owner", "matter", "service",
        "campaign", "rule",
    )  # fmt: skip
    found = rows.filter(channel=AskChannel.SHEET, contact__erased_at=None).in_bulk(set(numbers.values()))
    return {code: found[number] for code, number in numbers.items() if number in found}


def _vouched(code: str) -> int | None:
    """Which invitation a long code names, if its letters were drawn from our key."""
    text = _plain(code)
    number = number_of(text[:-DRAWN]) if len(text) <= LONGEST + DRAWN else None
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if number is None or not any(constant_time_compare(text[-DRAWN:], _drawn(number, key)) for key in keys):
        return None
    return number


def number_of(code: str) -> int | None:
    """Which invitation a code names, the short one or the long; none where a letter is wrong."""
    text = _plain(code)
    if len(text) > LONGEST:
        text = text[:-DRAWN]
    if not text.startswith("S") or not 7 <= len(text) <= LONGEST or set(text[1:]) - set(LETTERS):
        return None
    number = 0
    for letter in text[1:-1]:
        number = number * 32 + LETTERS.index(letter)
    return number if _check(number) == text[-1] else None


def _plain(code: str) -> str:
    """As it is compared: without spaces and dashes, capitals, letters for those that look like them."""
    return "".join(code.upper().split()).replace("-", "").translate(MIXED_UP)


def _drawn(number: int, key: str) -> str:
    digest = salted_hmac("surveys.answering.sheets", str(number), secret=key, algorithm="sha256").digest()
    return "".join(LETTERS[byte % 32] for byte in digest[:DRAWN])


def _check(number: int) -> str:
    """A letter that a mistyped or swapped one betrays: weighted digits, modulo the largest prime there is room for."""
    total, weight = 0, 1
    while number:
        number, rest = divmod(number, 32)
        total, weight = total + rest * weight, weight + 2
    return LETTERS[total % 31]
