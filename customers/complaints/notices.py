"""What people are told about complaints: the complainant of every stage, our people of what is theirs to do.

The words are made in the recipient's language and zone.
"""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.communications.notices import moment
from brm.notifications.domain.kinds import CATEGORIES, KINDS, NotificationKind, Params
from customers.complaints.enums import Path, RiseCause, Severity, Status, Verdict

CATEGORY = "complaints"
CATEGORIES.register(CATEGORY, gettext_lazy("Complaints"))

Words = Callable[[Params], str]


def _lines(*parts: object) -> str:
    return "\n\n".join(str(part) for part in parts if part)


def _said(params: Params) -> str:
    return str(params.get("text") or "")


def _label(choices: Mapping[object, object], value: object) -> str:
    return str(choices.get(value, value or ""))


# To the complainant


def _received(params: Params) -> str:
    return _("We have received your complaint %(number)s") % params


def _received_body(params: Params) -> str:
    return _lines(
        _("Thank you for telling us. Your complaint has the number %(number)s; %(owner)s looks after it.") % params,
        _("You wrote:"),
        _said(params),
    )


def _acknowledged(params: Params) -> str:
    return _("Your complaint %(number)s is being taken care of") % params


def _acknowledged_body(params: Params) -> str:
    return _lines(_("%(owner)s has read your complaint “%(title)s” and will assess it next.") % params, _said(params))


def _assessed(params: Params) -> str:
    return _("Your complaint %(number)s was assessed") % params


def _assessed_body(params: Params) -> str:
    return _("We have understood what happened and how grave it is, and will now find out the cause.")


def _investigating(params: Params) -> str:
    return _("Your complaint %(number)s is under investigation") % params


def _investigating_body(params: Params) -> str:
    return _("%(owner)s is finding out what was wrong and will tell you the outcome.") % params


def _question(params: Params) -> str:
    return _("A question about your complaint %(number)s") % params


def _question_body(params: Params) -> str:
    return _lines(
        _said(params),
        _("Please reply by %(moment)s; until then our clock stands still.") % {"moment": moment(params["expires_at"])},
    )


def _decision(params: Params) -> str:
    return _("Our answer to your complaint %(number)s") % params


def _decision_body(params: Params) -> str:
    remedy = params.get("remedy")
    return _lines(
        _("%(verdict)s.") % {"verdict": _label(dict(Verdict.choices), params.get("verdict"))},
        _said(params),
        _("What we offer: %(remedy)s") % {"remedy": remedy} if remedy else "",
        _("Please tell us whether you accept it. If you do not, somebody of higher rank takes it up."),
    )


def _closed(params: Params) -> str:
    return _("Your complaint %(number)s is closed") % params


def _closed_body(params: Params) -> str:
    return _lines(_said(params), _("If it is not settled after all, you can have it reopened within 30 days."))


def _withdrawn(params: Params) -> str:
    return _("Your complaint %(number)s is withdrawn") % params


def _withdrawn_body(params: Params) -> str:
    return _("You have taken it back; we do nothing more about it. You can always file a new one.")


def _reopened(params: Params) -> str:
    return _("Your complaint %(number)s is open again") % params


def _message(params: Params) -> str:
    return _("News about your complaint %(number)s") % params


def _message_body(params: Params) -> str:
    return _lines(_said(params), _("%(person)s wrote this.") % params if params.get("person") else "")


def _check(params: Params) -> str:
    return _("How content are you with the handling of complaint %(number)s?") % params


def _check_body(params: Params) -> str:
    return _("One question about “%(title)s”: how content are you with how we handled it? It takes a minute.") % params


def _merged(params: Params) -> str:
    return _("Your complaint %(number)s goes on as %(other)s") % params


def _merged_body(params: Params) -> str:
    return _("The same was reported before. You hear from us about complaint %(other)s from now on.") % params


# To our people


def _about(params: Params) -> str:
    return _("%(organisation)s: %(title)s") % params


def _with_text(params: Params) -> str:
    return _lines(_about(params), _said(params))


def _filed(params: Params) -> str:
    if params.get("path") == Path.RELAYED:
        return _("New relayed complaint %(number)s of %(organisation)s, severity %(severity)s") % params
    return _("New complaint %(number)s of %(organisation)s, severity %(severity)s") % params


def _escalated(params: Params) -> str:
    return _("Escalated to you: complaint %(number)s of %(organisation)s, level %(level)s") % params


def _escalated_body(params: Params) -> str:
    refused = params.get("cause") == RiseCause.REFUSAL
    why = (
        _("The complainant has refused the decision.")
        if refused
        else _("The time limit “%(clock)s” has passed %(percent)s %%.") % params
    )
    return _lines(
        _about(params),
        why,
        _("Severity: %(severity)s") % {"severity": _label(dict(Severity.choices), params.get("severity"))},
        _("Owner: %(owner)s") % params,
        _said(params),
    )


