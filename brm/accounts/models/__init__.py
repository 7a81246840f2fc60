"""People of ours, outsiders with an account, teams and their ladders, deputies, sessions, the first link."""

from brm.accounts.models.ladders import EscalationLadder
from brm.accounts.models.people import Deputy, FirstAdministratorLink, Membership, Team, User
from brm.accounts.models.sign_ins import SignIn

__all__ = ["Deputy", "EscalationLadder", "FirstAdministratorLink", "Membership", "SignIn", "Team", "User"]
