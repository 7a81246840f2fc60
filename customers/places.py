"""Where customers appear in the frame."""

from django.utils.translation import gettext_lazy as _

from brm.parties.places import keepers
from brm.ui.navigation import ACTIONS, NAV, Action, NavEntry

NAV.register(
    "customers",
    NavEntry(
        "customers",
        _("Customers"),
        "building-community",
        "customers:list",
        30,
        show=keepers,
        section="relationships",
        phone=True,
        keys="g c",
    ),
)
ACTIONS.register(
    "customers_new", Action("customers_new", _("New customer"), "building-community", "customers:new", 80, show=keepers)
)
