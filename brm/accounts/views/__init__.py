"""Pages about oneself, a team, a person who leaves, a person's data, and the doors in."""
