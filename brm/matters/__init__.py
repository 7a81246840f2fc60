"""Anything with a number and a life on a relationship, and the links between such things (ruling 1)."""
