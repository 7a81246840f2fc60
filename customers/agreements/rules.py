"""The defaults of agreements, each a figure somebody may one day want to change ([D], 4.6)."""

from datetime import time

WARN_DAYS = (180, 90, 60)
"""So many days before its end an agreement asks for its renewal (4.6)."""

VERDICT_DAYS = 90
"""So many days before its end the verdict is due, and the agreement counts as expiring (4.6)."""

LEADS_DAYS = 60
"""From so many days before the end the leads of the team are told as well."""

WARN_AT = time(8, 0)
"""Warnings go out in the morning of the customer's zone."""

UNHELD_DAYS = 180
"""The list of agreements that end soon looks this far ahead."""
