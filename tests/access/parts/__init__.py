"""What each part of the portal adds to the matrix: its doors, its API, and Alice's one record of everything it keeps.

A part is a module here with ``DOORS`` and ``API_DOORS`` (name of the route -> Door), ``things(world)``, which makes the
records and answers their numbers by the names that the doors' addresses are filled from, and ``MARKED``: the
(model, field) pairs whose words a stranger must not read anywhere.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from tests.access.api_declarations import API_DOORS
from tests.access.declarations import DOORS, Door

PARTS: list[Any] = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)]
ALL: dict[str, Door] = {**DOORS, **API_DOORS}
for _part in PARTS:
    ALL |= _part.DOORS | _part.API_DOORS
