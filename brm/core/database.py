"""Telling a database that is away from a statement that is wrong."""

from django.db import DatabaseError, InterfaceError, OperationalError


def is_away(error: BaseException | None) -> bool:
    """Whether the database could not be reached or went away; the driver says the latter by a bare DatabaseError."""
    if isinstance(error, OperationalError | InterfaceError):
        return True
    return type(error) is DatabaseError and "server closed the connection" in str(error)
