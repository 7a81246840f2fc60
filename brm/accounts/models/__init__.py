"""People of ours, outsiders with an account, teams, deputies, the first administrator's link."""

from brm.accounts.models.people import Deputy, FirstAdministratorLink, Membership, Team, User

__all__ = ["Deputy", "FirstAdministratorLink", "Membership", "Team", "User"]
