"""The defaults of agreements, each a figure somebody may one day want to change ([D], 4.6)."""

from datetime import time

from brm.calendars.enums import Unit
from brm.calendars.limits import Limit
from customers.agreements.models import WarningName

WARNINGS: dict[str, Limit] = {
    WarningName.FIRST: Limit(180, Unit.DAYS),
    WarningName.SECOND: Limit(90, Unit.DAYS),
    WarningName.LAST: Limit(60, Unit.DAYS),
}
"""So many days before its end an agreement asks for its renewal (4.6), until others are set."""

VERDICT_DAYS = 90
"""So many days before its end the verdict is due, and the agreement counts as expiring (4.6)."""

LEADS_DAYS = 60
"""From so many days before the end, at the last warning at the latest, the leads of the team are told as well."""

WARN_AT = time(8, 0)
"""Warnings go out in the morning of the customer's zone."""

UNHELD_DAYS = 180
"""The list of agreements that end soon looks this far ahead."""
