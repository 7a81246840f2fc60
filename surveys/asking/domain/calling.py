"""The call list: who is asked by phone or on a visit, each attempt written down (Q-01, Q-02)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.queries import insiders
from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.errors import DomainError
from surveys.asking.domain.ending import decline_invitation, refuse_unanswerable
from surveys.asking.domain.offering import BY_VOICE
from surveys.asking.domain.today import settle_calls, show_calls
from surveys.asking.enums import AskChannel, CallOutcome, InvitationStatus, Why
from surveys.asking.models import CallTry, Invitation


@transaction.atomic
def record_call(
    invitation: Invitation,
    *,
    by: User | None,
    outcome: str,
    note: str = "",
    again_at: datetime | None = None,
    at: datetime | None = None,
) -> CallTry:
    """Write down an attempt that brought no answer. An answer is written down where it is given."""
    at = at or clock.now()
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    refuse_unanswerable(row, at=at)
    if row.channel not in BY_VOICE:
        raise DomainError(_("They are asked by mail, not by phone."))
    if outcome not in CallOutcome.values:
        raise DomainError(_("Say what came of the call."), field="outcome")
    if again_at is not None and again_at <= at:
        raise DomainError(_("Choose a moment that lies ahead."), field="again_at")
    if again_at is not None and row.expires_at is not None and again_at > row.expires_at:
        raise DomainError(_("By then it is no longer open."), field="again_at")
    if outcome == CallOutcome.LATER and again_at is None:
        raise DomainError(_("Say when to call again."), field="again_at")
    tried = CallTry.objects.create(
        invitation=row, at=at, by=by, outcome=outcome, again_at=again_at, note=note.strip()[:300]
    )
    row.calls += 1
    row.send_at = again_at or row.send_at
    if outcome == CallOutcome.WRONG:
        row.status, row.why, row.step_at = InvitationStatus.LEFT_OUT, Why.NO_ADDRESS, None
        settle_calls([row.pk], at=at)
    row.save(update_fields=["calls", "send_at", "status", "why", "step_at"])
    trail.record(row, "survey.call", by=by, changes={"calls": (row.calls - 1, row.calls)}, reason=note.strip(), at=at)
    if outcome == CallOutcome.DECLINED:
        decline_invitation(row, by=by, reason=note, at=at)
    return tried


@transaction.atomic
def ask_by_phone(invitation: Invitation, *, by: User | None, at: datetime | None = None) -> Invitation:
    """Put somebody who was written to, or is to be, on the call list instead; the link stays good."""
    at = at or clock.now()
    row = Invitation.objects.select_for_update(of=("self",)).select_related(
        "contact", "matter", "relationship__organisation", "campaign"
    ).get(pk=invitation.pk)  # fmt: skip
    if not row.is_live:
        raise DomainError(_("It is over already: %(state)s.") % {"state": row.get_status_display()})
    if row.campaign is not None and row.campaign.is_anonymous:
        raise DomainError(_("This survey is anonymous: nobody of ours writes an answer down for somebody."))
    if not row.contact.phone:
        raise DomainError(_("There is no phone number of theirs. Add it to the contact first."))
    if row.channel != AskChannel.PHONE:
        before, row.channel = row.channel, AskChannel.PHONE
        row.save(update_fields=["channel"])
        trail.record(row, "survey.by_phone", by=by, changes={"channel": (before, row.channel)}, at=at)
        if row.status == InvitationStatus.SENT:
            show_calls([row], at=at)
    return row


@transaction.atomic
def give_call(invitation: Invitation, *, to: User, by: User | None, at: datetime | None = None) -> Invitation:
    """Name who calls them: one of our people, of whatever role. They find it on Today and may write the call down.

    The customer's manager need not be named: without a name it is theirs.
    """
    at = at or clock.now()
    row = Invitation.objects.select_for_update(of=("self",)).select_related(
        "contact", "matter", "relationship__organisation", "caller"
    ).get(pk=invitation.pk)  # fmt: skip
    if not row.is_live:
        raise DomainError(_("It is over already: %(state)s.") % {"state": row.get_status_display()})
    if row.channel not in BY_VOICE:
        raise DomainError(_("They are asked by mail, not by phone."))
    if not insiders().filter(pk=to.pk).exists():
        raise DomainError(_("Choose among our own active people."), field="to")
    caller = None if to.pk == row.relationship.owner_id else to
    if row.caller_id == (caller.pk if caller else None):
        return row
    before, row.caller = row.caller, caller
    row.save(update_fields=["caller"])
    trail.record(row, "survey.give_call", by=by, changes={"caller": (before, caller)}, at=at)
    if row.status == InvitationStatus.SENT:
        settle_calls([row.pk], at=at)
        show_calls([row], at=at)
    return row


@transaction.atomic
def give_calls(invitations: Iterable[Invitation], *, to: User, by: User | None) -> int:
    """The same for many at once; answers how many."""
    return len([give_call(row, to=to, by=by) for row in invitations])


trail.label("survey.give_call", gettext_lazy("Named who calls them"))
trail.label("survey.call", gettext_lazy("Tried to reach them"))
trail.label("survey.by_phone", gettext_lazy("Put on the call list"))
