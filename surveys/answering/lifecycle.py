"""The life of a follow-up on one page (4.3)."""

from django.utils.translation import gettext_lazy as _

from brm.core.lifecycle import Lifecycle, Transition
from surveys.answering.enums import FollowUpStatus as S

LIFECYCLE = Lifecycle(
    (
        Transition("contact", frozenset({S.OPEN}), S.CONTACTED, _("Spoken with them")),
        Transition("finish", frozenset({S.OPEN, S.CONTACTED}), S.DONE, _("Say what came of it")),
        Transition("reopen", frozenset({S.DONE}), S.OPEN, _("Take it up again")),
    )
)
