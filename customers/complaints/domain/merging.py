"""Duplicates become one; direct and relayed ones of one case stay two and are linked (INV-16)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.errors import DomainError
from brm.matters.domain import link_matters
from brm.matters.models import LinkKind, MatterLink
from customers.complaints.domain.ending import end_as_merged
from customers.complaints.domain.moving import allowed, hold
from customers.complaints.domain.scope import refuse_unless_manager
from customers.complaints.domain.telling import tell_complainant
from customers.complaints.models import Complaint, ComplaintWatcher


@transaction.atomic
def merge_complaints(
    keep: Complaint, drop: Complaint, *, by: User | None, reason: str = "", at: datetime | None = None
) -> Complaint:
    """``drop`` says the same as ``keep`` and goes on there; its complainant hears of it and watches from now on."""
    at = at or clock.now()
    keep, drop = _both(keep, drop)
    refuse_unless_manager(by, keep)
    refuse_unless_manager(by, drop)
    _refuse_apart(keep, drop)
    if keep.path != drop.path:
        raise DomainError(_("One came directly, the other was relayed. Link them as one case instead: both count."))
    if not keep.is_open:
        raise DomainError(_("The complaint to go on with is over. Choose one that is open."))
    allowed(drop, "merge")
    link_matters(drop.matter, keep.matter, kind=LinkKind.DUPLICATES, by=by, at=at)
    drop = end_as_merged(drop, keep, by=by, reason=reason.strip(), at=at)
    if drop.contact_id and drop.contact_id != keep.contact_id:
        ComplaintWatcher.objects.get_or_create(complaint=keep, contact=drop.contact, defaults={"added_at": at})
    for watcher in drop.watchers.all():
        ComplaintWatcher.objects.get_or_create(
            complaint=keep, user=watcher.user, contact=watcher.contact, defaults={"added_at": at}
        )
    trail.record(keep, "complaint.take_in", by=by, changes={"duplicate": (None, drop.matter.number)}, at=at,
                 reason=reason.strip())  # fmt: skip
    tell_complainant(drop, "merged", at=at, other=keep.matter.number)
    return keep


@transaction.atomic
def link_as_one_case(
    complaint: Complaint, other: Complaint, *, by: User | None, at: datetime | None = None
) -> MatterLink:
    """Say that two complaints are about one case; each keeps its path, its clocks and its count (INV-16)."""
    complaint, other = _both(complaint, other)
    refuse_unless_manager(by, complaint)
    _refuse_apart(complaint, other)
    there = MatterLink.objects.filter(source=other.matter, target=complaint.matter, kind=LinkKind.CONCERNS).first()
    return there or link_matters(complaint.matter, other.matter, kind=LinkKind.CONCERNS, by=by, at=at)


def _both(one: Complaint, two: Complaint) -> tuple[Complaint, Complaint]:
    """Both held, always in the same order, so that two at once wait for and never block one another."""
    if one.pk == two.pk:
        raise DomainError(_("Choose another complaint."))
    held = {row.pk: row for row in map(hold, sorted((one, two), key=lambda row: row.pk))}
    return held[one.pk], held[two.pk]


def _refuse_apart(one: Complaint, two: Complaint) -> None:
    if one.relationship_id != two.relationship_id:
        raise DomainError(_("They are complaints of different customers."))


trail.label("complaint.take_in", gettext_lazy("Took in a duplicate"))
