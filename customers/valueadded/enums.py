"""The words of value-added services: their life, the four principles of the gate, their answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ValueStatus(models.TextChoices):
    """The life of a value-added service (4.8)."""

    PROPOSED = "proposed", _("Proposed")
    ASSESSED = "assessed", _("Assessed")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    SCHEDULED = "scheduled", _("Scheduled")
    DELIVERED = "delivered", _("Delivered")
    EVALUATED = "evaluated", _("Evaluated")
    REPEATED = "repeated", _("Repeated")
    CONVERTED = "converted", _("Became an offer")
    CLOSED = "closed", _("Closed")


class Principle(models.IntegerChoices):
    """The four principles a value-added service must hold to (C-21)."""

    AGREED = 1, _("It does not affect services already agreed")
    NEED = 2, _("It fits the customer's need")
    INPUT = 3, _("Its input stays within an acceptable range")
    EXTEND = 4, _("We are able to extend it further")


class Answer(models.TextChoices):
    """What the assessor says of a principle."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


ALLOWED = (
    ValueStatus.APPROVED, ValueStatus.SCHEDULED, ValueStatus.DELIVERED, ValueStatus.EVALUATED, ValueStatus.REPEATED,
    ValueStatus.CONVERTED, ValueStatus.CLOSED,
)  # fmt: skip
"""Past the gate: what must be true of the gate is true of all of these."""
OPEN = (
    ValueStatus.PROPOSED, ValueStatus.ASSESSED, ValueStatus.APPROVED, ValueStatus.SCHEDULED, ValueStatus.DELIVERED,
    ValueStatus.EVALUATED,
)  # fmt: skip
DONE = (
    ValueStatus.DELIVERED, ValueStatus.EVALUATED, ValueStatus.REPEATED, ValueStatus.CONVERTED, ValueStatus.CLOSED,
)  # fmt: skip
