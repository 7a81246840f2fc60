"""Where third parties appear in the frame."""

from django.utils.translation import gettext_lazy as _

from brm.parties.places import keepers
from brm.ui.navigation import ACTIONS, NAV, Action, NavEntry

NAV.register(
    "thirdparty",
    NavEntry(
        "thirdparty",
        _("Third parties"),
        "building-bank",
        "thirdparty:list",
        50,
        show=keepers,
        section="relationships",
        phone=False,
        keys="g r",
    ),
)
ACTIONS.register(
    "thirdparty_new",
    Action("thirdparty_new", _("New third party"), "building-bank", "thirdparty:new", 100, show=keepers),
)
