"""Where risks appear in the frame and on the pages of relationships."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brm.accounts.models import User
from brm.core import clock
from brm.parties.models import Relationship
from brm.parties.panels import TABS, Tab
from brm.parties.places import keepers
from brm.risks.domain.queries import risks_of, with_movement
from brm.risks.enums import OPEN
from brm.risks.heat import levels, map_of, numbered
from brm.ui.navigation import NAV, NavEntry

ON_TAB = 100


def tab(user: User, relationship: Relationship) -> dict[str, Any]:
    """The register of one relationship: the map, the open risks, those that are over."""
    rows = list(with_movement(risks_of(relationship))[:ON_TAB])
    chips = numbered(risk for risk in rows if risk.status in OPEN)
    return {
        "chips": chips,
        "board": map_of(chips),
        "closed": [risk for risk in rows if risk.status not in OPEN],
        "levels": levels(),
        "today": clock.today(),
        "begin_url": reverse("risks:begin", args=[relationship.pk]),
        "new_url": f"{reverse('risks:new')}?relationship={relationship.pk}",
    }


NAV.register(
    "risks",
    NavEntry(
        "risks", _("Risks"), "alert-triangle", "risks:list", 50, show=keepers, section="service", keys="g x",
        active_for=tuple(
            f"risks:{name}"
            for name in (
                "list", "new", "detail", "edit", "assess", "treat", "monitor", "occur", "close", "begin",
            )
        ),
    ),
)  # fmt: skip
TABS.register("risks", Tab("risks", _("Risks"), "alert-triangle", 70, "risks/tab.html", tab))
