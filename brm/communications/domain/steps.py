"""What happens to a plan by the passing of time and by decision: activated, suspended, resumed, ended (4.8)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.calendars.domain.queries import default_schedule
from brm.communications.domain.materialise import extend_plan_ids
from brm.communications.domain.next_contact import refresh_next_contact
from brm.communications.domain.placing import wall, zone_of
from brm.communications.domain.scope import refuse_non_lead
from brm.communications.domain.settling import settle_meetings
from brm.communications.enums import CancelBasis, OccurrenceStatus, PlanEnd, PlanStatus
from brm.communications.lifecycle import PLAN
from brm.communications.models import Occurrence, Plan, PlanHorizon
from brm.communications.models.occurrences import UNDONE
from brm.core import changes as announcements
from brm.core import clock
from brm.core.editing import locked, save_changes
from brm.core.errors import DomainError
from brm.core.sweeps import sweep
from brm.parties.enums import Status
from brm.parties.models import Relationship
from brm.timeline.domain import note

LIVING = (Status.PROSPECT, Status.ACTIVE)
"""States of a relationship in which its plans run."""


class Begun(NamedTuple):
    """How many plans were activated, and how many meetings that made."""

    plans: int
    meetings: int


_ACTIVATE = """
WITH begun AS (
  UPDATE communications_plan p SET status = 'active', status_since = %(now)s, updated_at = %(now)s,
    version = p.version + 1, step_at = CASE WHEN p.end_on IS NOT NULL THEN
      ((p.end_on + 1)::timestamp
        AT TIME ZONE coalesce(nullif(r.time_zone, ''), nullif(o.time_zone, ''), c.time_zone, %(zone)s)) END
  FROM parties_relationship r JOIN parties_organisation o ON o.id = r.organisation_id
    LEFT JOIN calendars_workingcalendar c ON c.id = coalesce(r.calendar_id, o.calendar_id)
  WHERE p.id = ANY(%(ids)s) AND p.status = 'agreed' AND p.step_at <= %(now)s AND r.id = p.relationship_id
    AND r.status IN ('prospect', 'active')
  RETURNING p.id, p.title, p.relationship_id, p.start_on,
    coalesce(nullif(r.time_zone, ''), nullif(o.time_zone, ''), c.time_zone, %(zone)s) AS zone
), horizons AS (
  INSERT INTO communications_planhorizon (plan_id, made_until, extend_at)
  SELECT id, greatest(start_on, (%(now)s::timestamptz AT TIME ZONE zone)::date) - 1, %(now)s FROM begun
  ON CONFLICT (plan_id) DO UPDATE SET made_until = excluded.made_until, extend_at = excluded.extend_at
), history AS (
  INSERT INTO audit_auditevent (at, actor_id, action, subject_type, subject_id, subject_label, relationship_id, changes,
    reason, request_id)
  SELECT %(now)s, NULL, 'plan.activate', 'communications.plan', id, title, relationship_id,
    '{"status": ["agreed", "active"]}'::jsonb, '', '' FROM begun
), told AS (
  INSERT INTO timeline_timelineentry (relationship_id, at, kind, event, text, params, subject_type, subject_id)
  SELECT relationship_id, %(now)s, 'plan', 'activate', '', jsonb_build_object('title', title), 'communications.plan', id
  FROM begun
)
SELECT id FROM begun
"""


@transaction.atomic
def activate_due(plan_ids: Sequence[int], *, at: datetime) -> Begun:
    """Activate those of the agreed plans whose start day has come, with their meetings six months ahead.

    Set-based, for one plan and for many alike; a plan of an ended or suspended relationship waits.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ACTIVATE, {"ids": list(plan_ids), "now": at, "zone": _our_zone()})
        begun = [plan_id for (plan_id,) in cursor.fetchall()]
    if not begun:
        return Begun(0, 0)
    announcements.announce("communications.plan", begun)
    return Begun(len(begun), extend_plan_ids(begun, at=at))


def set_step_moment(plan: Plan) -> None:
    """Store when the sweep must look at the plan next: its start, the end of its suspension, its last day."""
    day: date | None = None
    if plan.status == PlanStatus.AGREED:
        day = plan.start_on
    elif plan.status == PlanStatus.SUSPENDED:
        day = plan.suspended_until
    elif plan.status == PlanStatus.ACTIVE and plan.end_on:
        day = plan.end_on + timedelta(days=1)
    plan.step_at = wall(day, time(0), _zone(plan.relationship)) if day else None
    plan.save(update_fields=["step_at"])


