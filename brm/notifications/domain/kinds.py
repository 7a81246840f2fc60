"""What people can be told. Apps above register their kinds; the words are made in the recipient's language."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.core.registry import Registry
from brm.notifications.rules import STALE_AFTER

Params = Mapping[str, Any]


@dataclass(frozen=True)
class NotificationKind:
    """One kind of notice: its words, and how it treats the recipient's choices.

    ``subject`` and ``body`` are called in the recipient's language and zone. ``urgent`` does not wait for the digest,
    ``grave`` not even for quiet hours, ``essential`` (invitation, password) heeds no choice and no unsubscribing.
    ``work`` goes to the deputy of an absent person too. ``in_inbox`` is false for what makes sense as a mail only.
    ``link_words`` stand on the link. A ``secret`` link is a key of its own: it is forgotten once the mail is out.
    ``stale_after``: a mail that could not go for so long is not sent any more. ``over`` answers, of the keys of mails
    about to go, those whose occasion has passed at a moment: they are not sent either.
    """

    name: str
    category: str
    label: object
    subject: Callable[[Params], str]
    body: Callable[[Params], str]
    urgent: bool = False
    grave: bool = False
    essential: bool = False
    work: bool = True
    in_inbox: bool = True
    icon: str = "bell"
    link_words: object = _("Open in the portal")
    secret: bool = False
    stale_after: timedelta = STALE_AFTER
    over: Callable[[Collection[str], datetime], Collection[str]] | None = None


KINDS: Registry[NotificationKind] = Registry("notification kind")
CATEGORIES: Registry[Any] = Registry("notification category")
"""Category name -> its translated label, for the inbox's filter and the choices each person makes."""


def category_label(name: str) -> str:
    """The words for a category."""
    return str(CATEGORIES.get(name) or name)


def kind_label(name: str) -> str:
    """The words for a kind; one that no installed part knows any more keeps its name."""
    kind = KINDS.get(name)
    return str(kind.label) if kind else name


CATEGORIES.register("account", _("Account"))
CATEGORIES.register("meetings", _("Meetings and contacts"))
CATEGORIES.register("actions", _("Action items"))
CATEGORIES.register("relationships", _("Relationships"))
CATEGORIES.register("attention", _("Missed and late"))
CATEGORIES.register("system", _("Portal"))
