"""The one table of notices and mails, what hangs on them, and the addresses that get none."""

from brm.notifications.models.notification import Attachment, Notification, NotificationQuerySet
from brm.notifications.models.suppression import Suppression

__all__ = ["Attachment", "Notification", "NotificationQuerySet", "Suppression"]
