"""Places of the floors below the frame, which cannot name themselves: they know no frame."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.accounts.enums import Role
from brm.ui.navigation import NAV, USER_MENU, NavEntry, name_section

ADMINISTRATION = "administration"


def administrators(user: Any) -> bool:
    """Shown to administrators."""
    return bool(user.has_role(Role.ADMINISTRATOR))


def leads(user: Any) -> bool:
    """Shown to leads."""
    return bool(user.has_role(Role.LEAD))


def ours(user: Any) -> bool:
    """Shown to people of ours."""
    return bool(user.is_insider)


USER_MENU.register("profile", NavEntry("profile", _("My account"), "user", "accounts:profile", 10))
USER_MENU.register("security", NavEntry("security", _("Sign-in and security"), "shield-check", "accounts:security", 20))
USER_MENU.register(
    "absence", NavEntry("absence", _("Absence and deputy"), "calendar-off", "accounts:absence", 30, show=ours)
)
USER_MENU.register("team", NavEntry("team", _("My team"), "users", "accounts:team", 40, show=leads))
name_section(ADMINISTRATION, _("Administration"))
NAV.register(
    "people",
    NavEntry(
        "people",
        _("People and teams"),
        "users",
        "admin:accounts_user_changelist",
        900,
        show=administrators,
        section=ADMINISTRATION,
        active_for=("accounts:leave",),
    ),
)
NAV.register(
    "privacy",
    NavEntry(
        "privacy",
        _("Personal data"),
        "user-search",
        "accounts:privacy",
        920,
        show=administrators,
        section=ADMINISTRATION,
        active_for=("accounts:privacy", "accounts:privacy_person"),
    ),
)
NAV.register(
    "admin",
    NavEntry(
        "admin", _("Settings"), "settings", "admin:index", 990, show=administrators, section=ADMINISTRATION,
        active_for=("admin:index",),
    ),
)  # fmt: skip
NAV.register(
    "outbox",
    NavEntry(
        "outbox",
        _("Outbox"),
        "mail-forward",
        "notifications:outbox",
        910,
        show=administrators,
        section=ADMINISTRATION,
        active_for=(
            "notifications:outbox",
            "notifications:outbox_mail",
            "notifications:outbox_text",
            "notifications:stopped",
            "notifications:test",
        ),
    ),
)
