"""Who stands for whom, who leads what. Asked once per request and kept on the person."""

from django.db import models

from brm.accounts.enums import INSIDERS, Role
from brm.accounts.models import Deputy, Membership, Team, User
from brm.core import clock
from brm.core.prepared import Prepared

_ABSENT = Prepared(
    lambda day, deputy: (
        Deputy.objects.in_force(day).filter(deputy=deputy).order_by().values_list("absent_id", flat=True)
    )
)


def acting_ids(user: User) -> list[int]:
    """The person and everybody they stand in for today (ruling 15)."""
    kept = user.__dict__.get("_acting_ids")
    if kept is None:
        day = clock.today(user.time_zone)
        kept = user.__dict__["_acting_ids"] = [user.pk, *_ABSENT(day, user.pk)]
    return list(kept)


def led_team_ids(user: User) -> list[int]:
    """The teams a lead leads (also those of a lead they stand in for)."""
    kept = user.__dict__.get("_led_team_ids")
    if kept is None:
        kept = user.__dict__["_led_team_ids"] = (
            list(
                Membership.objects.filter(
                    user__in=acting_ids(user), is_lead=True, team__dissolved_at=None, user__roles__contains=[Role.LEAD]
                ).values_list("team_id", flat=True)
            )
            if user.has_role(Role.LEAD)
            else []
        )
    return list(kept)


def team_member_ids(user: User) -> list[int]:
    """Everybody whose work a lead watches; for an executive every insider."""
    kept = user.__dict__.get("_team_member_ids")
    if kept is None:
        if user.has_role(Role.EXECUTIVE):
            kept = list(insiders().values_list("pk", flat=True))
        else:
            members = Membership.objects.filter(team__in=led_team_ids(user))
            kept = list(members.values_list("user_id", flat=True).distinct())
        user.__dict__["_team_member_ids"] = kept
    return list(kept)


def insiders() -> models.QuerySet[User]:
    """Our own active people."""
    return User.objects.filter(is_active=True, roles__overlap=list(INSIDERS))


def colleagues_for(user: User) -> models.QuerySet[User]:
    """Whom a person may name as owner, assignee, attendee: our active people; nobody for outsiders."""
    return insiders() if user.is_insider else User.objects.none()


def people_for(user: User) -> models.QuerySet[User]:
    """Accounts an administrator configures."""
    return User.objects.all() if user.has_role(Role.ADMINISTRATOR) else User.objects.none()


def teams_for(user: User) -> models.QuerySet[Team]:
    """Teams a person may choose from."""
    return Team.objects.filter(dissolved_at=None) if user.is_insider else Team.objects.none()


def leads_of(team_id: int | None) -> models.QuerySet[User]:
    """The active leads of a team, who are told what is missed (4.8)."""
    if team_id is None:
        return User.objects.none()
    return User.objects.filter(
        is_active=True, roles__contains=[Role.LEAD], memberships__team_id=team_id, memberships__is_lead=True
    ).distinct()


def person_for(user: User, pk: int) -> User | None:
    """One account an administrator configures."""
    return people_for(user).filter(pk=pk).first()


def led_teams_for(user: User) -> models.QuerySet[Team]:
    """The teams a lead sees with their members."""
    return Team.objects.filter(pk__in=led_team_ids(user)).order_by("name")


def members_of(teams: models.QuerySet[Team]) -> models.QuerySet[Membership]:
    """The active members of these teams, leads first."""
    return (
        Membership.objects.filter(team__in=teams, user__is_active=True)
        .select_related("team", "user")
        .order_by("team__name", "-is_lead", "user__name")
    )


def absentees_for(user: User) -> models.QuerySet[User]:
    """For whom a person may name a deputy: themselves, a lead for the team, an administrator for anybody of ours."""
    if user.has_role(Role.ADMINISTRATOR):
        return insiders()
    mine = models.Q(pk=user.pk) | models.Q(memberships__team__in=led_team_ids(user))
    return colleagues_for(user).filter(mine).distinct()


def absences_for(user: User) -> models.QuerySet[Deputy]:
    """Running and coming absences a person may see and end."""
    return _present_absences(user).filter(absent__in=absentees_for(user).values("pk"))


def stand_ins_for(user: User) -> models.QuerySet[Deputy]:
    """Running and coming absences of others in which a person stands in."""
    return _present_absences(user).filter(deputy=user)


def _present_absences(user: User) -> models.QuerySet[Deputy]:
    today = clock.today(user.time_zone)
    return Deputy.objects.filter(to_on__gte=today).select_related("absent", "deputy").order_by("from_on", "pk")


def successors_for(user: User, leaving: User) -> models.QuerySet[User]:
    """Who may take over from somebody who leaves."""
    return insiders().exclude(pk=leaving.pk) if user.has_role(Role.ADMINISTRATOR) else User.objects.none()


def teams_of(user: User) -> models.QuerySet[Membership]:
    """The teams a person is in, and whether they lead them."""
    return Membership.objects.filter(user=user, team__dissolved_at=None).select_related("team").order_by("team__name")


def teams_to_configure(user: User) -> models.QuerySet[Team]:
    """All teams, with how many are in them, for administrators."""
    if not user.has_role(Role.ADMINISTRATOR):
        return Team.objects.none()
    return Team.objects.annotate(member_count=models.Count("memberships"))


def everybody() -> models.QuerySet[User]:
    """All accounts, for the installation's own commands: whether there is anybody yet."""
    return User.objects.all()
