"""What else somebody wants to say after a survey: goes into the feedback inbox, numbered and confirmed (Q-05, Q-06)."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from brm.catalogue.models import Service
from brm.core.editing import save_changes
from brm.core.errors import DomainError
from brm.parties.domain.queries import people_of
from brm.parties.models import Contact, Relationship
from surveys.answering.domain.doors import is_secret
from surveys.answering.rules import SAY_WITHIN
from surveys.asking.models import Invitation
from surveys.feedback.domain.receiving import receive_feedback
from surveys.feedback.enums import FeedbackChannel, FeedbackKind
from surveys.feedback.models import FeedbackItem

SALT = "surveys.answering.say"


@dataclass(frozen=True)
class Teller:
    """Who speaks, as far as they let us know: after an anonymous survey only which customer they are of."""

    relationship: Relationship
    contact: Contact | None
    service: Service | None
    language: str


def say_pass(invitation: Invitation) -> str:
    """The address part that lets them speak, without an account; after an anonymous survey it leads to nobody."""
    kept = ["r", invitation.relationship_id] if is_secret(invitation) else ["i", invitation.pk]
    return signing.dumps(kept, salt=SALT)


def say_pass_of(relationship_id: int) -> str:
    """The same for somebody whom nobody invited: which customer they are of, and no more."""
    return signing.dumps(["r", relationship_id], salt=SALT)


def told_by(said_pass: str) -> Teller | None:
    """Who holds this pass; nobody where it is not ours, or too old."""
    try:
        kind, pk = signing.loads(said_pass, salt=SALT, max_age=SAY_WITHIN)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if kind == "r":
        relationship = Relationship.objects.select_related("organisation", "owner").filter(pk=pk).first()
        return Teller(relationship, None, None, "") if relationship else None
    rows = Invitation.objects.select_related("relationship__organisation", "relationship__owner", "contact", "service")
    invitation = rows.filter(pk=pk).first()
    if invitation is None:
        return None
    contact = still_of(invitation.relationship, invitation.contact)
    return Teller(invitation.relationship, contact, invitation.service, invitation.contact.language)


def still_of(relationship: Relationship, contact: Contact | None) -> Contact | None:
    """Who speaks for this customer today: the one they were merged into; nobody where they moved on or were erased."""
    for _step in range(5):
        if contact is None or contact.merged_into is None:
            break
        contact = contact.merged_into
    return contact if contact is not None and people_of(relationship).filter(pk=contact.pk).exists() else None


@transaction.atomic
def say(said_pass: str, *, kind: str, text: str, name: str = "", at: datetime | None = None) -> FeedbackItem:
    """Take it in as feedback; sent twice it is one. What they call it is where our judging begins."""
    teller = told_by(said_pass)
    if teller is None:
        raise DomainError(_("This link leads nowhere."))
    key = sha256(f"{said_pass}|{kind}|{text.strip()}".encode()).hexdigest()[:40]
    item = receive_feedback(
        teller.relationship, text=text, channel=FeedbackChannel.SURVEY, contact=teller.contact, teller=name,
        service=teller.service, key=f"survey-{key}", at=at,
    )  # fmt: skip
    if kind in FeedbackKind.values and not item.kind:
        save_changes(item, {"kind": kind})
    return item
