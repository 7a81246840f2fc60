"""Time limits of complaints: running clocks keep theirs, new ones take what holds at their moment (ruling 11)."""

from django.utils.translation import gettext_lazy

from brm.audit import trail
from customers.complaints.models import ComplaintLimit
from customers.complaints.rules import DEFAULTS
from customers.domain.limits import LimitBook, may_set_limits

__all__ = ["limit_at", "limits_at", "limits_for", "may_set_limits", "set_limit"]

_BOOK = LimitBook(ComplaintLimit, DEFAULTS, "complaint_limit.set")
limits_at = _BOOK.all_at
limit_at = _BOOK.one_at
set_limit = _BOOK.set_limit
limits_for = _BOOK.rows_for

trail.label("complaint_limit.set", gettext_lazy("Time limit of complaints set"))
