"""Places of the floors below the frame, which cannot name themselves: they know no frame."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.accounts.enums import Role
from brm.ui.navigation import NAV, NavEntry, name_section

ADMINISTRATION = "administration"


def administrators(user: Any) -> bool:
    """Shown to administrators."""
    return bool(user.has_role(Role.ADMINISTRATOR))


name_section(ADMINISTRATION, _("Administration"))
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
