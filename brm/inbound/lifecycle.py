"""The life of a mail that came in."""

from django.utils.translation import gettext_lazy as _

from brm.core.lifecycle import Lifecycle, Transition
from brm.inbound.enums import MailState

LIFECYCLE = Lifecycle(
    (
        Transition("deliver", frozenset({MailState.WAITING}), MailState.DELIVERED, _("Deliver")),
        Transition("keep_aside", frozenset({MailState.WAITING}), MailState.QUARANTINED, _("Keep aside")),
        Transition("ignore", frozenset({MailState.WAITING}), MailState.IGNORED, _("Leave alone")),
        Transition(
            "put_through",
            frozenset({MailState.QUARANTINED, MailState.IGNORED, MailState.DISCARDED}),
            MailState.DELIVERED,
            _("Put through"),
        ),
        Transition("discard", frozenset({MailState.QUARANTINED}), MailState.DISCARDED, _("Discard")),
    ),
    attribute="state",
)
