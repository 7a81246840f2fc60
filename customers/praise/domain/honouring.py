"""The three forms of praise: planned, held with what shows it; thanks to the customer (C-18)."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.queries import insiders
from brm.accounts.models import User
from brm.attention.domain import attend, settle
from brm.attention.models import Severity
from brm.audit import trail
from brm.communications.domain.placing import wall
from brm.core import clock
from brm.core.editing import locked, save_changes, save_new
from brm.core.errors import DomainError
from brm.timeline.domain import note
from customers.praise.domain.asking import HONOUR
from customers.praise.enums import REAL, Form
from customers.praise.models import Honour, Praise

REMIND_BEFORE = timedelta(days=1)


@transaction.atomic
def plan_honour(
    praise: Praise, *, by: User, form: str, planned_on: date, owner: User | None = None, at: datetime | None = None
) -> Honour:
    """Plan a form of praise, or move one that is not held yet to another day or person."""
    at = at or clock.now()
    praise = locked(praise)
    owner = owner or by
    if form not in Form.values:
        raise DomainError(_("Choose the form."), field="form")
    _refuse_unconfirmed(praise)
    if not insiders().filter(pk=owner.pk).exists():
        raise DomainError(_("%(person)s is not one of our active people.") % {"person": owner}, field="owner")
    honour = praise.honours.filter(form=form).first()
    if honour is not None and honour.held_on is not None:
        raise DomainError(_("This form was held already."), field="form")
    look = wall(planned_on - REMIND_BEFORE, time(8), owner.time_zone)
    if honour is None:
        honour = save_new(
            Honour(
                praise=praise, form=form, owner=owner, planned_on=planned_on, sweep_at=look, created_at=at,
                updated_at=at,
            )
        )  # fmt: skip
    else:
        save_changes(honour, {"owner": owner, "planned_on": planned_on, "sweep_at": look})
        settle(HONOUR, honour, at=at)
    planned = {"planned_for": (None, planned_on), "form_owner": (None, owner)}
    trail.record(praise, f"praise.plan_{form}", by=by, changes=planned, at=at)
    return honour


@transaction.atomic
def hold_honour(
    praise: Praise, *, by: User, form: str, evidence: str, held_on: date | None = None, at: datetime | None = None
) -> Honour:
    """Record that a form of praise was held, planned or not: when, and what shows it."""
    at = at or clock.now()
    praise = locked(praise)
    held_on = held_on or clock.day_of(at)
    if form not in Form.values:
        raise DomainError(_("Choose the form."), field="form")
    _refuse_unconfirmed(praise)
    if not evidence.strip():
        raise DomainError(_("Say what shows it: who was there, what was told."), field="evidence")
    if held_on > clock.day_of(at) + timedelta(days=1):
        raise DomainError(_("What lies ahead cannot have been held yet."), field="held_on")
    honour = praise.honours.filter(form=form).first()
    values = {"held_on": held_on, "evidence": evidence.strip(), "sweep_at": None}
    if honour is None:
        honour = save_new(Honour(praise=praise, form=form, owner=by, created_at=at, updated_at=at, **values))
    else:
        save_changes(honour, values)
    settle(HONOUR, honour, at=at)
    trail.record(praise, f"praise.hold_{form}", by=by, changes={"form_held_on": (None, held_on)}, at=at)
    note(
        praise.relationship_id, "praise", event="honour", at=at, subject=praise, actor=by, text=evidence.strip()[:500],
        number=praise.matter.number, title=praise.matter.title, form=form,
    )  # fmt: skip
    return honour


def look_at_honour(honour: Honour, at: datetime) -> None:
    """Ask for it the day before, louder once its day has passed. Called by the sweep, with the row held."""
    if honour.planned_on is None or honour.held_on is not None:
        return
    over = wall(honour.planned_on + timedelta(days=1), time(0), honour.owner.time_zone)
    attend(
        honour.owner, HONOUR, honour, severity=Severity.LATE if at >= over else Severity.SOON,
        due_at=over - timedelta(seconds=1), relationship=honour.praise.relationship, at=at, form=honour.form,
        title=honour.praise.matter.title, organisation=str(honour.praise.relationship.organisation),
        praise=honour.praise_id,
    )  # fmt: skip
    honour.sweep_at = None if at >= over else over
    honour.save(update_fields=["sweep_at"])


def _refuse_unconfirmed(praise: Praise) -> None:
    if praise.status not in REAL:
        raise DomainError(_("Verify the praise first; then it can be honoured."))


for _name, _planned, _held in (
    ("letter", gettext_lazy("Planned the letter of commendation"), gettext_lazy("Gave the letter of commendation")),
    ("exchange", gettext_lazy("Planned the exchange with the customer"), gettext_lazy("Held the exchange")),
    ("sharing", gettext_lazy("Planned the engineer's sharing"), gettext_lazy("Held the engineer's sharing")),
):
    trail.label(f"praise.plan_{_name}", _planned)
    trail.label(f"praise.hold_{_name}", _held)
