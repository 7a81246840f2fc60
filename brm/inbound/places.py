"""Where mail that came in appears in the frame."""

from django.utils.translation import gettext_lazy as _

from brm.inbound.domain.queries import undecided_count
from brm.ui import tones
from brm.ui.navigation import NAV, NavEntry
from brm.ui.places import ADMINISTRATION, administrators

NAV.register(
    "inbound",
    NavEntry(
        "inbound", _("Mail that came in"), "inbox", "inbound:list", 912, show=administrators, section=ADMINISTRATION,
        active_for=("inbound:detail", "inbound:put_through"), count=undecided_count,
    ),
)  # fmt: skip

for state, tone in {"delivered": "green", "quarantined": "yellow", "ignored": "grey"}.items():
    tones.register(state, tone)
