"""Verbs about telling people: what others call is here, the outbox's inner life in the modules."""

from brm.notifications.domain.inbox import inbox_for, mark_all_read, mark_read, mark_unread, unread_count
from brm.notifications.domain.kinds import CATEGORIES, KINDS, NotificationKind
from brm.notifications.domain.sending import WRONG_ADDRESS
from brm.notifications.domain.writing import Notice, mail, notify, notify_many

__all__ = [
    "CATEGORIES",
    "KINDS",
    "WRONG_ADDRESS",
    "Notice",
    "NotificationKind",
    "inbox_for",
    "mail",
    "mark_all_read",
    "mark_read",
    "mark_unread",
    "notify",
    "notify_many",
    "unread_count",
]
