"""The life of a version on one page (4.3): draft, published, retired."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brm.core.lifecycle import Lifecycle, Transition
from surveys.questionnaires.enums import VersionStatus as S

LIFECYCLE = Lifecycle(
    (
        Transition("publish", frozenset({S.DRAFT}), S.PUBLISHED, pgettext_lazy("questionnaire", "Publish")),
        Transition("retire", frozenset({S.PUBLISHED}), S.RETIRED, _("Retire")),
    )
)
