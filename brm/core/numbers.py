"""Numbers that come as text: out of an address or a form, where anybody can write anything."""

MOST_DIGITS = 18
"""Whatever has more does not fit a key of the database."""


def whole(text: object) -> int | None:
    """The number a text says in plain digits (an id, a version, a place in a list); None for anything else."""
    plain = str(text)
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= MOST_DIGITS else None
