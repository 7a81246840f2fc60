"""Accounts of people: made by invitation, changed with the other's edit in sight, never deleted."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.administrators import keep_an_administrator
from brm.accounts.domain.checks import check, lock_person, refuse_stale, tidy
from brm.accounts.domain.invitations import invite_person
from brm.accounts.domain.leaving import refuse_while_work_is_open
from brm.accounts.domain.security import tell
from brm.accounts.domain.teams import add_to_team
from brm.accounts.enums import INSIDERS, Role
from brm.accounts.models import Team, User
from brm.audit import trail
from brm.core import clock
from brm.core.errors import DomainError
from brm.core.registry import Registry

trail.label("person.create", gettext_lazy("Account made"))
trail.label("person.change", gettext_lazy("Account changed"))
trail.label("person.profile", gettext_lazy("Profile changed"))
trail.label("person.password", gettext_lazy("Password set"))

PROFILE_CHANGED: Registry[Callable[[User, dict[str, Any]], None]] = Registry("receiver of a changed profile")
"""(user, changes): what somebody chose for themselves, for those above who keep the same of them elsewhere."""

PERSONAL = frozenset({"email", "name", "phone"})
CHANGEABLE = frozenset({"email", "name", "roles", "phone", "language", "time_zone"})
TASTES = frozenset(
    {"theme", "shortcuts", "delivery", "delivery_by_category", "digest_at", "quiet_from", "quiet_to"}
)  # of no interest to whoever else edits the account, so they leave its version alone
OWN = TASTES | {"name", "phone", "language", "time_zone"}


@transaction.atomic
def create_person(
    *,
    email: str,
    name: str,
    roles: list[str],
    by: User | None,
    language: str = "zh-hans",
    time_zone: str = "Asia/Shanghai",
    phone: str = "",
    password: str | None = None,
    team: Team | None = None,
    is_lead: bool = False,
    at: datetime | None = None,
) -> User:
    """Make an account. Without a password the person is invited by mail to choose one."""
    at = at or clock.now()
    values = tidy(
        {"email": email, "name": name, "roles": roles, "language": language, "time_zone": time_zone, "phone": phone}
    )
    if not values["roles"]:
        raise DomainError(_("Choose at least one role."), field="roles")
    user = User(**values, password=make_password(password), created_at=at, updated_at=at)
    check(user)
    user.save()
    trail.record(
        user,
        "person.create",
        by=by,
        changes={"roles": ([], values["roles"]), "language": ("", language), "time_zone": ("", time_zone)},
        personal={"email": ("", user.email), "name": ("", user.name), "phone": ("", user.phone)},
        show="",
        at=at,
    )
    if team is not None:
        add_to_team(team, user=user, is_lead=is_lead, by=by, at=at)
    if password is None:
        invite_person(user, by=by, at=at)
    return user


@transaction.atomic
def change_person(user: User, *, by: User | None, expected_version: int | None = None, **fields: Any) -> User:
    """An administrator changes an account: address, name, roles, phone, language, time zone."""
    if unknown := fields.keys() - CHANGEABLE:
        raise TypeError(f"change_person cannot set {sorted(unknown)}")
    row = lock_person(user)
    values = tidy(fields)
    refuse_stale(row, values, expected_version)
    if row.erased_at:
        raise DomainError(_("This person was erased. Make a new account instead."))
    roles = set(values.get("roles", row.roles))
    if not roles:
        raise DomainError(_("Choose at least one role."), field="roles")
    if row.is_active and Role.ADMINISTRATOR in row.roles and Role.ADMINISTRATOR not in roles:
        keep_an_administrator(row)
    if row.is_insider and not roles & INSIDERS:
        refuse_while_work_is_open(row)
    return _save(row, user, values, "person.change", by=by)


@transaction.atomic
def change_profile(user: User, *, by: User | None, **fields: Any) -> User:
    """The person themselves: name and phone, language and time zone, appearance, how they want to be told."""
    if unknown := fields.keys() - OWN:
        raise TypeError(f"change_profile cannot set {sorted(unknown)}")
    row = lock_person(user)
    values = tidy(fields)
    quiet = [values.get(name, getattr(row, name)) for name in ("quiet_from", "quiet_to")]
    if (quiet[0] is None) != (quiet[1] is None):
        field = "quiet_from" if quiet[0] is None else "quiet_to"
        raise DomainError(_("Quiet hours need a beginning and an end."), field=field)
    before = {name: getattr(row, name) for name in values}
    row = _save(row, user, values, "person.profile", by=by)
    changes = {name: (old, getattr(row, name)) for name, old in before.items() if old != getattr(row, name)}
    for receiver in PROFILE_CHANGED:
        receiver(row, changes)
    return row


@transaction.atomic
def set_password(user: User, password: str, *, by: User | None) -> None:
    """Give an account a password. Every other session ends with the old one."""
    user.set_password(password)
    user.save(update_fields=["password"])
    trail.record(user, "person.password", by=by, show="")


def _save(row: User, user: User, values: dict[str, Any], action: str, *, by: User | None) -> User:
    changes = trail.changed(row, values)
    if not changes:
        return row
    old_address = row.email
    for name, (_old, new) in changes.items():
        setattr(row, name, new)
    row.updated_at = clock.now()
    row.version += bool(changes.keys() - TASTES)
    check(row, leave_out=["password"])
    row.save(update_fields=[*changes, "updated_at", "version"])
    if "email" in changes:
        EmailAddress.objects.filter(user=row).delete()
        tell(row, "address_changed", address=old_address)
    trail.record(
        row,
        action,
        by=by,
        changes={name: pair for name, pair in changes.items() if name not in PERSONAL},
        personal={name: pair for name, pair in changes.items() if name in PERSONAL},
        show="",
    )
    for name in (*changes, "updated_at", "version"):
        setattr(user, name, getattr(row, name))
    return row
