"""What people are told about feedback, in words of their language."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.notifications.domain.kinds import CATEGORIES, KINDS, NotificationKind, Params

CATEGORY = "feedback"


def _names(params: Params) -> dict[str, object]:
    return {
        "organisation": params.get("organisation", ""), "title": params.get("title", ""),
        "number": params.get("number", ""), "person": params.get("owner", ""),
    }  # fmt: skip


def _received(params: Params) -> str:
    return _("We have received what you told us (%(number)s)") % _names(params)


def _received_body(params: Params) -> str:
    promise = _("Thank you. Somebody reads it and answers you. The number above names it.")
    return "\n\n".join([promise, _("You wrote:"), str(params.get("text", ""))])


def _answered(params: Params) -> str:
    return _("Our answer to what you told us (%(number)s)") % _names(params)


def _answered_body(params: Params) -> str:
    words, person, text = (str(params.get(name, "")) for name in ("answer", "person", "text"))
    return "\n\n".join([words, person, _("You wrote:"), text])


def _arrived(params: Params) -> str:
    return _("%(organisation)s tells us: %(title)s") % _names(params)


def _words(params: Params) -> str:
    return _("%(organisation)s adds to what it told us (%(number)s)") % _names(params)


def _given(params: Params) -> str:
    return _("You see to what %(organisation)s told us: %(title)s") % _names(params)


def _late(params: Params) -> str:
    return _("What %(organisation)s told us has not been answered: %(title)s") % _names(params)


def _late_body(params: Params) -> str:
    return _("Responsible: %(person)s") % _names(params)


def _text(params: Params) -> str:
    return str(params.get("text", ""))


def _kind(
    name: str, label: object, subject: Callable[[Params], str], body: Callable[[Params], str], *,
    icon: str = "message-2", category: str = CATEGORY,
) -> None:  # fmt: skip
    KINDS.register(name, NotificationKind(name, category, label, subject, body, icon=icon, work=True, in_inbox=True))


CATEGORIES.register(CATEGORY, gettext_lazy("Feedback"))
_kind("feedback_received", gettext_lazy("Confirmation that feedback arrived"), _received, _received_body, icon="check")
_kind("feedback_answered", gettext_lazy("An answer to feedback"), _answered, _answered_body, icon="message-2")
_kind("feedback_arrived", gettext_lazy("Feedback has arrived"), _arrived, _text)
_kind("feedback_words", gettext_lazy("More words to feedback"), _words, _text)
_kind("feedback_given", gettext_lazy("Feedback was given to you"), _given, _text)
_kind(
    "feedback_late", gettext_lazy("Feedback waits too long"), _late, _late_body, icon="clock-exclamation",
    category="attention",
)  # fmt: skip
