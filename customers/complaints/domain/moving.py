"""One step of a complaint's life: locked, allowed, with its clocks, its history, its place on Today."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import save_changes
from brm.core.errors import DomainError
from brm.core.lifecycle import Transition
from brm.parties.models import Contact
from customers.complaints.domain.asking import ask
from customers.complaints.domain.clocks import Clocks
from customers.complaints.domain.telling import tell_story
from customers.complaints.enums import OPEN
from customers.complaints.lifecycle import LIFECYCLE
from customers.complaints.models import Complaint
from customers.complaints.rules import LONGEST

HIDDEN = frozenset({"desk_at", "escalate_at", "status_since", "waiting_from", "waiting_until", "visit_at", "round"})
"""What the history need not tell: it follows from the rest."""


def hold(complaint: Complaint) -> Complaint:
    """The complaint as it is now, held until the transaction ends: of two who press at once, the second is told."""
    rows = Complaint.objects.select_for_update(of=("self",)).select_related(
        "matter", "relationship__organisation", "relationship__owner", "owner", "contact__user", "service"
    )
    return rows.get(pk=complaint.pk)


def allowed(complaint: Complaint, step: str) -> Transition:
    """The step, if it follows and nothing stands in its way."""
    return LIFECYCLE.step(step, complaint)


def finish(
    complaint: Complaint,
    step: str,
    *,
    by: User | None,
    at: datetime,
    clocks: Clocks | None = None,
    values: Mapping[str, Any] | None = None,
    target: str = "",
    reason: str = "",
    text: str = "",
    contact: Contact | None = None,
    told: Mapping[str, Any] | None = None,
) -> Complaint:
    """Take the step: state and values in one, then history, timeline and Today."""
    changing = dict(values or {})
    status = target or LIFECYCLE[step].target or complaint.status
    if status != complaint.status:
        changing |= {"status": status, "status_since": at}
    clocks = clocks or Clocks(complaint)
    otherwise = changing.get("waiting_until") or changing.get("status_since") or complaint.status_since
    changing |= clocks.save(otherwise=otherwise)
    if status not in OPEN:
        changing |= {"escalate_at": None, "visit_at": None}
    changes = save_changes(complaint, changing)
    shown = {name: pair for name, pair in changes.items() if name not in HIDDEN}
    if contact is not None:
        shown["complainant"] = (None, contact.pk)
    trail.record(complaint, f"complaint.{step}", by=by, changes=shown, reason=reason, at=at)
    tell_story(complaint, step, at=at, by=by, text=text or reason, **dict(told or {}))
    ask(complaint, at=at)
    return complaint


def moment_given(moment: datetime | None, *, at: datetime, complaint: Complaint, field: str) -> datetime:
    """A moment somebody states: not in the future, not before the complaint was received."""
    moment = moment or at
    if moment > max(at, clock.now()):
        raise DomainError(_("This moment lies in the future."), field=field)
    if moment < complaint.received_at:
        raise DomainError(_("This lies before the complaint was received."), field=field)
    return moment


def needed(text: str, message: str, field: str) -> str:
    """A text that must say something."""
    text = text.strip()
    if not text:
        raise DomainError(message, field=field)
    if len(text) > LONGEST:
        raise DomainError(_("This text is too long; at most %(most)d characters.") % {"most": LONGEST}, field=field)
    return text
