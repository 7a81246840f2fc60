"""Who hears of feedback: the teller that it arrived and what we answer, in their language; our people what waits."""

from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse

from brm.accounts.models import User
from brm.inbound.threads import reply_address
from brm.notifications.domain.writing import mail, notify
from brm.timeline.domain import note
from surveys.feedback.enums import ConfirmedBy
from surveys.feedback.models import FeedbackItem

DEFAULT_ZONE = "Asia/Shanghai"
THREAD = "feedback"
"""The name of feedback in the addresses to which answers go."""


def portal_page_of(item: FeedbackItem) -> str:
    """Where the teller reads it, if there is such a page."""
    try:
        return reverse("portal:feedback", args=[item.pk])
    except NoReverseMatch:
        return ""


def tell_teller(item: FeedbackItem, event: str, *, at: datetime, **words: Any) -> str:
    """Write to whoever told us, in the account they have, else by mail; answers how, or nothing where nobody could."""
    contact, kind, key = item.contact, f"feedback_{event}", f"feedback-{item.pk}-{event}"
    said = {"number": item.matter.number, "title": item.matter.title} | words
    if contact is None or contact.left_on is not None or contact.erased_at is not None:
        return ""
    answers_to = reply_address(THREAD, item.pk, contact.pk)
    if contact.user is not None and contact.user.is_active:
        notify(
            contact.user, kind, key=key, url=portal_page_of(item), relationship=item.relationship_id, at=at,
            reply_to=answers_to, **said,
        )  # fmt: skip
        return ConfirmedBy.PORTAL
    if not contact.email or contact.mail_wrong:
        return ""
    zone = contact.time_zone or item.relationship.time_zone or item.relationship.organisation.time_zone or DEFAULT_ZONE
    mail(
        contact.email, kind, key=key, language=contact.language, time_zone=zone, name=contact.name,
        contact_id=contact.pk, relationship=item.relationship_id, at=at, reply_to=answers_to, **said,
    )  # fmt: skip
    return ConfirmedBy.MAIL


def tell_ours(item: FeedbackItem, event: str, person: User, *, at: datetime, key: str = "", **words: Any) -> None:
    """Tell one of our people."""
    notify(
        person, f"feedback_{event}", key=f"feedback-{item.pk}-{event}{key and f'-{key}'}",
        url=item.get_absolute_url(), relationship=item.relationship_id, at=at, number=item.matter.number,
        title=item.matter.title, organisation=str(item.relationship.organisation), owner=str(item.owner), **words,
    )  # fmt: skip


def tell_story(item: FeedbackItem, event: str, *, at: datetime, by: User | None, text: str = "", **params: Any) -> None:
    """One line on the customer's timeline."""
    note(
        item.relationship_id, "feedback", event=event, at=at, subject=item, actor=by, text=text[:2000],
        number=item.matter.number, title=item.matter.title, **params,
    )  # fmt: skip
