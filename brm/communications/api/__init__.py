"""Plans, meetings, contact records and visits for programs."""

from brm.api.routes import router
from brm.communications.api.views import InteractionSet, MeetingSet, PlanSet, VisitSet

router.register("plans", PlanSet, basename="plan")
router.register("meetings", MeetingSet, basename="meeting")
router.register("interactions", InteractionSet, basename="interaction")
router.register("visits", VisitSet, basename="visit")
