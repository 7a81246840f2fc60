"""Complaints for programs: the desk, every step, what is said, the watch list, the analysis, the ladders."""

from brm.api.routes import router
from customers.complaints.api.analysis import AnalysisSet
from customers.complaints.api.complaints import ComplaintSet
from customers.complaints.api.ladders import LadderSet, LimitSet
from customers.complaints.api.watching import WatchSet

router.register("complaints", ComplaintSet, basename="complaint")
router.register("watched-matters", WatchSet, basename="watched-matter")
router.register("complaint-analysis", AnalysisSet, basename="complaint-analysis")
router.register("complaint-limits", LimitSet, basename="complaint-limit")
router.register("escalation-ladders", LadderSet, basename="escalation-ladder")
