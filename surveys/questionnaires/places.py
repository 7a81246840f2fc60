"""Where questionnaires appear in the frame."""

from django.utils.translation import gettext_lazy as _

from brm.ui import tones
from brm.ui.navigation import NAV, NavEntry, name_section
from surveys.questionnaires.domain.queries import may_write

SECTION = "surveys"

name_section(SECTION, _("Surveys"))
tones.register("published", "green")
tones.register("retired", "grey")

NAV.register(
    "questionnaires",
    NavEntry(
        "questionnaires", _("Questionnaires"), "clipboard-list", "questionnaires:list", 68, show=may_write,
        section=SECTION,
    ),
)  # fmt: skip
