"""A public page is answered once by each browser, as far as that can be known of somebody who stays unknown.

Three bounds, none of which leads to a person. The form carries a pass that is good for one answer: pressing twice, and
programs that only post, bring nothing. The browser keeps that it has answered: the same word for everybody who answers
this page, without a moment or a number. And one address gives only so many answers an hour and a day (``gate``).
Whoever clears their browser can still answer again; that is why these answers are counted apart (results, campaign).
"""

from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from surveys.answering.domain.campaigns import PublicDoor
from surveys.answering.rules import PASS_SECONDS

COOKIE, WORD = "answered", "answered"


def has_answered(request: HttpRequest, door: PublicDoor) -> bool:
    """Whether this browser says that it has answered this page, in words that only we can write."""
    try:
        return signing.Signer(salt=_salt(door)).unsign(request.COOKIES.get(_cookie(door), "")) == WORD
    except signing.BadSignature:
        return False


def remember(request: HttpRequest, response: HttpResponse, door: PublicDoor) -> HttpResponse:
    """The browser keeps it until the campaign closes, for this page alone."""
    response.set_cookie(
        _cookie(door), signing.Signer(salt=_salt(door)).sign(WORD), expires=door.campaign.closes_at, path=request.path,
        httponly=True, secure=request.is_secure(), samesite="Lax",
    )  # fmt: skip
    return response


def new_pass(door: PublicDoor) -> str:
    """What a form carries: good for one answer to this page, for a day."""
    return signing.TimestampSigner(salt=_salt(door)).sign(get_random_string(16))


def is_good(form_pass: str, door: PublicDoor) -> bool:
    """Whether we gave it out for this page, not too long ago."""
    try:
        signing.TimestampSigner(salt=_salt(door)).unsign(form_pass, max_age=PASS_SECONDS)
    except signing.BadSignature:
        return False
    return True


def spend(form_pass: str) -> bool:
    """Use it up; False where it was used before. It is kept for as long as it would be good, and beside no answer."""
    return bool(cache.add(_key(form_pass), True, PASS_SECONDS))


def give_back(form_pass: str) -> None:
    """The answer was not taken: they may send it again."""
    cache.delete(_key(form_pass))


def _cookie(door: PublicDoor) -> str:
    return f"{COOKIE}-{door.campaign.pk}"


def _salt(door: PublicDoor) -> str:
    return f"surveys.answering.once.{door.campaign.pk}.{door.relationship.pk}"


def _key(form_pass: str) -> str:
    return f"survey-pass-{form_pass.partition(':')[0]}"
