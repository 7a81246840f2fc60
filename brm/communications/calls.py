"""What communications asks attention for: the sentence, the one action that moves it on, and what should be open."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import F, Q
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.enums import Role
from brm.attention.domain import RULES, AttentionRule
from brm.attention.models import Attention
from brm.communications.domain.settling import DUE, MISSED, MISSED_TEAM, SILENCE, VISIT, VISIT_APPROVAL
from brm.communications.enums import OccurrenceStatus, VisitStatus
from brm.communications.models import ExecutiveVisit, Occurrence
from brm.core import clock
from brm.parties.models import Relationship

Pairs = Iterable[tuple[int, int]]


def day_of(value: object) -> str:
    """A day kept as text, as the reader writes it."""
    return formats.date_format(date.fromisoformat(str(value)), "DATE_FORMAT") if value else ""


def _words(row: Attention) -> dict[str, str]:
    params = row.params
    return {
        "title": str(params.get("title", "")),
        "organisation": str(params.get("organisation", "")),
        "day": day_of(params.get("due_on")),
        "purpose": str(params.get("purpose", "")),
    }


def _due_sentence(row: Attention) -> str:
    return _("%(title)s with %(organisation)s is due on %(day)s.") % _words(row)


def _missed_sentence(row: Attention) -> str:
    return _("%(title)s with %(organisation)s was missed on %(day)s: say why, and when instead.") % _words(row)


def _missed_team_sentence(row: Attention) -> str:
    return _("%(title)s with %(organisation)s was missed on %(day)s, and nobody has said why.") % _words(row)


def _silence_sentence(row: Attention) -> str:
    since = row.relationship.last_contact_at if row.relationship else None
    if since is None:
        return _("%(organisation)s has never heard from us.") % _words(row)
    days = (clock.now() - since).days
    return _("%(organisation)s has heard nothing for %(days)d days.") % {**_words(row), "days": days}


def _visit_sentence(row: Attention) -> str:
    told: dict[str, str] = {
        VisitStatus.APPROVED: _("Schedule the executive visit at %(organisation)s: %(purpose)s"),
        VisitStatus.SCHEDULED: _("Executive visit at %(organisation)s: %(purpose)s"),
        VisitStatus.HELD: _("Follow up the executive visit at %(organisation)s: %(purpose)s"),
    }
    return told.get(str(row.params.get("status")), "%(organisation)s: %(purpose)s") % _words(row)


def _approval_sentence(row: Attention) -> str:
    return _("An executive visit at %(organisation)s is proposed: %(purpose)s") % _words(row)


def _meeting(label: object) -> Callable[[Attention], tuple[object, str]]:
    return lambda row: (label, reverse("communications:meeting", args=[row.subject_id]))


def _visit(label: object) -> Callable[[Attention], tuple[object, str]]:
    return lambda row: (label, reverse("communications:visit", args=[row.subject_id]))


def _log(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Log a contact"), f"{reverse('communications:log')}?relationship={row.subject_id}"


def _due_expected() -> Pairs:
    rows = Occurrence.objects.filter(
        Q(status=OccurrenceStatus.DUE)
        | Q(status=OccurrenceStatus.MISSED, make_up_on__isnull=False, desk_at__isnull=True)
    )
    return rows.values_list("relationship__owner_id", "pk")


def _missed_expected() -> Pairs:
    rows = Occurrence.objects.filter(status=OccurrenceStatus.MISSED, make_up_on=None)
    return rows.values_list("relationship__owner_id", "pk")


def _missed_team_expected() -> Pairs:
    rows = Occurrence.objects.filter(
        status=OccurrenceStatus.MISSED, make_up_on=None, relationship__team__dissolved_at=None,
        relationship__team__memberships__is_lead=True, relationship__team__memberships__user__is_active=True,
        relationship__team__memberships__user__roles__contains=[Role.LEAD],
    )  # fmt: skip
    leads = rows.annotate(lead=F("relationship__team__memberships__user_id"))
    return leads.exclude(lead=F("relationship__owner_id")).values_list("lead", "pk")  # the owner has a line already


def _silence_expected() -> Pairs:
    return Relationship.objects.filter(silent_from__lte=clock.now()).values_list("owner_id", "pk")


def _visit_expected() -> Pairs:
    waiting = [VisitStatus.APPROVED, VisitStatus.SCHEDULED, VisitStatus.HELD]
    return ExecutiveVisit.objects.filter(status__in=waiting).values_list("owner_id", "pk")


def _approval_expected() -> Pairs:
    rows = ExecutiveVisit.objects.filter(
        status=VisitStatus.PROPOSED, relationship__team__memberships__is_lead=True,
        relationship__team__memberships__user__is_active=True,
        relationship__team__memberships__user__roles__contains=[Role.LEAD],
    )  # fmt: skip
    return rows.annotate(lead=F("relationship__team__memberships__user_id")).values_list("lead", "pk")


def _rule(
    name: str,
    label: object,
    icon: str,
    sentence: Callable[[Attention], str],
    action: Callable[[Attention], tuple[object, str]],
    expected: Callable[[], Pairs],
    *,
    is_echo: bool = False,
) -> None:
    RULES.register(name, AttentionRule(name, label, icon, sentence, action, expected, is_echo))


_rule(
    DUE, gettext_lazy("Meeting due"), "calendar-event", _due_sentence,
    _meeting(gettext_lazy("Open the meeting")), _due_expected,
)  # fmt: skip
_rule(
    MISSED, gettext_lazy("Meeting missed"), "calendar-x", _missed_sentence,
    _meeting(gettext_lazy("Say why")), _missed_expected,
)  # fmt: skip
_rule(
    MISSED_TEAM, gettext_lazy("Missed in the team"), "calendar-x", _missed_team_sentence,
    _meeting(gettext_lazy("Open the meeting")), _missed_team_expected,
    is_echo=True,
)  # fmt: skip
_rule(SILENCE, gettext_lazy("Silence"), "message-circle-off", _silence_sentence, _log, _silence_expected)
_rule(
    VISIT, gettext_lazy("Executive visit"), "briefcase", _visit_sentence,
    _visit(gettext_lazy("Open the visit")), _visit_expected,
)  # fmt: skip
_rule(
    VISIT_APPROVAL, gettext_lazy("Visit to approve"), "briefcase", _approval_sentence,
    _visit(gettext_lazy("Decide")), _approval_expected,
)  # fmt: skip
