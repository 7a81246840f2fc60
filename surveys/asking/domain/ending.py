"""How an invitation ends: answered, declined, taken back; and whether its link still opens the questionnaire."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.calendars.domain.queries import schedules_of
from brm.communications.domain.placing import calendar_of, own_zone
from brm.core import clock
from brm.core.errors import DomainError
from brm.core.prepared import Prepared
from surveys.asking.domain.offering import BY_VOICE
from surveys.asking.domain.today import settle_calls
from surveys.asking.enums import LIVE, InvitationStatus
from surveys.asking.models import Invitation

ENDED = {
    InvitationStatus.ANSWERED: gettext_lazy("This was answered already. Thank you."),
    InvitationStatus.DECLINED: gettext_lazy("This survey was declined."),
    InvitationStatus.EXPIRED: gettext_lazy("The time to answer is over."),
    InvitationStatus.REVOKED: gettext_lazy("This survey was taken back."),
    InvitationStatus.LEFT_OUT: gettext_lazy("This survey was not sent."),
}


def refusal_of(invitation: Invitation, *, at: datetime | None = None) -> str:
    """Why it cannot be answered (any more), in a sentence; empty when it can."""
    if words := ENDED.get(InvitationStatus(invitation.status)):
        return str(words)
    if invitation.status != InvitationStatus.SENT:
        return _("This survey was not sent yet.")
    if invitation.expires_at is not None and invitation.expires_at <= (at or clock.now()):
        return str(ENDED[InvitationStatus.EXPIRED])
    return ""


def refuse_unanswerable(invitation: Invitation, *, at: datetime | None = None) -> None:
    """No answer after closing (INV-30)."""
    if words := refusal_of(invitation, at=at):
        raise DomainError(words)


@transaction.atomic
def mark_answered(invitation: Invitation, *, at: datetime | None = None) -> Invitation:
    """An answer was taken in. Whoever writes the answer calls this in the same transaction, once (single use)."""
    at = at or clock.now()
    invitation = held_invitation(invitation)
    refuse_unanswerable(invitation, at=at)
    end_answered([invitation], days_of_ending([invitation], at), at=at)
    return invitation


def end_answered(held: Sequence[Invitation], days: Mapping[int, date], *, at: datetime) -> None:
    """The same for many that this transaction holds and has found answerable, each on its day (``days_of_ending``)."""
    _end_all(held, InvitationStatus.ANSWERED, days, at)


@transaction.atomic
def decline_invitation(
    invitation: Invitation, *, by: User | None = None, reason: str = "", at: datetime | None = None
) -> Invitation:
    """They do not want to answer this one; they are not reminded."""
    at = at or clock.now()
    invitation = held_invitation(invitation)
    refuse_unanswerable(invitation, at=at)
    before = invitation.status
    _end_all([invitation], InvitationStatus.DECLINED, days_of_ending([invitation], at), at)
    _record(invitation, "survey.decline", before, by, reason, at)
    return invitation


@transaction.atomic
def revoke_invitation(
    invitation: Invitation, *, by: User | None, reason: str, at: datetime | None = None
) -> Invitation:
    """Take an invitation back: what is planned does not go, the link that went out opens no longer."""
    at = at or clock.now()
    if not reason.strip():
        raise DomainError(_("Say why it is taken back."), field="reason")
    invitation = held_invitation(invitation)
    if invitation.status not in LIVE:
        raise DomainError(_("It is over already: %(state)s.") % {"state": invitation.get_status_display()})
    before = invitation.status
    _end_all([invitation], InvitationStatus.REVOKED, days_of_ending([invitation], at), at)
    _record(invitation, "survey.revoke", before, by, reason, at)
    return invitation


_HELD = Prepared(
    lambda ids: (
        Invitation.objects.select_for_update(of=("self",)).select_related("campaign").filter(pk__in=ids).order_by("pk")
    )
)
_KNOWN = ("version", "contact", "relationship", "rule", "service", "matter")


def held_invitation(invitation: Invitation) -> Invitation:
    """The invitation as it is now, held until the transaction ends: of two who act at once the second is told."""
    return held_invitations([invitation])[0]


def held_invitations(invitations: Sequence[Invitation]) -> list[Invitation]:
    """The same for many, each once, in the order given; held in one order by everybody, so that none wait in a ring."""
    found = {row.pk: row for row in _HELD([row.pk for row in invitations])}
    for known in invitations:
        held = found.get(known.pk)
        if held is None:
            raise Invitation.DoesNotExist(known.pk)
        for name in _KNOWN:
            if name in known._state.fields_cache and getattr(held, f"{name}_id") == getattr(known, f"{name}_id"):
                held._state.fields_cache[name] = known._state.fields_cache[name]  # only the invitation is held
    return [found[row.pk] for row in invitations]


def days_of_ending(held: Sequence[Invitation], at: datetime) -> dict[int, date]:
    """By invitation: the customer's day of a moment, on which it ends."""
    silent = {calendar_of(row.relationship) for row in held if not own_zone(row.relationship)}
    schedules = schedules_of(silent) if silent else {}
    zones = {row.pk: own_zone(row.relationship) or str(schedules[calendar_of(row.relationship)].zone) for row in held}
    return {pk: at.astimezone(ZoneInfo(zone)).date() for pk, zone in zones.items()}


def _end_all(held: Sequence[Invitation], status: str, days: Mapping[int, date], at: datetime) -> None:
    """Only the day is kept: of an anonymous campaign the moment would lead to the answer (ruling 32)."""
    by_day: dict[date, list[int]] = defaultdict(list)
    for invitation in held:
        invitation.status, invitation.step_at, invitation.ended_on = status, None, days[invitation.pk]
        by_day[days[invitation.pk]].append(invitation.pk)
    for day, ids in by_day.items():
        Invitation.objects.filter(pk__in=ids).update(status=status, step_at=None, ended_on=day)
    if voices := [row.pk for row in held if row.channel in BY_VOICE]:
        settle_calls(voices, at=at)


def _record(invitation: Invitation, action: str, before: str, by: User | None, reason: str, at: datetime) -> None:
    changes = {"status": (before, invitation.status)}
    trail.record(invitation, action, by=by, changes=changes, reason=reason.strip(), at=at)


trail.label("survey.decline", gettext_lazy("Does not want to answer"))
trail.label("survey.revoke", gettext_lazy("Took the survey back"))
