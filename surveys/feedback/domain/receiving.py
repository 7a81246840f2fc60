"""Feedback is taken in: numbered, confirmed to whoever gave it, put before its owner with a date (Q-05, Q-06, Q-13)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.audit import trail
from brm.catalogue.models import Service
from brm.communications.domain.placing import schedule_for_relationship
from brm.core import clock
from brm.core.editing import locked, save_changes, save_new
from brm.core.errors import DomainError
from brm.matters.domain import open_matter
from brm.matters.models import MatterKind
from brm.parties.domain.queries import people_of
from brm.parties.models import Contact, Relationship
from surveys.feedback.domain.asking import ask
from surveys.feedback.domain.telling import tell_ours, tell_story, tell_teller
from surveys.feedback.enums import OPEN_FEEDBACK, ConfirmedBy, FeedbackChannel
from surveys.feedback.models import FeedbackItem, FeedbackWord
from surveys.feedback.rules import answer_due, headline

LONGEST = 20_000


def receive_feedback(
    relationship: Relationship,
    *,
    text: str,
    channel: str,
    contact: Contact | None = None,
    teller: str = "",
    reach: str = "",
    service: Service | None = None,
    by: User | None = None,
    at: datetime | None = None,
    key: str = "",
) -> FeedbackItem:
    """Take feedback in, from whoever gives it, by whatever way; the same ``key`` twice is one item.

    ``by``: one of us who writes it down, or the contact's own account; None for mail, forms and survey answers.
    Who is no contact is named by ``teller`` and ``reach``; they are confirmed to by hand.
    """
    at, key = at or clock.now(), key.strip()[:80]
    if key and (there := FeedbackItem.objects.filter(relationship=relationship, key=key).first()):
        return there
    try:
        with transaction.atomic():
            return _receive(
                relationship, text=text, channel=channel, contact=contact, teller=teller, reach=reach, service=service,
                by=by, at=at, key=key,
            )  # fmt: skip
    except (IntegrityError, DomainError):
        known = FeedbackItem.objects.filter(relationship=relationship, key=key).first() if key else None
        if known is None:
            raise
        return known


def _receive(
    relationship: Relationship, *, text: str, channel: str, contact: Contact | None, teller: str, reach: str,
    service: Service | None, by: User | None, at: datetime, key: str,
) -> FeedbackItem:  # fmt: skip
    text = text.replace("\x00", "").strip()
    if not text:
        raise DomainError(_("Write down what they said."), field="text")
    if len(text) > LONGEST:
        raise DomainError(_("At most %(number)s characters.") % {"number": LONGEST}, field="text")
    if channel not in FeedbackChannel.values:
        raise DomainError(_("Say where it came in."), field="channel")
    if contact is None and by is not None and not by.is_insider:
        contact = people_of(relationship).filter(user=by).first()
    if contact is not None and not people_of(relationship).filter(pk=contact.pk).exists():
        raise DomainError(_("Choose a contact of this customer."), field="contact")
    matter = open_matter(relationship, kind=MatterKind.FEEDBACK, title=headline(text), by=by, at=at)
    due = answer_due(at, schedule_for_relationship(relationship))
    item = save_new(
        FeedbackItem(
            matter=matter, relationship=relationship, contact=contact, service=service, channel=channel, text=text,
            teller="" if contact else " ".join(teller.split())[:80], reach="" if contact else reach.strip()[:120],
            received_at=at, owner=relationship.owner, due_at=due, desk_at=due, key=key, created_at=at, updated_at=at,
        )
    )  # fmt: skip
    trail.record(item, "feedback.receive", by=by, changes={"channel": (None, channel)}, at=at)
    tell_story(item, "receive", at=at, by=by, text=text, channel=channel, contact=contact.name if contact else teller)
    if how := tell_teller(item, "received", at=at, text=text[:2000]):
        item = _confirmed(item, how, by=None, at=at)
    if by is None or by.pk != item.owner_id:
        tell_ours(item, "arrived", item.owner, at=at, text=text[:2000])
    ask(item, at)
    return item


@transaction.atomic
def confirm_feedback(item: FeedbackItem, *, by: User, how: str, at: datetime | None = None) -> FeedbackItem:
    """Say that the teller was told, on the phone or in person, that it arrived and under which number (Q-06)."""
    at = at or clock.now()
    item = locked(item)
    if item.confirmed_at is not None:
        return item
    if how not in ConfirmedBy.values:
        raise DomainError(_("Say how they were told."), field="how")
    item = _confirmed(item, how, by=by, at=at)
    ask(item, at)
    return item


def _confirmed(item: FeedbackItem, how: str, *, by: User | None, at: datetime) -> FeedbackItem:
    save_changes(item, {"confirmed_at": at, "confirmed_how": how})
    trail.record(item, "feedback.confirm", by=by, changes={"confirmed_how": ("", how)}, at=at)
    return item


@transaction.atomic
def add_words(item: FeedbackItem, *, contact: Contact, text: str, at: datetime, key: str = "") -> FeedbackItem:
    """What the teller writes later joins the open item; on one that has ended, it is new feedback about the same."""
    item, text = locked(item), text.replace("\x00", "").strip()
    if not text:
        raise DomainError(_("There are no words in it."))
    if item.status not in OPEN_FEEDBACK:
        return receive_feedback(
            item.relationship, text=text, channel=FeedbackChannel.MAIL, contact=contact, service=item.service, at=at,
            key=f"words-{key}"[:80] if key else "",
        )  # fmt: skip
    if key and item.words.filter(key=key[:120]).exists():
        return item
    FeedbackWord.objects.create(feedback=item, contact=contact, text=text[:LONGEST], at=at, key=key[:120])
    trail.record(item, "feedback.add_words", by=None, at=at)
    tell_ours(item, "words", item.owner, at=at, key=key or str(at.timestamp()), text=text[:2000])
    ask(item, at)
    return item


trail.label("feedback.receive", gettext_lazy("Received the feedback"))
trail.label("feedback.confirm", gettext_lazy("Confirmed that it arrived"))
trail.label("feedback.add_words", gettext_lazy("The teller wrote more"))
