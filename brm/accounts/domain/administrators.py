"""There is always an administrator: the last one can neither leave nor lose the role."""

from django.utils.translation import gettext as _

from brm.accounts.enums import Role
from brm.accounts.models import User
from brm.core.errors import DomainError


def keep_an_administrator(without: User) -> None:
    """Refuse to lose ``without`` as an administrator while there is no other.

    All active administrators are locked in one order: of two who remove each other at the same moment the second
    waits, sees the first one gone and is refused.
    """
    locked = list(
        User.objects.select_for_update(of=("self",))
        .filter(is_active=True, roles__contains=[Role.ADMINISTRATOR])
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    if without.pk in locked and len(locked) == 1:
        raise DomainError(
            _("%(person)s is the last administrator. Give somebody else the role first.") % {"person": without},
            field="roles",
        )
