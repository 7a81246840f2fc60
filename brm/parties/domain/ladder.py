"""The service relationship ladder: five steps, each with what shows it; the third and fourth side by side (G-21)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, refuse_stale
from brm.core.errors import DomainError, StaleError
from brm.parties.domain.relationships import change_relationship
from brm.parties.models import LadderStep, Relationship

NEEDS = {1: (), 2: (1,), 3: (1, 2), 4: (1, 2), 5: (1, 2, 3, 4)}
"""Step -> the steps that come before it."""


def ladder_of(relationship: Relationship) -> QuerySet[LadderStep]:
    """The steps reached, with their evidence."""
    return LadderStep.objects.filter(relationship=relationship).select_related("recorded_by")


@transaction.atomic
def set_ladder(
    relationship: Relationship,
    *,
    reached: Mapping[int, str],
    by: User | None,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Relationship:
    """Say which steps are reached, each with its evidence; a step left out is (again) not reached.

    The relationship stands on the first step not reached yet. ``expected_version`` is that of the relationship.
    """
    at = at or clock.now()
    relationship = locked(relationship)
    evidence = {step: text.strip() for step, text in reached.items()}
    before = {row.step: row for row in LadderStep.objects.select_for_update().filter(relationship=relationship)}
    try:
        refuse_stale(relationship, expected_version, {})
    except StaleError as stale:
        theirs = {step: row.evidence for step, row in before.items()}
        stale.changes = [
            (f"evidence_{step}", theirs.get(step, ""), evidence.get(step, ""))
            for step in NEEDS
            if theirs.get(step) != evidence.get(step)
        ]
        raise
    for step in sorted(evidence):
        if step not in NEEDS:
            raise DomainError(_("The ladder has five steps."))
        if not evidence[step]:
            raise DomainError(_("Say what shows that step %(n)d is reached.") % {"n": step}, field=f"evidence_{step}")
        if missing := [needed for needed in NEEDS[step] if needed not in evidence]:
            raise DomainError(
                _("Step %(n)d comes after step %(before)d.") % {"n": step, "before": missing[0]},
                field=f"reached_{step}",
            )
    changes: dict[str, tuple[object, object]] = {}
    for step in NEEDS:
        old, new = before.get(step), evidence.get(step)
        if (old.evidence if old else None) == new:
            continue
        changes[f"ladder_{step}"] = (old.evidence if old else None, new)
        if new is None:
            LadderStep.objects.filter(relationship=relationship, step=step).delete()
        else:
            LadderStep.objects.update_or_create(
                relationship=relationship, step=step,
                defaults={
                    "evidence": new, "reached_at": old.reached_at if old else at, "recorded_by": by, "updated_at": at,
                },
            )  # fmt: skip
    if changes:
        trail.record(relationship, "relationship.ladder", by=by, changes=changes, at=at)
    stands_on = next((step for step in NEEDS if step not in evidence), 5)
    if changes and stands_on == relationship.ladder_step:  # other words alone are news for whoever is editing, too
        relationship.version, relationship.updated_at = relationship.version + 1, at
        relationship.save(update_fields=["version", "updated_at"])
    return change_relationship(relationship, by=by, at=at, ladder_step=stands_on)


trail.label("relationship.ladder", gettext_lazy("Recorded the ladder"))
