"""Templates of plans, and giving one to many relationships in one action: set-based, resumable (ruling 7)."""

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.calendars.domain.queries import default_schedule
from brm.communications.domain.placing import bare_rule, full_rule, in_words
from brm.communications.domain.steps import activate_due
from brm.communications.models import PlanTemplate, TemplateApplication
from brm.core import changes as announcements
from brm.core import clock, jobs
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import DomainError
from brm.core.recurrence import Rule
from brm.parties.models import Relationship

FACTS = frozenset(
    {
        "name", "tier", "title", "purpose", "rule", "channel", "meet_at", "duration_minutes", "agenda",
        "invite_key_contacts", "late_moves_next", "reminder_days",
    }
)  # fmt: skip
CHUNK = 2_000

_APPLY = """
WITH chosen AS (
  SELECT r.id, coalesce(nullif(r.time_zone, ''), nullif(o.time_zone, ''), c.time_zone, %(zone)s) AS zone
  FROM parties_relationship r JOIN parties_organisation o ON o.id = r.organisation_id
    LEFT JOIN calendars_workingcalendar c ON c.id = coalesce(r.calendar_id, o.calendar_id)
  WHERE r.id = ANY(%(ids)s) AND r.status <> 'ended'
), given AS (
  INSERT INTO communications_plan (
    created_at, updated_at, version, relationship_id, template_id, title, purpose, origin, agreement_clause, rule,
    channel, meet_at, duration_minutes, place, agenda, late_moves_next, reminder_days, start_on, end_on, status,
    status_since, consent_note, consent_on, suspend_reason, end_reason, step_at)
  SELECT %(now)s, %(now)s, 1, x.id, t.id, t.title, t.purpose, 'operation', '', t.rule, t.channel, t.meet_at,
    t.duration_minutes, '', t.agenda, t.late_moves_next, t.reminder_days, %(start)s, NULL, 'agreed', %(now)s,
    %(consent)s, %(consent_on)s, '', '', (%(start)s::date)::timestamp AT TIME ZONE x.zone
  FROM chosen x CROSS JOIN communications_plantemplate t WHERE t.id = %(template)s
  ON CONFLICT DO NOTHING
  RETURNING id, relationship_id, title
), people AS (
  INSERT INTO communications_plan_theirs (plan_id, contact_id)
  SELECT g.id, k.id FROM given g
  JOIN parties_relationship r ON r.id = g.relationship_id
  JOIN parties_contact k ON k.organisation_id = r.organisation_id
  WHERE %(invite)s AND (k.is_key OR k.is_vip) AND k.left_on IS NULL AND k.merged_into_id IS NULL
    AND k.erased_at IS NULL
), history AS (
  INSERT INTO audit_auditevent (at, actor_id, action, subject_type, subject_id, subject_label, relationship_id, changes,
    reason, request_id)
  SELECT %(now)s, %(by)s, 'plan.give', 'communications.plan', id, title, relationship_id,
    jsonb_build_object('status', jsonb_build_array(NULL, 'agreed'), 'template', jsonb_build_array(NULL, %(template)s)),
    %(consent)s, '' FROM given
), told AS (
  INSERT INTO timeline_timelineentry (relationship_id, at, kind, event, text, params, subject_type, subject_id,
    actor_id)
  SELECT relationship_id, %(now)s, 'plan', 'agree', '', jsonb_build_object('title', title, 'origin', 'operation'),
    'communications.plan', id, %(by)s FROM given
)
SELECT id FROM given
"""


@transaction.atomic
def save_template(
    template: PlanTemplate | None, *, by: User | None, expected_version: int | None = None, **facts: Any
) -> PlanTemplate:
    """Make a template, or change one; plans that were given before stay as they are."""
    if unknown := set(facts) - FACTS:
        raise TypeError(f"not a fact of a template: {', '.join(sorted(unknown))}")
    if "rule" in facts:
        facts["rule"] = _kept(facts["rule"])
    for name in ("name", "title"):
        if name in facts:
            facts[name] = " ".join(str(facts[name]).split())
    if template is None:
        template = save_new(PlanTemplate(**facts))
        trail.record(template, "plan_template.save", by=by, changes={"name": (None, template.name)})
        return template
    template = locked(template)
    refuse_stale(template, expected_version, facts)
    if changes := save_changes(template, facts):
        if rule := changes.get("rule"):
            changes["rule"] = (in_words(rule[0]), in_words(rule[1]))
        trail.record(template, "plan_template.save", by=by, changes=changes)
    return template


