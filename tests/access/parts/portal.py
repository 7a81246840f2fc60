"""The customers' own people: what is open to those of one does not exist for those of another (Must show 6)."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from brm.communications.domain.holding import publish_minutes
from brm.communications.models import Minutes
from brm.documents.domain import attach_document
from tests.access.declarations import VISITORS, Door, door

THEIRS = frozenset({"portal"})
"""Whoever sees all of Alice's customer; the person who sees only their own has none of these."""

DOORS: dict[str, Door] = {
    **{
        f"portal:{name}": door(VISITORS)
        for name in ("home", "tell", "together", "promises", "minutes_list", "services")
    },
    "portal:minutes": door(THEIRS, pk="held"),
    "portal:agreement": door(frozenset(), {"pk": 0}),
    "portal:file": door(THEIRS, pk="paper"),
    "portal:look": door(THEIRS, pk="paper"),
}
API_DOORS: dict[str, Door] = {}
MARKED = ((Minutes, "review"), (Minutes, "conclusion"))


def things(world: Any) -> dict[str, Any]:
    """Minutes that were given to Alice's customer, and a paper."""
    minutes = Minutes.objects.get(pk=world.things["held"])
    publish_minutes(minutes, by=world.cast.alice)
    file = SimpleUploadedFile("paper.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)
    paper = attach_document(world.customer, file=file, by=world.cast.alice, shared=True)
    return {"paper": paper.pk}
