"""The bell: what a person was told, read or not."""

from django.db import connection, models

from brm.accounts.models import User
from brm.core import clock
from brm.notifications.models import Notification

COUNTED_UP_TO = 100


def inbox_for(user: User) -> models.QuerySet[Notification]:
    """What the person was told, newest first. Nobody else's, whatever the role."""
    return Notification.objects.in_inbox().filter(recipient=user).order_by("-created_at", "-id")


_UNREAD = """
SELECT count(*) FROM (SELECT FROM notifications_notification
WHERE recipient_id = %s AND in_inbox AND read_at IS NULL LIMIT %s) unread
"""


def unread_count(user: User) -> int:
    """How many of them are unread (counted up to a hundred), asked once per request and kept on the person."""
    kept = user.__dict__.get("_unread_count")
    if kept is None:
        with connection.cursor() as cursor:  # written out: every page asks this
            cursor.execute(_UNREAD, [user.pk, COUNTED_UP_TO])
            kept = user.__dict__["_unread_count"] = cursor.fetchone()[0]
    return int(kept)


def categories_of(user: User) -> set[str]:
    """The categories the person was ever told something of."""
    rows = Notification.objects.in_inbox().filter(recipient=user).order_by()
    return set(rows.values_list("category", flat=True).distinct())


def mark_read(user: User, *ids: int) -> int:
    """The person has seen these. A personal convenience: it leaves no line in the history."""
    user.__dict__.pop("_unread_count", None)
    return Notification.objects.unread().filter(recipient=user, pk__in=ids).update(read_at=clock.now())


def mark_unread(user: User, *ids: int) -> int:
    """Put these back among the unread."""
    user.__dict__.pop("_unread_count", None)
    return Notification.objects.in_inbox().filter(recipient=user, pk__in=ids).update(read_at=None)


def mark_all_read(user: User, *, category: str = "") -> int:
    """The person has seen everything, or everything of a category."""
    user.__dict__.pop("_unread_count", None)
    rows = Notification.objects.unread().filter(recipient=user)
    if category:
        rows = rows.filter(category=category)
    return rows.update(read_at=clock.now())
