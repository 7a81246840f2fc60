"""People, sign-in, leaving, privacy."""
