"""Our own people and the outsiders who sign in: roles, teams, deputies, leaving, first administrator."""
