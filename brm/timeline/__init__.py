"""One line per event on a relationship, written with the event in the same transaction (ruling 6)."""
