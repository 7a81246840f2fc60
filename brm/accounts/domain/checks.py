"""What every change to a person or team is checked against."""

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from brm.accounts.enums import INSIDERS, Role
from brm.accounts.models import User
from brm.core.errors import DomainError, StaleError


def check(row: models.Model, *, leave_out: Iterable[str] = ()) -> None:
    """Refuse, naming the field, what the model or one of its constraints does not allow."""
    try:
        row.full_clean(exclude=set(leave_out))
    except ValidationError as error:
        for field, found in error.message_dict.items():
            raise DomainError(found[0], field="" if field == "__all__" else field) from None


def ordered_roles(roles: Iterable[str]) -> list[str]:
    """Known roles once each, in the order of the list; one of ours is never a customer's contact too."""
    given = {str(role) for role in roles}
    if unknown := given - set(Role.values):
        raise DomainError(_("There is no role called %(role)s.") % {"role": sorted(unknown)[0]}, field="roles")
    if Role.CONTACT in given and given & INSIDERS:
        raise DomainError(_("A customer contact cannot hold a role of ours as well."), field="roles")
    return [role for role in Role.values if role in given]


def tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are kept: addresses in lower case, roles in order, a time zone that exists."""
    tidied = dict(values)
    if "email" in tidied:
        tidied["email"] = str(tidied["email"]).strip().lower()
    if "name" in tidied:
        tidied["name"] = str(tidied["name"]).strip()
    if "roles" in tidied:
        tidied["roles"] = ordered_roles(tidied["roles"])
    if tidied.get("time_zone", "UTC") not in available_timezones():
        raise DomainError(_("Choose a time zone from the list, such as Asia/Shanghai."), field="time_zone")
    return tidied


def refuse_stale(row: Any, values: Mapping[str, Any], expected_version: int | None) -> None:
    """Refuse when somebody saved the row since the form was opened, and say what differs (ruling 18)."""
    if expected_version is None or row.version == expected_version:
        return
    raise StaleError(
        _("Somebody else changed this meanwhile. Look at the differences and save again."),
        changes=[(name, getattr(row, name), mine) for name, mine in values.items() if getattr(row, name) != mine],
    )


def lock_person(user: User) -> User:
    """The person's row, locked and fresh, for the change that follows."""
    return User.objects.select_for_update().get(pk=user.pk)


def stays(user: User) -> bool:
    """Whether somebody is one of us, and will be until the transaction ends: whoever is given something cannot leave
    at the same moment (INV-58). Several may be given something at once; only closing the account has to wait."""
    rows = User.objects.raw("SELECT * FROM accounts_user WHERE id = %s FOR KEY SHARE", [user.pk])
    return any(row.is_insider for row in rows)