@transaction.atomic
def suspend_plan(plan: Plan, *, by: User | None, reason: str, until: date, at: datetime | None = None) -> Plan:
    """Pause a plan until a day (leads decide). Meetings ahead go, open ones are cancelled; none of them counts."""
    at = at or clock.now()
    plan = locked(plan)
    transition = PLAN.step("suspend", plan)
    refuse_non_lead(by, plan.relationship)
    if not reason.strip():
        raise DomainError(_("Say why the plan is suspended."), field="reason")
    if until <= at.astimezone().date():
        raise DomainError(_("Choose a day after today."), field="until")
    return _move(plan, "suspend", by=by, at=at, reason=reason.strip(), values={
        "status": transition.target, "suspended_until": until, "suspend_reason": reason.strip(),
    })  # fmt: skip


@transaction.atomic
def resume_plan(plan: Plan, *, by: User | None, at: datetime | None = None) -> Plan:
    """Go on with a suspended plan; meetings are made again from today."""
    at = at or clock.now()
    plan = locked(plan)
    transition = PLAN.step("resume", plan)
    return _move(plan, "resume", by=by, at=at, values={
        "status": transition.target, "suspended_until": None, "suspend_reason": "",
    })  # fmt: skip


@transaction.atomic
def end_plan(
    plan: Plan,
    *,
    by: User | None,
    why: str,
    replaced_by: Plan | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Plan:
    """End a plan because the agreement ended or another replaces it. Meetings ahead go, past ones stay."""
    at = at or clock.now()
    plan = locked(plan)
    transition = PLAN.step("end", plan)
    if why not in PlanEnd.values:
        raise DomainError(_("Choose why the plan ends."), field="why")
    if why == PlanEnd.REPLACED:
        if replaced_by is None or replaced_by.pk == plan.pk or replaced_by.relationship_id != plan.relationship_id:
            raise DomainError(_("Choose the plan that replaces this one."), field="replaced_by")
        if replaced_by.status not in (PlanStatus.AGREED, PlanStatus.ACTIVE):
            raise DomainError(_("The plan that replaces this one must be agreed first."), field="replaced_by")
    return _move(plan, "end", by=by, at=at, reason=reason.strip(), values={
        "status": transition.target, "end_reason": why, "replaced_by": replaced_by,
    })  # fmt: skip


def step_plans(*, at: datetime | None = None) -> int:
    """What the calendar does to plans: starts, ends of suspensions, last days. Safe to run as often as one likes."""
    at = at or clock.now()
    done = 0
    while ids := _startable(at):
        if not (begun := activate_due(ids, at=at).plans):
            break
        done += begun
    waiting = Plan.objects.filter(step_at__lte=at).order_by("step_at", "pk")
    living = waiting.filter(relationship__status__in=LIVING)
    done += sweep(living.filter(status=PlanStatus.SUSPENDED), lambda plan: resume_plan(plan, by=None, at=at))
    done += sweep(
        waiting.filter(status=PlanStatus.ACTIVE), lambda plan: end_plan(plan, by=None, why=PlanEnd.TERM_OVER, at=at)
    )
    return done


def _startable(at: datetime) -> list[int]:
    agreed = Plan.objects.filter(step_at__lte=at, status=PlanStatus.AGREED, relationship__status__in=LIVING)
    return list(agreed.order_by("step_at", "pk").values_list("pk", flat=True)[:2_000])


def end_plans_of(relationship: Relationship, *, by: User | None, reason: str, at: datetime) -> int:
    """With the relationship its plans end; those suspended are taken up for that moment, as their life has it."""
    plans = list(Plan.objects.filter(relationship=relationship, status__in=[PlanStatus.ACTIVE, PlanStatus.SUSPENDED]))
    for plan in plans:
        if plan.status == PlanStatus.SUSPENDED:
            resume_plan(plan, by=by, at=at)
        end_plan(plan, by=by, why=PlanEnd.RELATIONSHIP_ENDED, reason=reason, at=at)
    return len(plans)


def end_doubled_plans(keep: Relationship, drop: Relationship, *, by: User | None, at: datetime) -> int:
    """Before two relationships become one: of a template both were given, one plan goes on."""
    kept = Plan.objects.filter(relationship=keep, template__isnull=False).exclude(status=PlanStatus.ENDED)
    doubled = Plan.objects.filter(relationship=drop, template__in=kept.values("template"))
    plans = list(doubled.exclude(status=PlanStatus.ENDED))
    for plan in plans:
        if plan.status == PlanStatus.SUSPENDED:
            resume_plan(plan, by=by, at=at)
        if plan.status in (PlanStatus.ACTIVE, PlanStatus.SUSPENDED):
            end_plan(plan, by=by, why=PlanEnd.RELATIONSHIP_ENDED, at=at)
        else:
            trail.record(plan, "plan.change", by=by, changes=save_changes(plan, {"template": None}), at=at)
    return len(plans)


def suspend_plans_of(relationship: Relationship, *, by: User | None, reason: str, at: datetime) -> int:
    """While the relationship is suspended its plans are."""
    plans = list(Plan.objects.filter(relationship=relationship, status=PlanStatus.ACTIVE))
    until = clock.day_of(at) + timedelta(days=365)
    for plan in plans:
        suspend_plan(plan, by=None, reason=reason, until=until, at=at)
    return len(plans)


def resume_plans_of(relationship: Relationship, *, by: User | None, at: datetime) -> int:
    """With the relationship its plans go on."""
    plans = list(Plan.objects.filter(relationship=relationship, status=PlanStatus.SUSPENDED))
    for plan in plans:
        resume_plan(plan, by=by, at=at)
    return len(plans)


def _our_zone() -> str:
    return str(default_schedule().zone)


def _zone(relationship: Relationship) -> str:
    return zone_of(relationship)


def _move(plan: Plan, step: str, *, by: User | None, at: datetime, values: dict[str, object], reason: str = "") -> Plan:
    """Save one step with all that goes with it: meetings, next moment, history, timeline."""
    changes = save_changes(plan, {**values, "status_since": at})
    changes.pop("status_since", None)
    set_step_moment(plan)
    if step == "resume":
        today = at.astimezone(ZoneInfo(_zone(plan.relationship))).date()
        PlanHorizon.objects.update_or_create(
            plan=plan, defaults={"made_until": max(plan.start_on, today) - timedelta(days=1), "extend_at": at}
        )
        extend_plan_ids([plan.pk], at=at)
    else:
        PlanHorizon.objects.filter(plan=plan).delete()
        remove_future_meetings(plan, at=at)
        if step == "suspend":
            cancel_open_meetings(plan, basis=CancelBasis.SUSPENSION, reason=reason, by=by, at=at)
        elif values.get("end_reason") == PlanEnd.RELATIONSHIP_ENDED:
            cancel_open_meetings(plan, basis=CancelBasis.PLAN_ENDED, reason=reason, by=by, at=at)
    refresh_next_contact([plan.relationship_id])
    trail.record(plan, f"plan.{step}", by=by, changes=changes, reason=reason, at=at)
    note(plan.relationship_id, "plan", event=step, at=at, subject=plan, actor=by, text=reason, title=plan.title)
    return plan


def remove_future_meetings(plan: Plan, *, at: datetime) -> int:
    """Take away the planned meetings that have not come to the desk."""
    ahead = Occurrence.objects.filter(plan=plan, status=OccurrenceStatus.PLANNED, desk_at__gt=at)
    count = ahead.count()
    ahead.delete()
    return count


def cancel_open_meetings(plan: Plan, *, basis: str, reason: str, by: User | None, at: datetime) -> int:
    """Cancel what is at the desk; it does not count against adherence."""
    rows = list(Occurrence.objects.select_for_update().filter(plan=plan, status__in=UNDONE))
    values = {
        "status": OccurrenceStatus.CANCELLED, "cancel_basis": basis, "reason": reason or str(CancelBasis(basis).label),
        "desk_at": None, "remind_at": None,
    }  # fmt: skip
    for row in rows:
        before = row.status
        save_changes(row, values)
        trail.record(row, "meeting.cancel", by=by, changes={"status": (before, row.status)}, reason=reason, at=at)
    settle_meetings(rows, at=at)
    return len(rows)


@PLAN.guard("activate", "resume")
def relationship_lives(plan: Plan) -> str | None:
    """A plan of a suspended relationship rests too."""
    if plan.relationship.status == Status.SUSPENDED:
        return _("The relationship is suspended; resume it first.")
    return None


trail.label("plan.activate", gettext_lazy("Activated the communication plan"))
trail.label("plan.suspend", gettext_lazy("Suspended the communication plan"))
trail.label("plan.resume", gettext_lazy("Resumed the communication plan"))
trail.label("plan.end", gettext_lazy("Ended the communication plan"))
