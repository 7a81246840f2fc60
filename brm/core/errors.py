"""Refusals: a sentence for a person, translated, that says why and what would make it possible."""

from collections.abc import Sequence


class DomainError(Exception):
    """The domain refuses. ``str()`` is fit to be shown; ``reasons`` lists what is in the way; ``field`` the culprit."""

    def __init__(self, message: object, *, reasons: Sequence[object] = (), field: str = "") -> None:
        super().__init__(str(message))
        self.reasons = [str(reason) for reason in reasons]
        self.field = field


class TransitionError(DomainError):
    """The step does not follow from the present state."""


class BlockedError(DomainError):
    """The step follows, but a guard stands in the way; ``reasons`` say what is missing."""


class StaleError(DomainError):
    """Somebody else changed the record meanwhile; ``changes`` shows field, theirs, mine (ruling 18)."""

    def __init__(self, message: object, *, changes: Sequence[tuple[str, object, object]] = ()) -> None:
        super().__init__(message)
        self.changes = list(changes)
