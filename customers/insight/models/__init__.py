"""What a manager knows of a customer beyond the facts."""

from customers.insight.models.difficulties import Difficulty, Expectation
from customers.insight.models.events import MajorEvent
from customers.insight.models.factors import FactorScore, FactorScoring
from customers.insight.models.objectives import Objective, ObjectiveReview, Profile
from customers.insight.models.points import ContactPoint, Enquiry
from customers.insight.models.stakeholders import ConcernAddressed, Engagement, SignalReview

__all__ = [
    "ConcernAddressed",
    "ContactPoint",
    "Difficulty",
    "Engagement",
    "Enquiry",
    "Expectation",
    "FactorScore",
    "FactorScoring",
    "MajorEvent",
    "Objective",
    "ObjectiveReview",
    "Profile",
    "SignalReview",
]
