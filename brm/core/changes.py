"""Word of what changed, for those above who keep something derived from it: the search index, for one.

The trail announces every recorded change in the transaction that makes it; work done in bulk announces its ids.
"""

from collections.abc import Callable, Sequence

from brm.core.registry import Registry

Listener = Callable[[str, Sequence[int]], None]

LISTENERS: Registry[Listener] = Registry("listener to changes")
"""Name -> called with (``"app.model"``, ids). A listener is cheap, asks nothing of others and never refuses."""


def announce(subject_type: str, ids: Sequence[int]) -> None:
    """Tell every listener that these rows were made, changed or taken away, inside the present transaction."""
    for listener in LISTENERS:
        listener(subject_type, ids)
