"""The link by which somebody answers: a random token of 128 bits, of which only the hash is kept (issue 4, 5)."""

import secrets
from collections.abc import Sequence
from hashlib import sha256

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from brm.core.narrowing import narrowed, whole
from brm.core.prepared import Prepared
from brm.parties.models import Contact
from surveys.asking.models import Campaign, Invitation
from surveys.questionnaires.models import QuestionnaireVersion

TOKEN_BYTES = 16
LONGEST = 64


def new_token() -> str:
    """A token nobody can guess: 128 bits, in letters that stand in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """What we keep of a token."""
    return sha256(token.encode()).hexdigest()


_BEHIND = Prepared(
    lambda links, reminders: (
        narrowed(
            Invitation.objects.all(), version=whole(QuestionnaireVersion), contact=whole(Contact),
            campaign=whole(Campaign), relationship=("time_zone", "calendar", "organisation", "owner", "tier", "kind"),
            relationship__organisation=("name", "short_name", "time_zone", "calendar"), matter=("kind",),
            rule=("low_below", "follow_up_hours"),
        )
        .filter(
            Q(token_hash__in=links) & ~Q(token_hash="") | Q(reminder_hash__in=reminders) & ~Q(reminder_hash="")
        )  # the indexes hold no row without a link
        .order_by()
    )
)  # fmt: skip


def invitation_of(token: str) -> Invitation | None:
    """The invitation a link leads to, whatever became of it; None for a link that is not ours.

    Whether it may still be answered says its state: ``can_answer``.
    """
    return invitations_of([token]).get(token)


def invitations_of(tokens: Sequence[str]) -> dict[str, Invitation]:
    """The same for many links at once, by token; those that are not ours are left out."""
    kept = {hash_of(token): token for token in tokens if 0 < len(token) <= LONGEST}
    found: dict[str, Invitation] = {}
    for row in _BEHIND(list(kept), list(kept)):
        for link in (row.token_hash, row.reminder_hash):
            if link in kept:
                found[kept[link]] = row
    return found


def link_of(token: str) -> str:
    """The address of the page where it is answered."""
    try:
        return reverse("answering:answer", args=[token])
    except NoReverseMatch:
        return f"/s/{token}/"
