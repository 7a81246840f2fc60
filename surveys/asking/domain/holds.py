"""Who must not be asked for now: sets of contacts that the roles know of (ruling 31)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from brm.core.registry import Registry
from surveys.asking.enums import Why
from surveys.asking.models import Budget


@dataclass(frozen=True)
class Hold:
    """A set of people held back: why, and a queryset of their contact ids, asked within one statement."""

    why: Why
    contacts: "Callable[[], QuerySet[Any, Any]]"


HOLDS: Registry[Hold] = Registry("hold of surveys")


def holds_under(budget: Budget) -> Iterator[Hold]:
    """The holds that count under the budget: an open complaint only where the budget says so."""
    for hold in HOLDS:
        if hold.why != Why.COMPLAINT or budget.complaint_hold:
            yield hold
