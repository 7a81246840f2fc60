"""What the frame around every page needs: navigation, actions, bell, language, theme, words for the scripts.

Everything is computed when the frame asks, so a part of a page, or an error page, costs nothing.
"""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import get_language, get_language_info, gettext, gettext_lazy

from brm.accounts.models import User
from brm.notifications.domain.inbox import unread_count
from brm.ui import navigation
from brm.ui.domain import views_at_hand
from brm.ui.navigation import ACTIONS, NAV, SECTIONS, USER_MENU, NavEntry, Place, address

BELL = NavEntry("bell", gettext_lazy("Notifications"), "bell", "notifications:inbox")


def views_of(request: HttpRequest, page: str = "") -> list[Any]:
    """The saved views this page and its side bar show. Asked once per request."""
    kept = request.__dict__.setdefault("_views", {})
    match = request.resolver_match
    page = page or (match.view_name if match else "")
    if page not in kept:
        kept[page] = views_at_hand(request.user, page)
    return cast(list[Any], kept[page])


class Frame:
    """The frame around one page for one reader."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user = getattr(request, "user", None)

    @cached_property
    def signed_in(self) -> bool:
        return bool(self.user and self.user.is_authenticated)

    @property
    def outside(self) -> bool:
        """Whether the reader is a customer's contact: they get a frame of their own, made for a phone."""
        return navigation.is_outside(self.user)

    @property
    def provider(self) -> str:
        return str(getattr(settings, "PROVIDER_NAME", "") or "")

    @property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @property
    def language_tag(self) -> str:
        return {"zh-hans": "zh-Hans"}.get(self.language, self.language)

    @cached_property
    def languages(self) -> list[dict[str, Any]]:
        return [
            {
                "code": code,
                "name": get_language_info(code)["name_local"],
                "short": {"zh-hans": "中", "en": "EN"}.get(code, code),
                "tag": {"zh-hans": "zh-Hans"}.get(code, code),
                "active": code == self.language,
            }
            for code, _ in settings.LANGUAGES
        ]

    @property
    def theme(self) -> str:
        """As the person chose, else as this browser was told, else as the device."""
        chosen = getattr(self.user, "theme", "") if self.signed_in else self.request.COOKIES.get("theme", "")
        return chosen if chosen in {"light", "dark"} else "system"

    @property
    def shortcuts(self) -> bool:
        return bool(getattr(self.user, "shortcuts", True))

    @cached_property
    def kept_by(self) -> str:
        """What the parts of the frame that are kept depend on: language, looks, roles, and where the reader is."""
        roles = sorted(self.user.roles) if self.signed_in and isinstance(self.user, User) else []
        active = [entry.name for entry in NAV if entry.is_active(self.request)]
        outside = self.outside
        mine = [entry for entry in NAV if entry.count and entry.outside == outside]
        counts = [entry.count(self.user) for entry in mine if entry.count] if self.signed_in else []
        return repr((self.language, self.theme, self.shortcuts, self.signed_in, roles, active, counts))

    @cached_property
    def nav(self) -> list[Place]:
        return list(navigation.places(NAV, self.user, self.request)) if self.signed_in else []

    @cached_property
    def sections(self) -> list[tuple[Any, list[Place]]]:
        """The side bar in groups."""
        names = dict.fromkeys(place.entry.section for place in self.nav)
        groups = [
            (SECTIONS.get(name, ""), [place for place in self.nav if place.entry.section == name]) for name in names
        ]
        groups = [(label, entries) for label, entries in groups if entries]
        return sorted(groups, key=lambda group: group[1][0].entry.order)

    @cached_property
    def phone(self) -> list[Place]:
        """The places of the bottom bar: four and “more”, or five for those from outside."""
        return [place for place in self.nav if place.entry.phone][: 5 if self.outside else 4]

    @cached_property
    def actions(self) -> list[Place]:
        return list(navigation.places(ACTIONS, self.user)) if self.signed_in else []

    @cached_property
    def primary(self) -> Place | None:
        return next((place for place in self.actions if place.entry.primary), None)

    @cached_property
    def user_menu(self) -> list[Place]:
        return list(navigation.places(USER_MENU, self.user, self.request)) if self.signed_in else []

    @cached_property
    def bell(self) -> Place | None:
        """The inbox with what is unread in it."""
        url = address("notifications:inbox") if self.signed_in else ""
        return Place(BELL, url, count=unread_count(cast(User, self.user))) if url else None

    @cached_property
    def pinned(self) -> list[dict[str, Any]]:
        """The views the person keeps at hand."""
        if not self.signed_in or not isinstance(self.user, User):
            return []
        current = self.request.GET.get("view", "")
        found = []
        for view in views_of(self.request):
            if view.is_pinned and (url := address(view.page)):
                active = current == str(view.pk)
                found.append({"title": view.title, "url": f"{url}?{view.query}", "active": active})
        return found

    @property
    def data(self) -> dict[str, Any]:
        """What the scripts need to know, as data: no script is ever written by a template."""
        return {
            "palette": "" if self.outside else address("search:palette"),
            "search": "" if self.outside else address("search:results"),
            "shortcutsOn": self.shortcuts and not self.outside,
            "places": [
                {"title": str(place.entry.label), "url": place.url, "icon": place.entry.icon, "keys": place.entry.keys}
                for place in self.nav
            ],
            "actions": [
                {"title": str(place.entry.label), "url": place.url, "icon": place.entry.icon, "keys": place.entry.keys}
                for place in self.actions
            ],
            "words": {
                "goTo": gettext("Go to"),
                "actions": gettext("Actions"),
                "nothing": gettext("Nothing found"),
                "searching": gettext("Searching…"),
                "searchAll": gettext("Search everything for “%(text)s”"),
                "copied": gettext("Copied"),
                "close": gettext("Close"),
                "unsaved": gettext("What you typed is not saved yet. Leave all the same?"),
                "online": gettext("You are online again."),
                "sendNow": gettext("Send now"),
                "tooMany": gettext("At most %(n)d files at once."),
                "tooLarge": gettext("“%(name)s” is too large; the limit is %(n)d MB."),
                "pasted": gettext("Picture added."),
                "offline": gettext("No connection. What you typed is kept; try again when you are online."),
                "failed": gettext("That did not work. Nothing was changed; please try again."),
                "restored": gettext("What you typed last time was kept and put back."),
                "discard": gettext("Discard"),
                "confirmTitle": gettext("Are you sure?"),
                "confirm": gettext("Yes, go on"),
                "cancel": gettext("Cancel"),
                "choose": gettext("Choose…"),
                "noMatch": gettext("No match"),
                "remove": gettext("Remove"),
                "justNow": gettext("just now"),
                "minutesAgo": gettext("%(n)d min ago"),
                "hoursAgo": gettext("%(n)d h ago"),
                "inMinutes": gettext("in %(n)d min"),
                "inHours": gettext("in %(n)d h"),
                "selected": gettext("%(n)d selected"),
                "loading": gettext("Loading…"),
            },
        }


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor: one name, ``frame``."""
    return {"frame": Frame(request)}
