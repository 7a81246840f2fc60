"""Plans, templates, meetings, contact records, needs, visits and their figures for programs."""

from brm.api.routes import router
from brm.communications.api.contacts import InteractionSet, NeedSet
from brm.communications.api.figures import AdherenceSet, SilenceSet
from brm.communications.api.meetings import MeetingSet
from brm.communications.api.plans import PlanSet
from brm.communications.api.templates import ApplicationSet, TemplateSet
from brm.communications.api.visits import VisitSet

router.register("plans", PlanSet, basename="plan")
router.register("plan-templates", TemplateSet, basename="plan-template")
router.register("plan-template-applications", ApplicationSet, basename="plan-template-application")
router.register("meetings", MeetingSet, basename="meeting")
router.register("interactions", InteractionSet, basename="interaction")
router.register("needs", NeedSet, basename="need")
router.register("visits", VisitSet, basename="visit")
router.register("adherence", AdherenceSet, basename="adherence")
router.register("silence", SilenceSet, basename="silence")
