"""People of ours, outsiders with an account, teams, deputies, sessions, the first administrator's link."""

from brm.accounts.models.people import Deputy, FirstAdministratorLink, Membership, Team, User
from brm.accounts.models.sign_ins import SignIn

__all__ = ["Deputy", "FirstAdministratorLink", "Membership", "SignIn", "Team", "User"]
