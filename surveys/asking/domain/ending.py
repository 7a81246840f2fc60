"""How an invitation ends: answered, declined, taken back; and whether its link still opens the questionnaire."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.communications.domain.placing import schedule_for_relationship, zone_of
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
def mark_answered(invitation: Invitation, *, at: datetime | None = None, is_held: bool = False) -> Invitation:
    """An answer was taken in. Whoever writes the answer calls this in the same transaction, once (single use).

    ``is_held``: it comes from ``held_invitation`` in this transaction, so that nobody else can have changed it.
    """
    invitation = invitation if is_held else held_invitation(invitation)
    refuse_unanswerable(invitation, at=at)
    return _end(invitation, InvitationStatus.ANSWERED, at or clock.now())


@transaction.atomic
def decline_invitation(
    invitation: Invitation, *, by: User | None = None, reason: str = "", at: datetime | None = None
) -> Invitation:
    """They do not want to answer this one; they are not reminded."""
    at = at or clock.now()
    invitation = held_invitation(invitation)
    refuse_unanswerable(invitation, at=at)
    before = invitation.status
    _end(invitation, InvitationStatus.DECLINED, at)
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
    _end(invitation, InvitationStatus.REVOKED, at)
    _record(invitation, "survey.revoke", before, by, reason, at)
    return invitation


_HELD = Prepared(
    lambda pk: (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("rule", "campaign", "contact", "relationship__organisation", "relationship__owner")
        .filter(pk=pk)
    )
)


def held_invitation(invitation: Invitation) -> Invitation:
    """The invitation as it is now, held until the transaction ends: of two who act at once the second is told."""
    found = _HELD.first(invitation.pk)
    if found is None:
        raise Invitation.DoesNotExist(invitation.pk)
    if found.version_id == invitation.version_id:
        found.version = invitation.version  # published questions never change
    return found


def _end(invitation: Invitation, status: str, at: datetime) -> Invitation:
    """Only the day is kept: of an anonymous campaign the moment would lead to the answer (ruling 32)."""
    relationship = invitation.relationship
    zone = zone_of(relationship, schedule_for_relationship(relationship))
    invitation.status, invitation.step_at = status, None
    invitation.ended_on = at.astimezone(ZoneInfo(zone)).date()
    invitation.save(update_fields=["status", "step_at", "ended_on"])
    if invitation.channel in BY_VOICE:
        settle_calls([invitation.pk], at=at)
    return invitation


def _record(invitation: Invitation, action: str, before: str, by: User | None, reason: str, at: datetime) -> None:
    changes = {"status": (before, invitation.status)}
    trail.record(invitation, action, by=by, changes=changes, reason=reason.strip(), at=at)


trail.label("survey.decline", gettext_lazy("Does not want to answer"))
trail.label("survey.revoke", gettext_lazy("Took the survey back"))
