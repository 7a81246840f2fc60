"""Where promises plug in: leaving, hand-over, Today, timeline, notices."""

from collections.abc import Callable
from datetime import date, timedelta

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from brm.accounts.domain.leaving import OPEN_WORK, OpenWork
from brm.accounts.models import User
from brm.actionitems.domain.items import (
    RULE,
    add_action_item,
    pass_on_action_items,
    pass_on_counterpart,
)
from brm.actionitems.domain.queries import action_items_for, named_contact_count
from brm.actionitems.models import OPEN, ActionItem, Side
from brm.attention.domain import RULES, AttentionRule
from brm.attention.models import Attention
from brm.audit import words
from brm.notifications.domain.kinds import KINDS as NOTICES
from brm.notifications.domain.kinds import NotificationKind, Params
from brm.parties.domain import contacts, happenings
from brm.parties.enums import Status as RelationshipStatus
from brm.parties.models import Handover
from brm.timeline.domain import KINDS, TimelineKind
from brm.timeline.models import TimelineEntry

FIRST_CONTACT_WITHIN = timedelta(days=10)


def handed_over(handover: Handover, *, by: User | None) -> None:
    """Open promises go along, and the new owner promises to make contact (INV-57)."""
    relationship = handover.relationship
    pass_on_action_items(handover.from_user, handover.to_user, by, relationship=relationship)
    if relationship.status == RelationshipStatus.ENDED:
        return
    with override(handover.to_user.language):
        title = _("Introduce yourself to %(organisation)s") % {"organisation": relationship.organisation}
    add_action_item(
        relationship, title=title, owner=handover.to_user, by=by, detail=handover.note, at=handover.at,
        due_on=(handover.at + FIRST_CONTACT_WITHIN).date(),
    )  # fmt: skip


def count_open(user: User) -> int:
    """Open promises of a person."""
    return ActionItem.objects.filter(owner=user, status__in=OPEN).count()


def _day(value: object) -> str:
    return formats.date_format(date.fromisoformat(str(value)), "DATE_FORMAT") if value else ""


def _sentence(row: Attention) -> str:
    words = {"title": row.params.get("title", ""), "day": _day(row.params.get("due_on"))}
    if row.params.get("side") == Side.THEIRS:
        return _("They promised by %(day)s: %(title)s") % words
    return _("Promised by %(day)s: %(title)s") % words


def _action(row: Attention) -> tuple[object, str]:
    return gettext_lazy("Open the action item"), reverse("actionitems:detail", args=[row.subject_id])


def _story(entry: TimelineEntry) -> str:
    words = {"title": entry.params.get("title", ""), "day": _day(entry.params.get("due_on"))}
    told: dict[str, Callable[[], str]] = {
        "added": lambda: _("Promised by %(day)s: %(title)s") % words,
        "finish": lambda: _("Done: %(title)s") % words,
        "drop": lambda: _("Dropped: %(title)s") % words,
        "reopen": lambda: _("Open again: %(title)s") % words,
    }
    return told.get(entry.event, lambda: str(words["title"]))()


def _story_url(entry: TimelineEntry) -> str:
    return reverse("actionitems:detail", args=[entry.subject_id]) if entry.subject_id else ""


def _due_subject(params: Params) -> str:
    return _("Due on %(day)s: %(title)s") % {"day": _day(params["due_on"]), "title": params["title"]}


def _late_subject(params: Params) -> str:
    return _("Late since %(day)s: %(title)s") % {"day": _day(params["due_on"]), "title": params["title"]}


def _body(params: Params) -> str:
    lines = [_("Relationship: %(organisation)s") % {"organisation": params["organisation"]}]
    if owner := params.get("owner"):
        lines.append(_("Owner: %(person)s") % {"person": owner})
    return "\n".join(lines)


happenings.HANDED_OVER.register("actionitems", handed_over)
contacts.OPEN_WORK.register(
    "actionitems",
    contacts.OpenWork("actionitems", gettext_lazy("Open action items"), named_contact_count, pass_on_counterpart),
)
OPEN_WORK.register(
    "actionitems", OpenWork("actionitems", gettext_lazy("Open action items"), count_open, pass_on_action_items)
)
RULES.register(RULE, AttentionRule(RULE, gettext_lazy("Action item"), "checkbox", _sentence, _action))
KINDS.register("action_item", TimelineKind("action_item", gettext_lazy("Action items"), "checkbox", _story, _story_url))
NOTICES.register(
    "action_item_due",
    NotificationKind(
        "action_item_due", "actions", gettext_lazy("An action item is due soon"), _due_subject, _body, icon="checkbox"
    ),
)
NOTICES.register(
    "action_item_late",
    NotificationKind(
        "action_item_late", "actions", gettext_lazy("An action item is late"), _late_subject, _body, icon="checkbox"
    ),
)
words.readable("actionitems.actionitem", action_items_for)
