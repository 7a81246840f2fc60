"""How soon a customer is thanked: praise keeps the limit that held when it came (ruling 11)."""

from django.utils.translation import gettext_lazy

from brm.audit import trail
from customers.domain.limits import LimitBook
from customers.praise.models import PraiseLimit
from customers.praise.rules import DEFAULTS

_BOOK = LimitBook(PraiseLimit, DEFAULTS, "praise_limit.set")
limit_at = _BOOK.one_at
set_limit = _BOOK.set_limit
limits_for = _BOOK.rows_for

trail.label("praise_limit.set", gettext_lazy("Time limit of praise set"))
