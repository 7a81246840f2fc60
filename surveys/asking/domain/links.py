"""The link by which somebody answers: a random token of 128 bits, of which only the hash is kept (issue 4, 5)."""

import secrets
from hashlib import sha256

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from brm.core.prepared import Prepared
from surveys.asking.models import Invitation

TOKEN_BYTES = 16
LONGEST = 64


def new_token() -> str:
    """A token nobody can guess: 128 bits, in letters that stand in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """What we keep of a token."""
    return sha256(token.encode()).hexdigest()


_BEHIND = Prepared(
    lambda link, reminder: (
        Invitation.objects.select_related(
            "version__questionnaire", "contact", "relationship__organisation", "relationship__owner", "matter",
            "service", "campaign", "rule",
        )
        .filter(Q(token_hash=link) | Q(reminder_hash=reminder))
        .order_by("pk")[:1]
    )
)  # fmt: skip


def invitation_of(token: str) -> Invitation | None:
    """The invitation a link leads to, whatever became of it; None for a link that is not ours.

    Whether it may still be answered says its state: ``can_answer``.
    """
    if not token or len(token) > LONGEST:
        return None
    kept = hash_of(token)
    return _BEHIND.first(kept, kept)


def link_of(token: str) -> str:
    """The address of the page where it is answered."""
    try:
        return reverse("answering:answer", args=[token])
    except NoReverseMatch:
        return f"/s/{token}/"
