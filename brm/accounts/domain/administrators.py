"""There is always an administrator: the last one can neither leave nor lose the role."""

from django.db import connection
from django.utils.translation import gettext as _

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.core.errors import DomainError

TURN = 815_001
"""The number under which those who take an administrator away wait for one another."""


def keep_an_administrator(without: User) -> None:
    """Refuse to lose ``without`` as an administrator while there is no other.

    One at a time until the end of the transaction: of two administrators who remove each other at the same moment
    the second waits, sees the first one gone and is refused.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
    others = User.objects.filter(is_active=True, roles__contains=[Role.ADMINISTRATOR]).exclude(pk=without.pk)
    if not others.exists():
        raise DomainError(
            _("%(person)s is the last administrator. Give somebody else the role first.") % {"person": without},
            field="roles",
        )
