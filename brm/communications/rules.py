"""The defaults of communications, each a figure somebody may one day want to change ([D])."""

from datetime import time, timedelta

HORIZON_MONTHS = 6
"""Meetings stand in the calendar this far ahead (4.8)."""

LOCK_AFTER = timedelta(days=7)
"""A recorded contact may be corrected this long; afterwards by addendum (4.2)."""

NEW_CONTACT_DAYS = 10
"""A new key contact is met within so many days (C-34)."""

VISIT_DAYS = 10
"""A proposed executive visit should be scheduled within so many days (C-10)."""

FOLLOW_UP_DAYS = 14
"""After an executive visit its follow-up is expected within so many days (C-10)."""

LATE_AT = 1.5
"""Silence of so many times the contact target counts as late …"""

GRAVE_AT = 2.0
"""… and of so many as grave (K-10)."""

MANY = 2_000
"""Above so many relationships a template is applied in the background."""

CHUNK = 50_000
"""Plans handled by one statement of the horizon sweep."""

REMIND_AT = time(8, 0)
"""Reminders go out in the morning of the relationship's zone."""

MAKE_UP_DAYS = 14
"""How many days ahead the form offers for a meeting that was missed."""
A_DAY = timedelta(days=1)
EARLY = timedelta(days=7)
"""So long before its period, or as long as the period itself, a meeting may be held and still be that of the period."""
FARTHEST_MOVE = timedelta(days=366)
"""So far ahead a meeting may be moved."""
