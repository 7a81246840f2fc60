"""The defaults of knowing a customer, each a figure somebody may one day want to change ([D])."""

from datetime import date, timedelta

from customers.insight.enums import Audience, Quadrant

MIDDLE = 3
"""From this influence or interest on a stakeholder stands in the upper or right half of the grid (G-42)."""

COVERAGE_DAYS = 90
"""The period in which every grade of users should have been in contact with us (C-27)."""

SIGNAL_DAYS = 7
"""A need that was heard and not looked at for so long appears on its manager's desk (C-30)."""

CONCERN_DAYS = 180
"""A concern that was spoken about counts as addressed for so long (C-31)."""

OBJECTIVE_DAYS = 100
"""An objective not reviewed for so long is due at the next periodic meeting (C-02)."""

FIGURE_MONTHS = 12


def quadrant_of(influence: int | None, interest: int | None) -> Quadrant | None:
    """The field of the grid a stakeholder stands in; None while either is not known."""
    if influence is None or interest is None:
        return None
    if influence >= MIDDLE:
        return Quadrant.CLOSELY if interest >= MIDDLE else Quadrant.SATISFIED
    return Quadrant.INFORMED if interest >= MIDDLE else Quadrant.MONITOR


EVERY_DAYS = {Quadrant.CLOSELY: 14, Quadrant.SATISFIED: 60, Quadrant.INFORMED: 30, Quadrant.MONITOR: 120}
"""How often one speaks with a stakeholder of each field, where their plan says nothing else (G-42)."""


def covers(audience: str, *, is_user: bool) -> bool:
    """Whether a contact point for this audience serves a user, or a customer (C-25)."""
    return audience == Audience.EVERYBODY or audience == (Audience.USERS if is_user else Audience.CUSTOMERS)


def months_back(today: date, count: int) -> list[date]:
    """The first days of the last months, the present one last."""
    first = today.replace(day=1)
    found = [first]
    while len(found) < count:
        first = (first - timedelta(days=1)).replace(day=1)
        found.append(first)
    return found[::-1]
