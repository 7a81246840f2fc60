"""Word of what changed, for those above who keep something derived from it: the search index, for one.

The trail announces every recorded change in the transaction that makes it; work done in bulk announces its ids.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from brm.core.registry import Registry

Changed = Mapping[str, Sequence[int]]
Listener = Callable[[Changed], None]

LISTENERS: Registry[Listener] = Registry("listener to changes")
"""Name -> called with {``"app.model"``: ids}. A listener is cheap, asks nothing of others and never refuses."""

_gathered: ContextVar[dict[str, dict[int, None]] | None] = ContextVar("gathered", default=None)


def announce(subject_type: str, ids: Sequence[int]) -> None:
    """Tell every listener that these rows were made, changed or taken away, inside the present transaction."""
    gathered = _gathered.get()
    if gathered is not None:
        gathered.setdefault(subject_type, {}).update(dict.fromkeys(ids))
    elif ids:
        for listener in LISTENERS:
            listener({subject_type: ids})


@contextmanager
def gathered() -> Iterator[None]:
    """Mass work inside tells its changes once, at the end, each row once. Stands inside the transaction."""
    if _gathered.get() is not None:
        yield
        return
    token = _gathered.set({})
    try:
        yield
        changed = {name: list(ids) for name, ids in (_gathered.get() or {}).items() if ids}
    finally:
        _gathered.reset(token)
    if changed:
        for listener in LISTENERS:
            listener(changed)
