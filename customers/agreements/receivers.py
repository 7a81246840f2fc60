"""Where agreements plug in: the life of relationships, plans, hand-over, leaving, the timeline, Today, history."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from brm.accounts.domain.leaving import OPEN_WORK, OpenWork
from brm.accounts.models import User
from brm.audit import words
from brm.catalogue.domain import keeping, notes
from brm.catalogue.domain.happenings import RISK_DECIDED
from brm.catalogue.models import RiskDecision
from brm.communications.domain.plans import AGREEMENTS
from brm.parties.domain import happenings
from brm.parties.enums import Status
from brm.parties.models import Relationship
from brm.timeline.domain import note
from customers.agreements import calls, notices, story
from customers.agreements.domain import agreeing, drafting, leaving, penalties, plans, queries, results, steps, terms
from surveys.asking.domain.audience import SERVED

PLUGGED_IN = (calls, notices, story, agreeing, drafting, keeping, notes, penalties, results, terms)


def relationship_moved(relationship: Relationship, *, step: str, by: User | None, reason: str, at: datetime) -> None:
    """Agreements in force end with their relationship."""
    if relationship.status == Status.ENDED:
        steps.terminate_agreements_of(relationship, by=by, reason=reason, at=at)


def risk_decided(decision: RiskDecision, *, by: User | None, at: datetime) -> None:
    """The customer's word about a risk stands on its timeline."""
    note(
        decision.relationship_id, "risk_decision", event=decision.answer, at=at, subject=decision, actor=by,
        text=decision.words, note_zh=decision.note.text_zh, note_en=decision.note.text_en,
    )  # fmt: skip


happenings.MOVED.register("agreements", relationship_moved)
happenings.HANDED_OVER.register("agreements", leaving.handed_over)
RISK_DECIDED.register("timeline", risk_decided)
AGREEMENTS.register("agreements", plans.AgreementBehind())
SERVED.register("agreements", queries.customers_served)
OPEN_WORK.register(
    "agreements",
    OpenWork("agreements", _("Service agreements"), leaving.open_agreements, leaving.pass_on_agreements),
)
words.readable("agreements.serviceagreement", queries.agreements_for)
words.readable("agreements.penaltyevent", queries.penalties_for)
words.word("agreement_term", _("Service level"))
words.word("agreement_clause", _("Clause"))
words.word("result_period", _("Period from"))
words.word("linked_plan", _("Communication plan"))
for _code, _label in (
    ("term_target", _("Target")), ("term_unit", _("Unit")), ("term_window", _("Coverage window")),
    ("term_window_text", _("Coverage window in words")), ("term_service", _("Service")), ("term_clause", _("Clause")),
    ("term_penalty", _("Penalty")), ("term_penalty_text", _("Penalty in words")),
    ("response_time", _("Response time")), ("resolution_time", _("Resolution time")),
    ("recovery_time", _("Recovery time")), ("arrival_time", _("Arrival on site")), ("availability", _("Availability")),
    ("kept_on_time", _("Kept in time")), ("first_fix", _("Fixed at first contact")),
    ("coverage", _("Hours of coverage")), ("inspections", _("Inspections a year")),
    ("report_delay", _("Report delivered within")),
):  # fmt: skip
    words.word(_code, _label)
