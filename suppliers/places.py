"""Where suppliers appear in the frame."""

from django.utils.translation import gettext_lazy as _

from brm.parties.places import keepers
from brm.ui.navigation import ACTIONS, NAV, Action, NavEntry

NAV.register(
    "suppliers",
    NavEntry(
        "suppliers",
        _("Suppliers"),
        "truck-delivery",
        "suppliers:list",
        40,
        show=keepers,
        section="relationships",
        phone=False,
        keys="g u",
    ),
)
ACTIONS.register(
    "suppliers_new", Action("suppliers_new", _("New supplier"), "truck-delivery", "suppliers:new", 90, show=keepers)
)
