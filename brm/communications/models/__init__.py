"""Plans, their meetings, minutes, daily contacts, executive visits and private calendar feeds."""

from brm.communications.models.feeds import FeedToken
from brm.communications.models.interactions import Addendum, Interaction, NeedHeard
from brm.communications.models.minutes import Minutes, MinutesAction
from brm.communications.models.occurrences import Occurrence, OccurrenceAttendee
from brm.communications.models.plans import Plan, PlanHorizon, Replacing
from brm.communications.models.templates import PlanTemplate, TemplateApplication
from brm.communications.models.visits import ExecutiveVisit, VisitAttendee

__all__ = [
    "Addendum",
    "ExecutiveVisit",
    "FeedToken",
    "Interaction",
    "Minutes",
    "MinutesAction",
    "NeedHeard",
    "Occurrence",
    "OccurrenceAttendee",
    "Plan",
    "PlanHorizon",
    "PlanTemplate",
    "Replacing",
    "TemplateApplication",
    "VisitAttendee",
]
