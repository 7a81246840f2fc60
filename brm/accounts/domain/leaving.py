"""Somebody leaves: nothing they had in hand may be left without an owner (ruling 15, INV-58)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.administrators import keep_an_administrator
from brm.accounts.domain.checks import lock_person
from brm.accounts.domain.sessions import end_every_session
from brm.accounts.domain.teams import leaderless_without
from brm.accounts.enums import Role
from brm.accounts.models import Deputy, User
from brm.audit import trail
from brm.core import clock
from brm.core.errors import BlockedError, DomainError
from brm.core.registry import Registry

trail.label("person.deactivate", gettext_lazy("Account deactivated"))
trail.label("person.reactivate", gettext_lazy("Account activated again"))


@dataclass(frozen=True)
class OpenWork:
    """One kind of work a person may have in hand: how many pieces, and how all of them go to somebody else.

    ``label`` names the kind in the plural ("action items"). ``pass_on(from_user, to_user, by)`` runs in the
    transaction of the leaving and answers how many pieces it moved.
    """

    name: str
    label: object
    count: Callable[[User], int]
    pass_on: Callable[[User, User, User | None], int]


OPEN_WORK: Registry[OpenWork] = Registry("kind of open work")


def open_work_of(user: User) -> list[tuple[OpenWork, int]]:
    """What the person has in hand, kinds without any left out."""
    return [(kind, number) for kind in OPEN_WORK if (number := kind.count(user))]


def _reasons(user: User) -> list[str]:
    return [_("%(kind)s: %(number)d") % {"kind": kind.label, "number": number} for kind, number in open_work_of(user)]


def refuse_while_work_is_open(user: User) -> None:
    """Refuse, kind by kind, while the person has work in hand."""
    if reasons := _reasons(user):
        raise BlockedError(
            _("%(person)s still has open work. Name somebody who takes it over.") % {"person": user}, reasons=reasons
        )


@transaction.atomic
def deactivate_person(user: User, *, by: User | None, successor: User | None = None) -> User:
    """Close an account. Open work goes to ``successor`` in the same step; without one it stands in the way."""
    held = {row.pk: row for row in map(lock_person, _in_order(user, successor))}
    row = held[user.pk]
    if not row.is_active:
        return row
    if Role.ADMINISTRATOR in row.roles:
        keep_an_administrator(row)
    if teams := leaderless_without(row):
        raise BlockedError(
            _("%(person)s is the only lead of a team. Make somebody else its lead first.") % {"person": row},
            reasons=[str(team) for team in teams],
        )
    moved = _pass_on(row, successor and held[successor.pk], by)
    refuse_while_work_is_open(row)
    row.is_active, row.left_at, row.updated_at = False, clock.now(), clock.now()
    row.version += 1
    row.save(update_fields=["is_active", "left_at", "updated_at", "version"])
    end_every_session(row)
    changes: dict[str, tuple[object, object]] = {"is_active": (True, False)}
    if successor is not None:
        changes |= {"successor": (None, successor), "passed_on": (None, moved)}
    trail.record(row, "person.deactivate", by=by, changes=changes, show="")
    for name in ("is_active", "left_at", "updated_at", "version"):
        setattr(user, name, getattr(row, name))
    return row


def _in_order(user: User, successor: User | None) -> list[User]:
    """Whoever leaves and whoever takes over, in one order always: of two who name each other the second is told."""
    return sorted({one.pk: one for one in (user, successor) if one is not None}.values(), key=lambda one: one.pk)


def _pass_on(user: User, successor: User | None, by: User | None) -> dict[str, int]:
    if successor is None:
        return {}
    if successor.pk == user.pk or not successor.is_insider:
        raise DomainError(_("Choose another active person of ours to take over."), field="successor")
    return {kind.name: kind.pass_on(user, successor, by) for kind, _number in open_work_of(user)}


@transaction.atomic
def reactivate_person(user: User, *, by: User | None) -> User:
    """Open a closed account again; what was passed on stays where it is."""
    row = lock_person(user)
    if row.erased_at:
        raise DomainError(_("This person was erased. Make a new account instead."))
    if row.is_active:
        return row
    row.is_active, row.left_at, row.updated_at = True, None, clock.now()
    row.version += 1
    row.save(update_fields=["is_active", "left_at", "updated_at", "version"])
    trail.record(row, "person.reactivate", by=by, changes={"is_active": (False, True)}, show="")
    return row


def _standing_in(user: User) -> int:
    return Deputy.objects.filter(deputy=user, to_on__gte=clock.today(user.time_zone)).count()


def _pass_on_standing_in(user: User, successor: User, by: User | None) -> int:
    """The absences the person was to cover are covered by the successor; their own ends with them."""
    rows = Deputy.objects.filter(deputy=user, to_on__gte=clock.today(user.time_zone))
    rows.filter(absent=successor).delete()
    return rows.update(deputy=successor, updated_at=clock.now())


OPEN_WORK.register(
    "deputyships", OpenWork("deputyships", gettext_lazy("Absences to stand in for"), _standing_in, _pass_on_standing_in)
)
