"""The life of feedback on one page (4.3, INV-34)."""

from django.utils.translation import gettext_lazy as _

from brm.core.lifecycle import Lifecycle, Transition
from surveys.feedback.enums import OPEN_FEEDBACK
from surveys.feedback.enums import FeedbackStatus as S

LIFECYCLE = Lifecycle(
    (
        Transition("classify", frozenset(OPEN_FEEDBACK), S.CLASSIFIED, _("Say what it is")),
        Transition("convert", frozenset(OPEN_FEEDBACK), S.CONVERTED, _("Take it on")),
        Transition("answer", frozenset({S.CLASSIFIED}), S.ANSWERED, _("Answer")),
    )
)
