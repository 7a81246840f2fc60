"""The life of a relationship on one page (ruling 3). Roles add their conditions with ``LIFECYCLE.guard``."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.core.lifecycle import Lifecycle, Transition
from brm.parties.enums import EndReason, Status
from brm.parties.models import Relationship

LIVING = frozenset({Status.PROSPECT, Status.ACTIVE, Status.SUSPENDED})

LIFECYCLE = Lifecycle(
    (
        Transition("activate", frozenset({Status.PROSPECT}), Status.ACTIVE, gettext_lazy("Activate")),
        Transition("suspend", frozenset({Status.ACTIVE}), Status.SUSPENDED, gettext_lazy("Suspend")),
        Transition("resume", frozenset({Status.SUSPENDED}), Status.ACTIVE, gettext_lazy("Resume")),
        Transition("end", LIVING, Status.ENDED, gettext_lazy("End")),
        Transition("revive", frozenset({Status.ENDED}), Status.PROSPECT, gettext_lazy("Take up again")),
    )
)

NEEDS_REASON = frozenset({"suspend", "end"})


@LIFECYCLE.guard("revive")
def was_not_merged(relationship: Relationship) -> str | None:
    """What was merged lives on in the other relationship."""
    if relationship.end_reason == EndReason.MERGED:
        return _("This relationship was merged into another; go on with that one.")
    return None


@LIFECYCLE.guard("activate", "revive")
def organisation_is_not_archived(relationship: Relationship) -> str | None:
    """An archived organisation has to come back first."""
    if relationship.organisation.archived_at:
        return _("The organisation is archived; restore it first.")
    return None
