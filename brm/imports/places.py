"""Where imports appear in the frame."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from brm.ui import tones
from brm.ui.navigation import ACTIONS, NAV, Action, NavEntry


def keepers(user: Any) -> bool:
    """Those who keep relationships."""
    return bool(user.keeps_relationships)


NAV.register(
    "imports",
    NavEntry("imports", _("Imports"), "file-import", "imports:list", 90, show=keepers, section="relationships"),
)
ACTIONS.register("import", Action("import", _("Import a file"), "file-import", "imports:new", 80, show=keepers))

for state, tone in {
    "mapping": "blue", "checking": "blue", "checked": "yellow", "applying": "blue", "applied": "green",
    "undoing": "blue", "undone": "grey", "discarded": "grey", "changed": "yellow", "unchanged": "grey",
    "repeated": "grey",
}.items():  # fmt: skip
    tones.register(state, tone)
