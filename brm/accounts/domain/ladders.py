"""Escalation ladders: who is named when a time limit is passed, team by team (C-16, ruling 15)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.leaving import OPEN_WORK, OpenWork
from brm.accounts.domain.queries import acting_ids
from brm.accounts.enums import Role
from brm.accounts.models import EscalationLadder, Membership, Team, User
from brm.accounts.models.ladders import STEPS
from brm.audit import trail
from brm.core.editing import locked, refuse_stale, save_changes, save_new
from brm.core.errors import BlockedError, DomainError
from brm.core.narrowing import PERSON, narrowed
from brm.core.prepared import Prepared

TOP = len(STEPS)
STEP_NAMES = {
    "first": gettext_lazy("step 1 · lead"),
    "second": gettext_lazy("step 2 · head of service"),
    "third": gettext_lazy("step 3 · executive"),
}


@dataclass(frozen=True)
class Ladder:
    """The people of a ladder by rank (1 lead, 2 head of service, 3 executive); a gap names nobody."""

    people: Mapping[int, User]
    is_makeshift: bool = False
    """No ladder is in force: leads and executives stand in for it."""

    def above(self, rank: int, *, at_least: int = 1, leave_out: Iterable[int] = ()) -> tuple[int, User] | None:
        """The next person of higher rank, from step ``at_least`` on; None when the top is reached."""
        skipped = set(leave_out)
        for step in range(max(rank + 1, at_least), TOP + 1):
            person = self.people.get(step)
            if person is not None and person.pk not in skipped:
                return step, person
        return None

    def rank_of(self, user: User | int) -> int:
        """On which step a person stands; 0 for none."""
        pk = user if isinstance(user, int) else user.pk
        return max((rank for rank, person in self.people.items() if person.pk == pk), default=0)


@transaction.atomic
def make_ladder(team: Team | None, *, by: User | None, **people: User | None) -> EscalationLadder:
    """Begin the ladder of a team (None: of everybody without one). It serves nobody until it is activated."""
    ladder = save_new(EscalationLadder(team=team))
    trail.record(ladder, "ladder.make", by=by)
    return change_ladder(ladder, by=by, expected_version=None, **people) if people else ladder


@transaction.atomic
def change_ladder(
    ladder: EscalationLadder, *, by: User | None, expected_version: int | None = None, **people: User | None
) -> EscalationLadder:
    """Name who stands on ``first``, ``second``, ``third``; while it is not in force a step may stay open."""
    if unknown := set(people) - set(STEPS):
        raise TypeError(f"not a step: {', '.join(sorted(unknown))}")
    ladder = locked(ladder)
    refuse_stale(ladder, expected_version, people)
    for name, person in people.items():
        if person is not None and not person.is_insider:
            raise DomainError(_("%(person)s is not one of our active people.") % {"person": person}, field=name)
    if changes := save_changes(ladder, people):
        if ladder.is_active:
            _refuse_gaps(ladder)
        trail.record(ladder, "ladder.change", by=by, changes=changes)
    return ladder


@transaction.atomic
def activate_ladder(ladder: EscalationLadder, *, by: User | None) -> EscalationLadder:
    """Put a ladder in force; refused while a step is open or its people do not rise in rank."""
    ladder = locked(ladder)
    _refuse_gaps(ladder)
    if changes := save_changes(ladder, {"is_active": True}):
        trail.record(ladder, "ladder.activate", by=by, changes=changes)
    return ladder


@transaction.atomic
def deactivate_ladder(ladder: EscalationLadder, *, by: User | None) -> EscalationLadder:
    """Take a ladder out of force; leads and executives stand in for it meanwhile."""
    ladder = locked(ladder)
    if changes := save_changes(ladder, {"is_active": False}):
        trail.record(ladder, "ladder.deactivate", by=by, changes=changes)
    return ladder


def _refuse_gaps(ladder: EscalationLadder) -> None:
    reasons, seen = [], 0
    for name, person in zip(STEPS, ladder.people(), strict=True):
        label = STEP_NAMES[name]
        if person is None:
            reasons.append(_("Nobody is named for %(step)s.") % {"step": label})
        elif not person.is_insider:
            reasons.append(_("%(person)s is not one of our active people.") % {"person": person})
        elif _standing(person) < seen:
            reasons.append(_("%(person)s ranks below the step before.") % {"person": person})
        else:
            seen = _standing(person)
    if reasons:
        raise BlockedError(_("The ladder cannot be in force yet."), reasons=reasons)


def _standing(person: User) -> int:
    return 2 if person.has_role(Role.EXECUTIVE) else 1 if person.has_role(Role.LEAD) else 0


def _in_force(teams: list[int]) -> models.QuerySet[EscalationLadder]:
    rows = EscalationLadder.objects.filter(is_active=True).select_related(*STEPS)
    return rows.filter(models.Q(team=None) | models.Q(team__in=teams)).order_by()


_PEOPLE = Prepared(_in_force)
_NAMES = Prepared(lambda teams: narrowed(_in_force(teams), **dict.fromkeys(STEPS, PERSON)))


def ladders_of(team_ids: Iterable[int | None], *, names_only: bool = False) -> dict[int | None, Ladder]:
    """The ladder that serves each team: its own, that of everybody else, or leads and executives in their stead."""
    teams = set(team_ids)
    rows = (_NAMES if names_only else _PEOPLE)(sorted(pk for pk in teams if pk))
    kept = {
        row.team_id: Ladder({n: person for n, person in enumerate(row.people(), 1) if person is not None})
        for row in rows
    }
    found: dict[int | None, Ladder] = {team: kept[team] for team in teams if team in kept}
    missing = teams - found.keys()
    if None in kept:
        return found | dict.fromkeys(missing, kept[None])
    return found | (_makeshift(missing) if missing else {})


def ladder_of(team_id: int | None, *, names_only: bool = False) -> Ladder:
    """The ladder that serves one team; for a page that only names its people, only their names are read."""
    return ladders_of([team_id], names_only=names_only)[team_id]


def _makeshift(teams: set[int | None]) -> dict[int | None, Ladder]:
    executives = list(User.objects.filter(is_active=True, roles__contains=[Role.EXECUTIVE]).order_by("pk")[: TOP - 1])
    top = dict(zip(range(TOP, TOP - len(executives), -1), executives, strict=True))
    leads: dict[int | None, User] = {}
    rows = Membership.objects.filter(
        team__in=[pk for pk in teams if pk], is_lead=True, user__is_active=True, user__roles__contains=[Role.LEAD]
    ).select_related("user")
    for row in rows.order_by("pk"):
        leads.setdefault(row.team_id, row.user)
    return {team: Ladder({**top, **({1: leads[team]} if team in leads else {})}, is_makeshift=True) for team in teams}


def may_keep_ladders(user: User) -> bool:
    """Administrators and executives configure ladders."""
    return user.has_role(Role.ADMINISTRATOR, Role.EXECUTIVE)


def ladders_for(user: User) -> models.QuerySet[EscalationLadder]:
    """The ladders a person may see: all for those who keep them, others those of their teams and the general one."""
    rows = EscalationLadder.objects.select_related("team", *STEPS)
    if may_keep_ladders(user):
        return rows
    if not user.is_insider:
        return rows.none()
    own = Membership.objects.filter(user__in=acting_ids(user)).values("team")
    return rows.filter(models.Q(team__in=own) | models.Q(team=None))


def teams_without_ladder(user: User) -> models.QuerySet[Team]:
    """Living teams that have no ladder of their own yet."""
    rows = Team.objects.filter(dissolved_at=None, escalation_ladder=None).order_by("name")
    return rows if may_keep_ladders(user) else rows.none()


def _steps_of(user: User) -> "models.QuerySet[EscalationLadder]":
    return EscalationLadder.objects.filter(models.Q(first=user) | models.Q(second=user) | models.Q(third=user))


def count_steps(user: User) -> int:
    """On how many ladders a person stands."""
    return _steps_of(user).count()


def pass_on_steps(from_user: User, to_user: User, by: User | None) -> int:
    """The successor takes the steps of a leaving person, unless they stand on the ladder already: then it is a gap."""
    ladders = list(_steps_of(from_user))
    for ladder in ladders:
        people: dict[str, Any] = dict(zip(STEPS, ladder.people(), strict=True))
        names = [name for name, person in people.items() if person == from_user]
        doubled = to_user in people.values()
        if doubled and ladder.is_active:
            deactivate_ladder(ladder, by=by)
        ladder = locked(ladder)
        changes = save_changes(ladder, dict.fromkeys(names, None if doubled else to_user))
        trail.record(ladder, "ladder.change", by=by, changes=changes)
    return len(ladders)


OPEN_WORK.register(
    "ladders", OpenWork("ladders", gettext_lazy("Steps of escalation ladders"), count_steps, pass_on_steps)
)
trail.label("ladder.make", gettext_lazy("Escalation ladder begun"))
trail.label("ladder.change", gettext_lazy("Escalation ladder changed"))
trail.label("ladder.activate", gettext_lazy("Escalation ladder put in force"))
trail.label("ladder.deactivate", gettext_lazy("Escalation ladder taken out of force"))
