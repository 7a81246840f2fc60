"""What parts above put on the pages of a relationship: panels, tabs, buttons. Registered from their ``apps.ready()``.

    PANELS.register("meetings", Panel("meetings", 20, "communications/panel.html", next_meetings_of))
    TABS.register("plans", Tab("plans", _("Plans"), "calendar-repeat", 30, "communications/tab.html", plans_of))
    BUTTONS.register("log", Button("log", _("Log a contact"), "phone-plus", log_url, primary=True))

``context(user, relationship)`` answers what the template asks for besides ``relationship``; the page has checked that
the reader may see the relationship.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from brm.accounts.models import User
from brm.core.registry import Registry
from brm.parties.enums import Kind
from brm.parties.models import Contact, Relationship

Context = Callable[[User, Relationship], dict[str, Any]]
EVERY_KIND = frozenset(Kind.values)


def nothing(user: User, relationship: Relationship) -> dict[str, Any]:
    """A template that needs no more than the relationship."""
    return {}


@dataclass(frozen=True)
class Panel:
    """A card with more than the overview says, in the wide column or the narrow one (``side``).

    It follows when the reader comes to the foot of the overview; ``first`` draws it with the page, which is for the few
    that belong to the first ten seconds. Figures for these go to ``brm.parties.overview``.
    """

    name: str
    order: int
    template: str
    context: Context = nothing
    kinds: frozenset[str] = EVERY_KIND
    side: bool = False
    first: bool = False


@dataclass(frozen=True)
class Tab:
    """A part of the page of its own, at ``?tab=<name>``. ``asks`` names parts of the address ``context`` is given."""

    name: str
    label: object
    icon: str
    order: int
    template: str
    context: Callable[..., dict[str, Any]] = nothing
    kinds: frozenset[str] = EVERY_KIND
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Button:
    """Something to do with a relationship, in the head of its page. ``drawer`` opens the page in the drawer."""

    name: str
    label: object
    icon: str
    url: Callable[[Relationship], str]
    order: int = 100
    primary: bool = False
    drawer: bool = False
    kinds: frozenset[str] = EVERY_KIND
    show: Callable[[User, Relationship], bool] = field(default=lambda user, relationship: True)


@dataclass(frozen=True)
class BulkEntry:
    """Something to do with chosen relationships. Its page takes ``chosen_relationships(request)`` of ``parties``."""

    name: str
    label: str | Promise
    url_name: str
    icon: str = ""
    order: int = 100
    kinds: frozenset[str] = EVERY_KIND


@dataclass(frozen=True)
class ContactPanel:
    """A card on the page of a contact. ``context(user, contact)`` answers what its template asks for."""

    name: str
    order: int
    template: str
    context: "Callable[[User, Contact], dict[str, Any]]"


CONTACT_PANELS: Registry[ContactPanel] = Registry("contact panel")
PANELS: Registry[Panel] = Registry("relationship panel")
TABS: Registry[Tab] = Registry("relationship tab")
BUTTONS: Registry[Button] = Registry("relationship button")
BULK: Registry[BulkEntry] = Registry("bulk action on relationships")


def of_kind(registry: Registry[Any], kind: str) -> list[Any]:
    """The entries for a kind of relationship, in their order."""
    return sorted((entry for entry in registry if kind in entry.kinds), key=lambda entry: entry.order)
