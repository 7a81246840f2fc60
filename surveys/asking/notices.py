"""The mails that ask: an invitation, and one reminder; in the language of the person asked."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.communications.notices import moment
from brm.notifications.domain.kinds import CATEGORIES, KINDS, NotificationKind, Params
from surveys.asking.domain.outdated import outdated

CATEGORY = "surveys"
INVITATION, REMINDER = "survey_invitation", "survey_reminder"
RESULTS, RESULTS_TO_CONTACT, UNSHARED = "survey_results", "survey_results_outside", "survey_unshared"
STALE_AFTER = timedelta(hours=24)
"""A question that waited longer for the mail server comes too late."""


def _subject(params: Params) -> str:
    if about := params.get("about"):
        return _("How was it? %(about)s") % {"about": about}
    return str(params.get("title") or _("We would like to hear from you"))


def _reminder(params: Params) -> str:
    return _("A reminder: %(subject)s") % {"subject": _subject(params)}


def _body(params: Params) -> str:
    parts = [str(params.get("intro") or ""), _("It takes about a minute, on a phone too. You need not sign in.")]
    if params.get("anonymous"):
        parts.append(_("Your answer is anonymous: nobody can tell who gave it."))
    if until := params.get("until"):
        parts.append(_("Open until %(moment)s.") % {"moment": moment(until)})
    return "\n\n".join(part for part in parts if part)


def _reminder_body(params: Params) -> str:
    return "\n\n".join([_("Your view would help us. We ask this once more and then no longer."), _body(params)])


def _results(params: Params) -> str:
    return _("Results of the survey “%(title)s”") % {"title": params.get("title", "")}


def _results_body(params: Params) -> str:
    words = _("Read what we learnt, and confirm with one press that you have read it.")
    return "\n\n".join(part for part in (str(params.get("summary") or ""), words) if part)


def _unshared(params: Params) -> str:
    return _("The results of “%(title)s” are not passed on yet") % {"title": params.get("title", "")}


def _unshared_body(params: Params) -> str:
    return _("%(owner)s was to pass them on within %(days)s days after closing.") % {
        "owner": params.get("owner", ""), "days": params.get("days", ""),
    }  # fmt: skip


CATEGORIES.register(CATEGORY, gettext_lazy("Surveys"))
for _name, _label, _title, _text in (
    (INVITATION, gettext_lazy("Invitation to a survey"), _subject, _body),
    (REMINDER, gettext_lazy("Reminder of a survey"), _reminder, _reminder_body),
):
    KINDS.register(
        _name,
        NotificationKind(
            _name, CATEGORY, _label, _title, _text, work=False, in_inbox=False, icon="message-question", secret=True,
            stale_after=STALE_AFTER, over=outdated, link_words=gettext_lazy("Answer in a minute"),
        ),
    )  # fmt: skip
KINDS.register(
    RESULTS,
    NotificationKind(
        RESULTS, CATEGORY, gettext_lazy("Results of a survey"), _results, _results_body, icon="chart-bar",
        link_words=gettext_lazy("Read the results"),
    ),
)  # fmt: skip
KINDS.register(
    RESULTS_TO_CONTACT,
    NotificationKind(
        RESULTS_TO_CONTACT, CATEGORY, gettext_lazy("Results of a survey, to a customer"), _results, _results_body,
        work=False, in_inbox=False, icon="chart-bar", secret=True, link_words=gettext_lazy("Read the results"),
    ),
)  # fmt: skip
KINDS.register(
    UNSHARED,
    NotificationKind(
        UNSHARED, CATEGORY, gettext_lazy("Survey results not passed on"), _unshared, _unshared_body,
        icon="alert-triangle",
    ),
)  # fmt: skip
