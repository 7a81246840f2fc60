"""A suggestion becomes something to be done: an action item with an owner and a day (Q-05)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.models import User
from brm.actionitems.domain import add_action_item
from brm.actionitems.models import ActionItem
from brm.actionitems.models import Status as ItemStatus
from brm.audit import trail
from brm.core import clock
from brm.core.editing import locked, save_changes
from brm.core.errors import DomainError
from surveys.feedback.domain.judging import classify_feedback
from surveys.feedback.domain.telling import tell_story
from surveys.feedback.enums import FeedbackKind, FeedbackStatus
from surveys.feedback.models import FeedbackItem

TITLE = 200


def may_act_on(item: FeedbackItem) -> bool:
    """Whether it can be made an action item: a suggestion, or what nobody has judged yet, and not made one before."""
    is_one = item.kind == FeedbackKind.SUGGESTION or item.status == FeedbackStatus.RECEIVED
    return is_one and (item.action_item is None or item.action_item.status == ItemStatus.DROPPED)


@transaction.atomic
def act_on_feedback(
    item: FeedbackItem, *, by: User, owner: User, due_on: date, title: str = "", at: datetime | None = None
) -> ActionItem:
    """Make a suggestion an action item of the customer. Whoever made it is answered all the same.

    What nobody has judged yet is a suggestion from now on. One that was dropped may be taken up again as another.
    """
    at = at or clock.now()
    item = locked(item)
    if item.kind not in ("", FeedbackKind.SUGGESTION):
        raise DomainError(_("Only a suggestion becomes an action item. Say first that it is one."), field="kind")
    before = item.action_item
    if before is not None and before.status != ItemStatus.DROPPED:
        raise DomainError(_("It is an action item already: %(title)s.") % {"title": before.title})
    if item.status == FeedbackStatus.RECEIVED:
        item = classify_feedback(item, by=by, kind=FeedbackKind.SUGGESTION, at=at)
    contact = item.contact if item.contact and not item.contact.has_left else None
    made = add_action_item(
        item.relationship, title=title.strip()[:TITLE] or item.matter.title, owner=owner, due_on=due_on, by=by, at=at,
        counterpart=contact,
        detail=_("From the feedback %(number)s: %(text)s") % {"number": item.matter.number, "text": item.text},
    )  # fmt: skip
    save_changes(item, {"action_item": made})
    trail.record(item, "feedback.act", by=by, changes={"action_item": (None, made.title)}, at=at)
    tell_story(item, "act", at=at, by=by, became=made.title)
    return made


trail.label("feedback.act", gettext_lazy("Made it an action item"))
