"""Which imports a person may see, and whom they may name in one."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from brm.accounts.domain.queries import colleagues_for, team_member_ids
from brm.accounts.enums import RELATIONSHIP_ROLES, Role
from brm.accounts.models import User
from brm.imports.enums import Status
from brm.imports.models import ImportEffect, ImportRow, ImportRun, ImportTemplate
from brm.imports.values import Manner


def imports_for(user: User) -> QuerySet[ImportRun]:
    """One's own imports; they hold whole files, so nobody sees another's but an executive."""
    if not user.keeps_relationships:
        return ImportRun.objects.none()
    rows = ImportRun.objects.select_related("by")
    return rows if user.has_role(Role.EXECUTIVE) else rows.filter(by=user)


def rows_for(user: User, run: ImportRun, outcome: str = "") -> QuerySet[ImportRow]:
    """The staged rows of an import, in the order of the file; of one outcome, or all."""
    rows = ImportRow.objects.filter(run__in=imports_for(user).filter(pk=run.pk)).order_by("number")
    return rows.filter(outcome=outcome) if outcome else rows


def templates_for(user: User, kind: str = "") -> QuerySet[ImportTemplate]:
    """One's own mappings and the shared ones."""
    if not user.keeps_relationships:
        return ImportTemplate.objects.none()
    rows = ImportTemplate.objects.filter(Q(by=user) | Q(is_shared=True)).select_related("by")
    return rows.filter(kind=kind) if kind else rows


def earlier_of(run: ImportRun) -> ImportRun | None:
    """The same file, taken over before by the same person as the same kind."""
    return (
        ImportRun.objects.filter(sha256=run.sha256, kind=run.kind, by=run.by_id, status=Status.APPLIED)
        .exclude(pk=run.pk)
        .order_by("-applied_at")
        .first()
    )


def effects_left_for(user: User, run: ImportRun) -> QuerySet[ImportEffect]:
    """What undoing an import had to leave."""
    return ImportEffect.objects.filter(run__in=imports_for(user).filter(pk=run.pk), undone_at=None).order_by("id")


@dataclass(frozen=True)
class Owners:
    """Whom a person may make responsible by a file."""

    people: list[User]

    def manner(self, *, order: str, zone: str) -> Manner:
        """How a file's days and names are read for this person."""
        names = Counter(" ".join(each.name.split()).casefold() for each in self.people)
        known = {" ".join(each.name.split()).casefold(): each.pk for each in self.people}
        known.update({each.email.casefold(): each.pk for each in self.people})
        doubtful = frozenset(name for name, count in names.items() if count > 1)
        return Manner(order, zone, {name: pk for name, pk in known.items() if name not in doubtful}, doubtful)


def owners_for(user: User) -> Owners:
    """A manager only themselves, a lead the teams they lead, an executive everybody who keeps relationships."""
    people = colleagues_for(user).filter(roles__overlap=list(RELATIONSHIP_ROLES))
    if not user.has_role(Role.EXECUTIVE):
        people = people.filter(pk__in={user.pk, *(team_member_ids(user) if user.has_role(Role.LEAD) else ())})
    return Owners(list(people.order_by("name", "id")))