def _approval(params: Params) -> str:
    return _("Please approve the remedy for complaint %(number)s: %(cost)s") % params


def _ended(params: Params) -> str:
    state = _label(dict(Status.choices), params.get("status"))
    return _("Complaint %(number)s of %(organisation)s: %(state)s") % {**params, "state": state}


def _plain(sentence: object) -> Words:
    """A subject that is one sentence about the complaint."""
    return lambda params: str(sentence) % params


def _kind(
    event: str,
    label: object,
    subject: Words,
    body: Words = _with_text,
    *,
    urgent: bool = False,
    grave: bool = False,
    icon: str = "message-report",
) -> None:
    name = f"complaint_{event}"
    KINDS.register(name, NotificationKind(name, CATEGORY, label, subject, body, urgent=urgent, grave=grave, icon=icon))


_kind("received", gettext_lazy("A complaint of yours has arrived"), _received, _received_body, urgent=True)
_kind("acknowledged", gettext_lazy("Your complaint is acknowledged"), _acknowledged, _acknowledged_body, urgent=True)
_kind("assessed", gettext_lazy("Your complaint is assessed"), _assessed, _assessed_body, urgent=True)
_kind("investigating", gettext_lazy("Your complaint is investigated"), _investigating, _investigating_body, urgent=True)
_kind("question", gettext_lazy("A question about your complaint"), _question, _question_body, urgent=True)
_kind("decision", gettext_lazy("An answer to your complaint"), _decision, _decision_body, urgent=True)
_kind("closed", gettext_lazy("Your complaint is closed"), _closed, _closed_body, urgent=True)
_kind("withdrawn", gettext_lazy("Your complaint is withdrawn"), _withdrawn, _withdrawn_body, urgent=True)
_kind("reopened", gettext_lazy("Your complaint is open again"), _reopened, _investigating_body, urgent=True)
_kind("message", gettext_lazy("News about a complaint of yours"), _message, _message_body, urgent=True)
_kind("check", gettext_lazy("A question after a complaint"), _check, _check_body)
_kind("merged", gettext_lazy("Your complaint goes on in another"), _merged, _merged_body, urgent=True)

_kind("filed", gettext_lazy("A new complaint"), _filed, urgent=True)
_kind("assigned", gettext_lazy("A complaint is yours now"),
      _plain(gettext_lazy("Complaint %(number)s of %(organisation)s is yours now")), urgent=True)  # fmt: skip
_kind("proposed", gettext_lazy("An answer to a complaint is proposed"),
      _plain(gettext_lazy("Proposed answer to complaint %(number)s of %(organisation)s")), urgent=True)  # fmt: skip
_kind("approval", gettext_lazy("A remedy waits for approval"), _approval, urgent=True)
_kind(
    "approved",
    gettext_lazy("A remedy is approved"),
    _plain(gettext_lazy("The remedy for complaint %(number)s is approved")),
)
_kind("sent_back", gettext_lazy("An answer was sent back"),
      _plain(gettext_lazy("The answer to complaint %(number)s was sent back")), urgent=True)  # fmt: skip
_kind("reply", gettext_lazy("A complainant has written"),
      _plain(gettext_lazy("%(person)s wrote about complaint %(number)s")), urgent=True)  # fmt: skip
_kind("note", gettext_lazy("A note on a complaint"), _plain(gettext_lazy("%(person)s wrote on complaint %(number)s")))
_kind("expired", gettext_lazy("No reply from a complainant"),
      _plain(gettext_lazy("No reply in time: complaint %(number)s of %(organisation)s goes on")))  # fmt: skip
_kind("accepted", gettext_lazy("A decision is accepted"),
      _plain(gettext_lazy("The decision on complaint %(number)s is accepted; it can be closed")),
      urgent=True)  # fmt: skip
_kind("refusal", gettext_lazy("A decision is refused"),
      _plain(gettext_lazy("The decision on complaint %(number)s of %(organisation)s is refused")),
      urgent=True)  # fmt: skip
_kind("escalated", gettext_lazy("A complaint escalates to you"), _escalated, _escalated_body, urgent=True, grave=True,
      icon="alert-triangle")  # fmt: skip
_kind("ended", gettext_lazy("A complaint you follow is over"), _ended)
_kind("reopened_for_us", gettext_lazy("A complaint is reopened"),
      _plain(gettext_lazy("Complaint %(number)s of %(organisation)s is reopened")), urgent=True)  # fmt: skip
_kind("mediator", gettext_lazy("You mediate in a conflict"),
      _plain(gettext_lazy("You mediate in the conflict about complaint %(number)s")), urgent=True)  # fmt: skip
_kind("score", gettext_lazy("A complainant says how content they are"),
      _plain(gettext_lazy("Complaint %(number)s: %(score)s of 100 for the handling")))  # fmt: skip
