"""Complaints and what hangs on them."""

from customers.complaints.models.clocks import ComplaintClock, ComplaintLimit, LimitName
from customers.complaints.models.complaints import Complaint
from customers.complaints.models.parts import (
    ComplaintMessage,
    ComplaintRise,
    ComplaintWait,
    ComplaintWatcher,
    Conflict,
    SatisfactionCheck,
    WatchEntry,
)

__all__ = [
    "Complaint",
    "ComplaintClock",
    "ComplaintLimit",
    "ComplaintMessage",
    "ComplaintRise",
    "ComplaintWait",
    "ComplaintWatcher",
    "Conflict",
    "LimitName",
    "SatisfactionCheck",
    "WatchEntry",
]
