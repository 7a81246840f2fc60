"""What one must know before a meeting: the last minutes, open promises of both sides, open matters, whom one meets."""

from dataclasses import dataclass
from typing import Any

from brm.actionitems.domain import action_items_of
from brm.actionitems.models import OPEN, ActionItem, Side
from brm.communications.domain.queries import last_held_of
from brm.communications.models import Interaction, Occurrence
from brm.matters.models import Matter

SHOWN = 10


@dataclass(frozen=True)
class Brief:
    """The page before the meeting (C-06)."""

    last: Occurrence | None
    ours: list[ActionItem]
    theirs: list[ActionItem]
    matters: list[Matter]
    contacts: list[Interaction]


def brief_of(row: Occurrence) -> Brief:
    """Everything for one meeting whose reader has been checked, at a constant number of queries."""
    items: list[Any] = list(action_items_of(row.relationship).filter(status__in=OPEN).order_by("due_on", "pk")[:50])
    return Brief(
        last=last_held_of(row),
        ours=[item for item in items if item.side == Side.OURS][:SHOWN],
        theirs=[item for item in items if item.side == Side.THEIRS][:SHOWN],
        matters=list(
            Matter.objects.filter(relationship=row.relationship_id, closed_at=None).order_by("-opened_at", "-pk")[
                :SHOWN
            ]
        ),
        contacts=list(
            Interaction.objects.filter(relationship=row.relationship_id)
            .select_related("recorded_by")
            .order_by("-at", "-pk")[:3]
        ),
    )
