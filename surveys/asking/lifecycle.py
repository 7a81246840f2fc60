"""The life of a survey campaign on one page (4.8)."""

from django.utils.translation import gettext_lazy as _

from brm.core.lifecycle import Lifecycle, Transition
from surveys.asking.enums import CampaignStatus as S

LIFECYCLE = Lifecycle(
    (
        Transition("approve", frozenset({S.DRAFT}), S.APPROVED, _("Approve")),
        Transition("open", frozenset({S.APPROVED}), S.OPEN, _("Open")),
        Transition("extend", frozenset({S.OPEN}), S.OPEN, _("Extend")),
        Transition("close", frozenset({S.OPEN}), S.CLOSED, _("Close")),
        Transition("analyse", frozenset({S.CLOSED}), S.ANALYSED, _("Finish the analysis")),
        Transition("communicate", frozenset({S.ANALYSED}), S.COMMUNICATED, _("Pass the results on")),
        Transition("archive", frozenset({S.COMMUNICATED}), S.ARCHIVED, _("Archive")),
        Transition("cancel", frozenset({S.DRAFT, S.APPROVED}), S.CANCELLED, _("Cancel")),
    )
)
"""Whoever knows of something that must be done first registers a guard: answers still to be followed up, and such."""
