"""Teams and who leads them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brm.accounts.domain.checks import check
from brm.accounts.enums import Role
from brm.accounts.models import Membership, Team, User
from brm.audit import trail
from brm.core import clock
from brm.core.errors import DomainError

trail.label("team.create", gettext_lazy("Team made"))
trail.label("team.rename", gettext_lazy("Team renamed"))
trail.label("team.dissolve", gettext_lazy("Team dissolved"))
trail.label("team.add", gettext_lazy("Team member added"))
trail.label("team.lead", gettext_lazy("Lead of the team changed"))
trail.label("team.remove", gettext_lazy("Team member removed"))


@transaction.atomic
def create_team(*, name: str, by: User | None, at: datetime | None = None) -> Team:
    """Make a team; members follow."""
    at = at or clock.now()
    team = Team(name=name.strip(), created_at=at, updated_at=at)
    check(team)
    team.save()
    trail.record(team, "team.create", by=by, changes={"name": ("", team.name)}, at=at)
    return team


@transaction.atomic
def rename_team(team: Team, *, name: str, by: User | None) -> Team:
    """Give a team another name."""
    old, team.name, team.updated_at = Team.objects.select_for_update().get(pk=team.pk).name, name.strip(), clock.now()
    if old == team.name:
        return team
    check(team)
    team.save(update_fields=["name", "updated_at"])
    trail.record(team, "team.rename", by=by, changes={"name": (old, team.name)})
    return team


@transaction.atomic
def dissolve_team(team: Team, *, by: User | None) -> Team:
    """Close a team that no longer works together. Its history and what it kept stay."""
    team = Team.objects.select_for_update().get(pk=team.pk)
    if team.dissolved_at is None:
        team.dissolved_at = team.updated_at = clock.now()
        team.save(update_fields=["dissolved_at", "updated_at"])
        trail.record(team, "team.dissolve", by=by, changes={"dissolved_at": (None, team.dissolved_at)})
    return team


def _refuse_lead_without_role(user: User, is_lead: bool) -> None:
    if is_lead and Role.LEAD not in user.roles:
        raise DomainError(
            _("%(person)s needs the role of a lead before leading a team.") % {"person": user}, field="is_lead"
        )


@transaction.atomic
def add_to_team(
    team: Team, *, user: User, is_lead: bool = False, by: User | None, at: datetime | None = None
) -> Membership:
    """Take a person into a team, or make a member its lead (or no longer)."""
    at = at or clock.now()
    if not user.is_insider:
        raise DomainError(_("Only active people of ours can be in a team."), field="user")
    _refuse_lead_without_role(user, is_lead)
    member = Membership.objects.select_for_update().filter(team=team, user=user).first()
    if member is None:
        member = Membership(team=team, user=user, is_lead=is_lead, created_at=at, updated_at=at)
        check(member)
        member.save()
        trail.record(team, "team.add", by=by, changes={"user": (None, user), "is_lead": (None, is_lead)}, at=at)
    elif member.is_lead != is_lead:
        _refuse_leaderless(member, is_lead)
        member.is_lead, member.updated_at = is_lead, at
        member.save(update_fields=["is_lead", "updated_at"])
        trail.record(team, "team.lead", by=by, changes={"user": (user, user), "is_lead": (not is_lead, is_lead)}, at=at)
    return member


@transaction.atomic
def remove_from_team(team: Team, *, user: User, by: User | None) -> None:
    """Take a person out of a team. What they own stays theirs."""
    member = Membership.objects.select_for_update().filter(team=team, user=user).first()
    if member is None:
        return
    _refuse_leaderless(member, False)
    member.delete()
    trail.record(team, "team.remove", by=by, changes={"user": (user, None), "is_lead": (member.is_lead, None)})


def leaderless_without(user: User) -> list[Team]:
    """Living teams that others are in and that would have no lead without this person."""
    led = Team.objects.filter(memberships__user=user, memberships__is_lead=True, dissolved_at=None)
    return [
        team
        for team in led
        if team.memberships.exclude(user=user).filter(user__is_active=True).exists()
        and not team.memberships.exclude(user=user).filter(user__is_active=True, is_lead=True).exists()
    ]


def _refuse_leaderless(member: Membership, is_lead: bool) -> None:
    if member.is_lead and not is_lead and member.team in leaderless_without(member.user):
        raise DomainError(
            _("%(team)s would have no lead. Make somebody else its lead first.") % {"team": member.team},
            field="is_lead",
        )
