"""What each signal weighs: a setting with history, each in force from its moment on."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.audit import trail
from brm.core import clock
from brm.core.errors import DomainError
from brm.core.registry import Registry
from brm.health.domain.signals import SIGNALS
from brm.health.models import Weighting

SET: Registry[Callable[[], None]] = Registry("listener to new weights")
"""Called after a new weighting is set, in this process."""


def weighting_at(at: datetime | None = None) -> Weighting:
    """The weighting in force at a moment; the defaults of the signals where none was ever set."""
    found = Weighting.objects.filter(since__lte=at or clock.now()).order_by("-since", "-pk").first()
    return found or Weighting(weights={})


def weights_of(weighting: Weighting) -> dict[str, int]:
    """What every signal weighs under a weighting; a signal it does not know weighs its default."""
    return {name: int(weighting.weights.get(name, signal.weight)) for name, signal in SIGNALS.items()}


def may_weigh(user: User) -> bool:
    """Executives and administrators say what matters how much."""
    return bool(user.has_role(Role.EXECUTIVE, Role.ADMINISTRATOR))


def weightings_for(user: User) -> list[Weighting]:
    """The weightings there have been, newest first."""
    return list(Weighting.objects.select_related("set_by")[:50]) if may_weigh(user) else []


@transaction.atomic
def set_weights(
    weights: Mapping[str, int],
    *,
    by: User | None,
    well_from: int = 75,
    fair_from: int = 50,
    coverage_from: int = 40,
    reason: str = "",
    at: datetime | None = None,
) -> Weighting:
    """Weigh the signals anew from now on; what was reckoned before keeps what it was reckoned with."""
    if unknown := sorted(set(weights) - {name for name, _signal in SIGNALS.items()}):
        raise DomainError(_("There is no signal called %(name)s.") % {"name": unknown[0]}, field="weights")
    if any(not 0 <= weight <= 100 for weight in weights.values()):
        raise DomainError(_("A weight is a whole number from 0 to 100."), field="weights")
    if not any(weights.values()):
        raise DomainError(_("At least one signal must weigh something."), field="weights")
    if not fair_from < well_from <= 100:
        raise DomainError(_("“Well” begins above “watch”, and nothing goes beyond 100."), field="well_from")
    before = weighting_at(at)
    weighting = Weighting.objects.create(
        since=at or clock.now(), weights=dict(weights), well_from=well_from, fair_from=fair_from,
        coverage_from=coverage_from, set_by=by, reason=reason.strip(),
    )  # fmt: skip
    changes = {
        name: (getattr(before, name), getattr(weighting, name))
        for name in ("weights", "well_from", "fair_from", "coverage_from")
        if getattr(before, name) != getattr(weighting, name)
    }
    trail.record(weighting, "health.weigh", by=by, changes=changes, reason=weighting.reason, at=at)
    for tell in SET:
        tell()
    return weighting


trail.label("health.weigh", gettext_lazy("Weighed the signals of health anew"))
