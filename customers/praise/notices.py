"""What people are told about praise, in words of their language."""

from collections.abc import Callable

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.notifications.domain.kinds import CATEGORIES, KINDS, NotificationKind, Params

CATEGORY = "praise"


def _names(params: Params) -> dict[str, object]:
    return {
        "organisation": params.get("organisation", ""),
        "title": params.get("title", ""),
        "person": params.get("owner", ""),
        "number": params.get("number", ""),
        "day": formats.date_format(params["day"], "DATE_FORMAT") if params.get("day") else "",
    }


def _received(params: Params) -> str:
    return _("%(organisation)s praises us: %(title)s") % _names(params)


def _of_you(params: Params) -> str:
    if params.get("team"):
        return _("%(organisation)s praises your team") % _names(params)
    return _("%(organisation)s praises you") % _names(params)


def _late(params: Params) -> str:
    return _("%(organisation)s has not been thanked for its praise: %(title)s") % _names(params)


def _late_body(params: Params) -> str:
    return _("Responsible: %(person)s") % _names(params)


def _ends(params: Params) -> str:
    return _("The consent of %(organisation)s to show its praise outside ends on %(day)s") % _names(params)


def _over(params: Params) -> str:
    return _("The consent of %(organisation)s is over: its praise is shown among us only") % _names(params)


def _title(params: Params) -> str:
    return str(params.get("title", ""))


def _text(params: Params) -> str:
    return str(params.get("text", ""))


def _thanks(params: Params) -> str:
    return _("Thank you for your praise (%(number)s)") % _names(params)


def _thanks_body(params: Params) -> str:
    words, person, text = (str(params.get(name, "")) for name in ("words", "person", "text"))
    return "\n\n".join([words, person, _("You wrote:"), text])


def _kind(
    name: str,
    label: object,
    subject: Callable[[Params], str],
    body: Callable[[Params], str],
    *,
    icon: str = "trophy",
    category: str = CATEGORY,
    work: bool = True,
    in_inbox: bool = True,
) -> None:
    KINDS.register(
        name, NotificationKind(name, category, label, subject, body, icon=icon, work=work, in_inbox=in_inbox)
    )


CATEGORIES.register(CATEGORY, gettext_lazy("Praise"))
_kind("praise_received", gettext_lazy("A customer praises us"), _received, _text)
_kind("praise_of_you", gettext_lazy("A customer praises you or your team"), _of_you, _text, icon="medal", work=False)
_kind(
    "praise_thanks_late", gettext_lazy("Thanks for praise are late"), _late, _late_body,
    icon="clock-exclamation", category="attention",
)  # fmt: skip
_kind("praise_consent_ends", gettext_lazy("A consent to publish ends soon"), _ends, _title, icon="calendar-x")
_kind("praise_consent_over", gettext_lazy("A consent to publish is over"), _over, _title, icon="calendar-x")
_kind(
    "praise_thanks", gettext_lazy("Thanks to a customer for praise"), _thanks, _thanks_body, icon="heart",
    in_inbox=False,
)  # fmt: skip
