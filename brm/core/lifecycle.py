"""A life as a table: from, to, who may, what stands in the way. Every noun with a status has one (INV-60)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from brm.core.errors import BlockedError, TransitionError

Guard = Callable[[Any], "str | None"]


@dataclass(frozen=True)
class Transition:
    """One permitted step: its name, the states it leaves, the state it reaches, the word on its button."""

    name: str
    sources: frozenset[str]
    target: str
    label: object = ""
    permission: str = ""


@dataclass
class Lifecycle:
    """All steps of one noun. ``step`` answers the transition or refuses; guards may be registered from above."""

    transitions: tuple[Transition, ...]
    attribute: str = "status"
    guards: dict[str, list[Guard]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Transition:
        for transition in self.transitions:
            if transition.name == name:
                return transition
        raise TransitionError(_("There is no step called %(step)s.") % {"step": name})

    def __iter__(self) -> Iterator[Transition]:
        return iter(self.transitions)

    def guard(self, *names: str) -> Callable[[Guard], Guard]:
        """Register a condition on steps: it answers None, or the reason why not."""

        def register(function: Guard) -> Guard:
            for name in names:
                self.guards.setdefault(name, []).append(function)
            return function

        return register

    def reasons(self, name: str, noun: Any) -> list[str]:
        """Why the step is blocked now (empty: it is not)."""
        return [reason for guard in self.guards.get(name, ()) if (reason := guard(noun))]

    def available(self, noun: Any) -> list[Transition]:
        """The steps that follow from the present state, blocked or not."""
        state = getattr(noun, self.attribute)
        return [transition for transition in self.transitions if state in transition.sources]

    def step(self, name: str, noun: Any) -> Transition:
        """The transition called ``name``, if it follows and nothing stands in its way; a refusal otherwise."""
        transition = self[name]
        state = getattr(noun, self.attribute)
        if state not in transition.sources:
            shown = getattr(noun, f"get_{self.attribute}_display", lambda: state)()
            raise TransitionError(
                _("“%(step)s” is not possible while the state is “%(state)s”.")
                % {"step": transition.label or name, "state": shown}
            )
        if reasons := self.reasons(name, noun):
            raise BlockedError(reasons[0], reasons=reasons)
        return transition
