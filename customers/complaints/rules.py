"""The defaults of complaints, each a setting with a history ([D], 4.6), and the reckoning without a table."""

from datetime import timedelta

from brm.calendars.enums import Unit
from brm.calendars.limits import Limit
from customers.complaints.enums import Path, Severity
from customers.complaints.models import LimitName

DEFAULTS: dict[str, Limit] = {
    LimitName.ACKNOWLEDGE_1: Limit(15, Unit.MINUTES),
    LimitName.ANSWER_1: Limit(4, Unit.HOURS),
    LimitName.RESOLVE_1: Limit(24, Unit.HOURS),
    LimitName.ACKNOWLEDGE_2: Limit(1, Unit.WORKING_HOURS),
    LimitName.ANSWER_2: Limit(1, Unit.WORKING_DAYS),
    LimitName.RESOLVE_2: Limit(3, Unit.WORKING_DAYS),
    LimitName.ACKNOWLEDGE_3: Limit(4, Unit.WORKING_HOURS),
    LimitName.ANSWER_3: Limit(2, Unit.WORKING_DAYS),
    LimitName.RESOLVE_3: Limit(5, Unit.WORKING_DAYS),
    LimitName.ACKNOWLEDGE_4: Limit(1, Unit.WORKING_DAYS),
    LimitName.ANSWER_4: Limit(5, Unit.WORKING_DAYS),
    LimitName.RESOLVE_4: Limit(10, Unit.WORKING_DAYS),
    LimitName.WAITING: Limit(5, Unit.WORKING_DAYS),
    LimitName.REOPEN: Limit(30, Unit.DAYS),
    LimitName.FOLLOW_UP: Limit(5, Unit.WORKING_DAYS),
    LimitName.CHECK: Limit(2, Unit.WORKING_DAYS),
}
"""Severity 1 runs around the clock, the others in the customer's working hours (ruling 11)."""

THRESHOLDS = (100, 150, 200)
"""Of a limit, in per cent: levels 1, 2, 3 (4.6)."""

USUAL_SEVERITY = Severity.MEDIUM
"""Where the complainant does not say how grave it is."""

ATTEMPTS = 2
"""So many documented attempts without reply stand for an answer (4.8)."""

VISIT_WITHIN = Limit(1, Unit.WORKING_DAYS)
"""A severity-1 complaint has its executive visit proposed within this (INV-15)."""
VISIT_AT = 50
"""At so many per cent of it the portal proposes the visit itself."""

LONGEST = 20_000
"""Characters of one text."""


def preset_severity(felt: int | None, path: str) -> int:
    """What a new complaint starts with: as the complainant sees it, one step more severe when relayed (C-14)."""
    return max(Severity.CRITICAL, (felt or USUAL_SEVERITY) - (path == Path.RELAYED))


def limit_name(kind: str, severity: int) -> str:
    """The name of a clock's limit."""
    return f"{kind}_{severity}"


BATCH = 500
"""Complaints handled by one statement of a sweep."""
PATIENCE = timedelta(days=14)
"""A satisfaction check that was not answered for so long is let go."""
