"""What a manager knows of a customer, for programs."""

from brm.api.routes import router
from customers.insight.api.customers import CustomerInsightSet, FactorScoringSet, ObjectiveSet, SignalSet
from customers.insight.api.events import MajorEventSet
from customers.insight.api.matters import DifficultySet, ExpectationSet
from customers.insight.api.points import ContactPointSet, EnquirySet

router.register("expectations", ExpectationSet, basename="expectation")
router.register("difficulties", DifficultySet, basename="difficulty")
router.register("major-events", MajorEventSet, basename="major-event")
router.register("objectives", ObjectiveSet, basename="objective")
router.register("contact-points", ContactPointSet, basename="contact-point")
router.register("enquiries", EnquirySet, basename="enquiry")
router.register("factor-scorings", FactorScoringSet, basename="factor-scoring")
router.register("signals", SignalSet, basename="signal")
router.register("customer-insights", CustomerInsightSet, basename="customer-insight")