@transaction.atomic
def archive_template(template: PlanTemplate, *, by: User | None) -> PlanTemplate:
    """Take a template out of use; its plans go on."""
    template = locked(template)
    if template.archived_at is None and (changes := save_changes(template, {"archived_at": clock.now()})):
        trail.record(template, "plan_template.archive", by=by, changes=changes)
    return template


@transaction.atomic
def start_application(
    template: PlanTemplate,
    relationships: "QuerySet[Relationship]",
    *,
    by: User,
    consent: str,
    start_on: date | None = None,
    consent_on: date | None = None,
    at: datetime | None = None,
) -> TemplateApplication:
    """Note down to whom a template is to be given; the work itself is done in ranges, here or by the sweep."""
    at = at or clock.now()
    template = locked(template)
    if template.archived_at is not None:
        raise DomainError(_("This template is no longer in use."), field="template")
    if not consent.strip():
        raise DomainError(_("Say who agreed to these plans, or under which arrangement."), field="consent")
    ids = sorted(relationships.order_by().values_list("pk", flat=True))
    if not ids:
        raise DomainError(_("Choose at least one relationship."))
    application = TemplateApplication.objects.create(
        template=template, by=by, relationship_ids=ids, start_on=start_on or clock.day_of(at), total=len(ids),
        consent_note=consent.strip()[:200], consent_on=consent_on or clock.day_of(at), created_at=at,
    )  # fmt: skip
    trail.record(template, "plan_template.apply", by=by, changes={"relationships": (0, len(ids))}, at=at)
    jobs.enqueue("communications.apply_templates")
    return application


def apply_template(
    template: PlanTemplate,
    relationships: "QuerySet[Relationship]",
    *,
    by: User,
    consent: str,
    start_on: date | None = None,
    consent_on: date | None = None,
    at: datetime | None = None,
) -> TemplateApplication:
    """Give a template to many relationships at once; who has it already keeps it as it is. Done when it answers."""
    application = start_application(
        template, relationships, by=by, consent=consent, start_on=start_on, consent_on=consent_on, at=at
    )
    return go_on_with(application, at=at)


def go_on_with(
    application: TemplateApplication, *, at: datetime | None = None, chunk: int = CHUNK
) -> TemplateApplication:
    """Work an application off, range by range; a killed one goes on where it was."""
    at = at or clock.now()
    while True:
        with transaction.atomic():
            row = TemplateApplication.objects.select_for_update().get(pk=application.pk)
            if row.finished_at is not None:
                return row
            made, meetings = _apply(row, row.relationship_ids[row.done : row.done + chunk], at)
            row.done = min(row.done + chunk, row.total)
            row.made += made
            row.meetings += meetings
            if row.done >= row.total:
                row.finished_at = at
            row.save(update_fields=["done", "made", "meetings", "finished_at"])


def go_on_with_applications(*, at: datetime | None = None) -> int:
    """The sweep: finish what was begun."""
    rows = list(TemplateApplication.objects.filter(finished_at=None).order_by("pk"))
    for row in rows:
        go_on_with(row, at=at)
    return len(rows)


def _apply(application: TemplateApplication, ids: list[int], at: datetime) -> tuple[int, int]:
    """One range: plans, attendees, history and timeline by one statement, then their meetings."""
    template = application.template
    values: dict[str, Any] = {
        "ids": ids, "now": at, "template": template.pk, "start": application.start_on, "by": application.by_id,
        "consent": application.consent_note, "consent_on": application.consent_on,
        "invite": template.invite_key_contacts, "zone": str(default_schedule().zone),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_APPLY, values)
        given = [plan_id for (plan_id,) in cursor.fetchall()]
    if not given:
        return 0, 0
    announcements.announce("communications.plan", given)
    return len(given), activate_due(given, at=at).meetings


def _kept(rule: Rule | dict[str, Any]) -> dict[str, Any]:
    """The rhythm of a template, which has no days of its own yet."""
    if isinstance(rule, Rule):
        return bare_rule(rule)
    return bare_rule(full_rule({k: v for k, v in rule.items() if k not in ("start", "until")}, clock.today()))


trail.label("plan_template.save", gettext_lazy("Changed the plan template"))
trail.label("plan_template.archive", gettext_lazy("Archived the plan template"))
trail.label("plan_template.apply", gettext_lazy("Applied the plan template"))
trail.label("plan.give", gettext_lazy("Given by a plan template"))
