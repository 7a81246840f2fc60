"""A complaint that sets the sides against each other: mediator, agreed facts, outcome (C-36)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from customers.complaints.domain.moving import hold, needed
from customers.complaints.domain.scope import refuse_unless_manager
from customers.complaints.domain.telling import tell_people, tell_story
from customers.complaints.models import Complaint, Conflict


@transaction.atomic
def flag_conflict(
    complaint: Complaint, *, by: User | None, reason: str, mediator: User, at: datetime | None = None
) -> Conflict:
    """Say that there is a conflict, and who mediates: somebody who has no part in it."""
    at = at or clock.now()
    complaint = hold(complaint)
    refuse_unless_manager(by, complaint)
    if Conflict.objects.filter(complaint=complaint).exists():
        raise DomainError(_("The conflict is flagged already."))
    _refuse_party(complaint, mediator)
    conflict = save_new(
        Conflict(
            complaint=complaint, reason=needed(reason, _("Say what the conflict is about."), "reason"),
            mediator=mediator, flagged_at=at, created_at=at, updated_at=at,
        )
    )  # fmt: skip
    changes = save_changes(complaint, {"has_conflict": True})
    trail.record(complaint, "complaint.flag_conflict", by=by, changes=changes | {"mediator": (None, mediator)}, at=at)
    tell_story(complaint, "flag_conflict", at=at, by=by, text=reason, mediator=str(mediator))
    tell_people(complaint, "mediator", [mediator], at=at, by=by, text=reason)
    return conflict


@transaction.atomic
def note_on_conflict(
    conflict: Conflict,
    *,
    by: User | None,
    agreed_facts: str,
    mediator: User | None = None,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Conflict:
    """Write down what both sides agree on; another mediator may take over."""
    conflict = locked(conflict)
    _refuse_settled(conflict)
    _refuse_unless_mediating(conflict, by)
    mediator = mediator or conflict.mediator
    _refuse_party(conflict.complaint, mediator)
    values: dict[str, Any] = {"agreed_facts": agreed_facts.strip(), "mediator": mediator}
    refuse_stale(conflict, expected_version, values)
    if changes := save_changes(conflict, values):
        trail.record(conflict.complaint, "complaint.note_conflict", by=by, changes=changes, at=at)
        if "mediator" in changes:
            tell_people(conflict.complaint, "mediator", [conflict.mediator], at=at or clock.now(), by=by,
                        key=f"m{conflict.version}", text=conflict.reason)  # fmt: skip
    return conflict


@transaction.atomic
def settle_conflict(
    conflict: Conflict, *, by: User | None, outcome: str, agreed_facts: str = "", at: datetime | None = None
) -> Conflict:
    """The conflict is over: with the facts both agree on, and the outcome."""
    at = at or clock.now()
    conflict = locked(conflict)
    _refuse_settled(conflict)
    _refuse_unless_mediating(conflict, by)
    facts = needed(
        agreed_facts or conflict.agreed_facts, _("Write down the facts both sides agree on."), "agreed_facts"
    )
    said = needed(outcome, _("Write down the outcome."), "outcome")
    values: dict[str, Any] = {"agreed_facts": facts, "outcome": said, "settled_at": at}
    changes = save_changes(conflict, values)
    complaint = hold(conflict.complaint)
    save_changes(complaint, {"has_conflict": False})
    trail.record(complaint, "complaint.settle_conflict", by=by, changes=changes, at=at)
    tell_story(complaint, "settle_conflict", at=at, by=by, text=values["outcome"])
    return conflict


def _refuse_settled(conflict: Conflict) -> None:
    if conflict.settled_at is not None:
        raise DomainError(_("The conflict is settled."))


def _refuse_unless_mediating(conflict: Conflict, by: User | None) -> None:
    if by is not None and by.pk != conflict.mediator_id:
        refuse_unless_manager(by, conflict.complaint)


def _refuse_party(complaint: Complaint, mediator: User) -> None:
    if not mediator.is_insider:
        raise DomainError(_("%(person)s is not one of our active people.") % {"person": mediator}, field="mediator")
    if mediator.pk == complaint.owner_id:
        raise DomainError(_("The owner of the complaint cannot mediate in it. Choose somebody else."), field="mediator")


for _name, _words in (
    ("flag_conflict", gettext_lazy("Flagged a conflict")),
    ("note_conflict", gettext_lazy("Noted facts of the conflict")),
    ("settle_conflict", gettext_lazy("Settled the conflict")),
):
    trail.label(f"complaint.{_name}", _words)
