"""Where risks plug in: Today, timeline, notices, leaving, hand-over, history."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.leaving import OPEN_WORK, OpenWork
from brm.accounts.models import User
from brm.attention.domain import RULES, AttentionRule
from brm.attention.models import Attention
from brm.audit import words
from brm.notifications.domain.kinds import KINDS as NOTICES
from brm.notifications.domain.kinds import NotificationKind, Params
from brm.parties.domain import happenings
from brm.parties.models import Handover
from brm.risks.domain.queries import risks_for
from brm.risks.domain.register import RULE, pass_on_risks
from brm.risks.enums import OPEN, Level
from brm.risks.models import Risk
from brm.timeline.domain import KINDS, TimelineKind
from brm.timeline.models import TimelineEntry

TONES = {Level.LOW: "green", Level.MODERATE: "yellow", Level.ELEVATED: "yellow", Level.HIGH: "orange"}


def handed_over(handover: Handover, *, by: User | None) -> None:
    """The risks the old manager held in check go along (INV-57)."""
    pass_on_risks(handover.from_user, handover.to_user, by, relationship=handover.relationship)


def count_open(user: User) -> int:
    """Open risks somebody holds in check."""
    return Risk.objects.filter(owner=user, status__in=OPEN).count()


def _sentence(row: Attention) -> str:
    return _("Look at the risk again: %(title)s (%(organisation)s)") % {
        "title": row.params.get("title", ""),
        "organisation": row.params.get("organisation", ""),
    }


def _action(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Review"), reverse("risks:assess", args=[row.subject_id])


def _expected() -> Iterable[tuple[int, int]]:
    rows = Risk.objects.filter(status__in=OPEN, review_on__isnull=False, ask_at=None)
    return rows.values_list("owner_id", "pk")


def _story(entry: TimelineEntry) -> str:
    told = {
        "register": _("Risk registered: %(title)s"),
        "assess": _("Risk assessed as %(level)s: %(title)s"),
        "treat": _("Risk treated: %(title)s"),
        "occur": _("A risk has occurred: %(title)s"),
        "close": _("Risk closed: %(title)s"),
    }
    level = entry.params.get("level")
    known = str(Level(level).label) if level in Level.values else ""
    return told.get(entry.event, "%(title)s") % {"title": entry.params.get("title", ""), "level": known}


def _story_url(entry: TimelineEntry) -> str:
    return reverse("risks:detail", args=[entry.subject_id]) if entry.subject_id else ""


def _story_tone(entry: TimelineEntry) -> str:
    if entry.event == "occur":
        return "red"
    if entry.event == "assess" and entry.params.get("level") in Level.values:
        return TONES.get(Level(entry.params["level"]), "red")
    return "green" if entry.event == "close" else "grey"


def _subject(params: Params) -> str:
    return _("Look at the risk again: %(title)s (%(organisation)s)") % {
        "title": params["title"],
        "organisation": params["organisation"],
    }


def _body(params: Params) -> str:
    day = formats.date_format(date.fromisoformat(str(params["review_on"])), "DATE_FORMAT")
    return _("Its review was set for %(day)s. Is it still as likely and as bad? Does the control help?") % {"day": day}


happenings.HANDED_OVER.register("risks", handed_over)
OPEN_WORK.register("risks", OpenWork("risks", gettext_lazy("Open risks"), count_open, pass_on_risks))
RULES.register(
    RULE, AttentionRule(RULE, gettext_lazy("Risk to review"), "alert-triangle", _sentence, _action, _expected)
)
KINDS.register("risk", TimelineKind("risk", gettext_lazy("Risks"), "alert-triangle", _story, _story_url, _story_tone))
NOTICES.register(
    "risk_review",
    NotificationKind(
        "risk_review", "relationships", gettext_lazy("A risk is to be reviewed"), _subject, _body,
        icon="alert-triangle",
    ),
)  # fmt: skip
words.readable("risks.risk", risks_for)
