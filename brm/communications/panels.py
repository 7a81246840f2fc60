"""What roles add to the page of a meeting: what one must know of the other side. Registered from ``apps.ready()``.

    BRIEFS.register("insight", BriefPanel("insight", 10, "insight/brief.html", brief_of))

``context(user, meeting, people)`` answers what the template asks for besides ``meeting``, or None where it has nothing
to say about this relationship; ``people`` are those one meets. The reader may see the meeting: that
has been checked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from brm.accounts.models import User
from brm.communications.models import Occurrence
from brm.core.registry import Registry
from brm.parties.models import Contact

Context = Callable[[User, Occurrence, Sequence[Contact]], "dict[str, Any] | None"]


@dataclass(frozen=True)
class BriefPanel:
    """A card on the page of a meeting."""

    name: str
    order: int
    template: str
    context: Context


BRIEFS: Registry[BriefPanel] = Registry("panel on the page of a meeting")


def brief_panels(user: User, meeting: Occurrence, people: Sequence[Contact]) -> list[tuple[str, dict[str, Any]]]:
    """Template and context of each panel that has something to say, in their order."""
    found = sorted(BRIEFS, key=lambda panel: panel.order)
    told = [(panel.template, panel.context(user, meeting, people)) for panel in found]
    return [(template, context) for template, context in told if context is not None]
