"""The life of praise on one page (4.2)."""

from django.utils.translation import gettext_lazy as _

from brm.core.lifecycle import Lifecycle, Transition
from customers.praise.enums import PraiseStatus as S

LIFECYCLE = Lifecycle(
    (
        Transition("verify", frozenset({S.RECORDED}), S.VERIFIED, _("Verify")),
        Transition("decline", frozenset({S.RECORDED}), S.DECLINED, _("Not confirmed")),
        Transition("publish", frozenset({S.VERIFIED}), S.PUBLISHED, _("Publish")),
        Transition("share", frozenset({S.PUBLISHED}), S.SHARED, _("Experience shared")),
        Transition("take_down", frozenset({S.PUBLISHED, S.SHARED}), S.VERIFIED, _("Take off the wall")),
    )
)
