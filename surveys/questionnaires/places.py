"""Where questionnaires appear in the frame."""

from django.utils.translation import gettext_lazy as _

from brm.ui import tones
from brm.ui.navigation import NAV, NavEntry
from surveys.questionnaires.domain.queries import may_write

tones.register("published", "green")
tones.register("retired", "grey")

NAV.register(
    "questionnaires",
    NavEntry(
        "questionnaires", _("Questionnaires"), "clipboard-list", "questionnaires:list", 48, show=may_write,
        section="service", active_for=(
            "questionnaires:list", "questionnaires:detail", "questionnaires:editor", "questionnaires:library",
        ),
    ),
)  # fmt: skip
