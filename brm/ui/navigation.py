"""Where one can go and what one can do from every page. Apps plug their entries in from ``apps.ready()``.

NAV.register("customers", NavEntry("customers", _("Customers"), "building", "customers:list", 30, keys="g c"))
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from brm.core.registry import Registry


def everybody(user: Any) -> bool:
    """Shown to whoever is signed in."""
    return True


@dataclass(frozen=True)
class NavEntry:
    """A place in the side bar. ``section`` groups; ``phone`` puts it into the bottom bar; ``keys`` is its shortcut.

    ``outside`` makes it a place of those who are let in from outside: they see these and no other.
    """

    name: str
    label: Any
    icon: str
    url_name: str
    order: int = 100
    show: Callable[[Any], bool] = everybody
    count: Callable[[Any], int] | None = None
    section: str = ""
    phone: bool = False
    keys: str = ""
    active_for: tuple[str, ...] = ()
    outside: bool = False

    def is_active(self, request: HttpRequest) -> bool:
        """Whether the page on the screen belongs to this entry: by its namespace, view name or given prefixes."""
        match = request.resolver_match
        if match is None:
            return False
        if self.active_for:
            return any(match.view_name == part or match.view_name.startswith(f"{part}:") for part in self.active_for)
        namespace = self.url_name.partition(":")[0] if ":" in self.url_name else ""
        return match.view_name == self.url_name or bool(namespace and match.namespace == namespace)


@dataclass(frozen=True)
class Action:
    """Something one can start from anywhere: in the palette, by its key, the primary one as the button on top."""

    name: str
    label: Any
    icon: str
    url_name: str
    order: int = 100
    show: Callable[[Any], bool] = everybody
    keys: str = ""
    primary: bool = False
    drawer: bool = False
    outside: bool = False


NAV: Registry[NavEntry] = Registry("navigation entry")
ACTIONS: Registry[Action] = Registry("action")
USER_MENU: Registry[NavEntry] = Registry("user menu entry")
SECTIONS: dict[str, Any] = {"": ""}


@dataclass
class Place:
    """An entry as one person sees it on one page."""

    entry: Any
    url: str
    active: bool = False
    count: int | None = None
    shown: str = field(default="")

    def __post_init__(self) -> None:
        if self.count:
            self.shown = str(self.count) if self.count < 100 else "99+"


def name_section(name: str, label: Any) -> None:
    """Give a group of the side bar its heading; groups stand in the order of their first entries."""
    SECTIONS.setdefault(name, label)


def address(url_name: str) -> str:
    """The address behind a name, or nothing where it is not installed."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def is_outside(user: Any) -> bool:
    """Signed in, and none of us: a customer's contact, whose pages have a frame of their own."""
    return bool(user and user.is_authenticated and not user.is_insider)


def places(registry: Registry[Any], user: Any, request: HttpRequest | None = None) -> Iterator[Place]:
    """The entries this person may see, in order, those without a page left out."""
    outside = is_outside(user)
    for entry in sorted(registry, key=lambda each: each.order):
        if registry is not USER_MENU and entry.outside != outside:
            continue
        url = address(entry.url_name)
        if not url or not entry.show(user):
            continue
        nav = entry if isinstance(entry, NavEntry) else None
        yield Place(
            entry,
            url,
            active=bool(nav and request and nav.is_active(request)),
            count=nav.count(user) if nav and nav.count else None,
        )
