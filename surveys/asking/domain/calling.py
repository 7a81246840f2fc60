"""The call list: who is asked by phone or on a visit, each attempt written down (Q-01, Q-02)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
        "contact", "matter", "relationship__organisation"
    ).get(pk=invitation.pk)  # fmt: skip
    if not row.is_live:
        raise DomainError(_("It is over already: %(state)s.") % {"state": row.get_status_display()})
    if not row.contact.phone:
        raise DomainError(_("There is no phone number of theirs. Add it to the contact first."))
    if row.channel != AskChannel.PHONE:
        before, row.channel = row.channel, AskChannel.PHONE
        row.save(update_fields=["channel"])
        trail.record(row, "survey.by_phone", by=by, changes={"channel": (before, row.channel)}, at=at)
        if row.status == InvitationStatus.SENT:
            show_calls([row], at=at)
    return row


trail.label("survey.call", gettext_lazy("Tried to reach them"))
trail.label("survey.by_phone", gettext_lazy("Put on the call list"))
