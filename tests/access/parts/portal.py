"""The customers' own people: what is open to those of one does not exist for those of another (Must show 6)."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from brm.communications.domain.holding import publish_minutes
from brm.communications.models import Minutes
from brm.documents.domain import attach_document
from customers.complaints.domain.filing import file_complaint
from customers.complaints.domain.messages import write
from customers.complaints.models import Complaint, ComplaintMessage
from customers.praise.domain.recording import record_praise
from tests.access.declarations import VISITORS, Door, door
from tests.factories.agreements import make_agreement

THEIRS = frozenset({"portal"})
"""Whoever sees all of Alice's customer; the person who sees only their own has none of these."""
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64

DOORS: dict[str, Door] = {
    **{
        f"portal:{name}": door(VISITORS)
        for name in (
            "home", "tell", "together", "promises", "minutes_list", "services", "complaints", "complaint_new",
            "praises", "praise_new", "risks",
        )
    },
    "portal:complaint": door(THEIRS, pk="portal_told"),
    "portal:complaint_step": door(THEIRS, {"step": "write"}, pk="portal_told"),
    "portal:praise": door(THEIRS, pk="portal_thanks"),
    "portal:praise_consent": door(THEIRS, pk="portal_thanks"),
    "portal:minutes": door(THEIRS, pk="held"),
    "portal:agreement": door(THEIRS, pk="portal_agreement"),
    "portal:risk": door(THEIRS | {"service_user"}, pk="relationship", note="service_note"),
    "portal:file": door(THEIRS, pk="portal_paper"),
    "portal:look": door(THEIRS, pk="portal_photo"),
}  # fmt: skip
API_DOORS: dict[str, Door] = {}
MARKED = ((Minutes, "review"), (Minutes, "conclusion"), (Complaint, "text"), (ComplaintMessage, "text"))


def things(world: Any) -> dict[str, Any]:
    """Minutes that were given to Alice's customer, a paper, a complaint of its own people with a photo and a word."""
    alice = world.cast.alice
    publish_minutes(Minutes.objects.get(pk=world.things["held"]), by=alice)
    file = SimpleUploadedFile("paper.png", PNG)
    paper = attach_document(world.customer, file=file, by=alice, shared=True)
    told = file_complaint(
        world.customer, by=world.people["portal"], text="It stands still", kind="customer", path="direct",
        files=[SimpleUploadedFile("photo.png", PNG)],
    )  # fmt: skip
    write(told, by=alice, text="We are on it", visible=True)
    thanks = record_praise(world.customer, by=world.people["portal"], text="Well done", source="portal")
    photo = world.customer.documents.get(subject_type="complaints.complaint", subject_id=told.pk)
    return {
        "portal_paper": paper.pk,
        "portal_told": told.pk,
        "portal_photo": photo.pk,
        "portal_thanks": thanks.pk,
        "portal_agreement": make_agreement(world.customer).pk,
    }
