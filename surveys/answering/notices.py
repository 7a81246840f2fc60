"""What our people are told about low answers, in their language."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.notifications.domain.kinds import KINDS, NotificationKind, Params


def _names(params: Params) -> dict[str, object]:
    return {name: params.get(name, "") for name in ("organisation", "contact", "owner", "score")}


def _low(params: Params) -> str:
    return _("%(contact)s of %(organisation)s is not content") % _names(params)


def _low_body(params: Params) -> str:
    if params.get("score"):
        return _("Satisfaction: %(score)s of 100. Speak with them, and say what came of it.") % _names(params)
    return _("Speak with them, and say what came of it.")


def _late(params: Params) -> str:
    return _("Nobody has spoken with %(contact)s of %(organisation)s after a low answer") % _names(params)


def _late_body(params: Params) -> str:
    return _("Responsible: %(owner)s. It has risen to you.") % _names(params)


def _kind(
    name: str, label: object, subject: Callable[[Params], str], body: Callable[[Params], str], icon: str, category: str
) -> None:
    KINDS.register(name, NotificationKind(name, category, label, subject, body, icon=icon, work=True))


_kind("survey_low", gettext_lazy("A low answer to a survey"), _low, _low_body, "mood-sad", "surveys")
_kind("survey_follow_up_late", gettext_lazy("A follow-up is late"), _late, _late_body, "clock-exclamation", "attention")
