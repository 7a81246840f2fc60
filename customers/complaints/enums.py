"""The words of complaints: states, paths, kinds, clocks, channels."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """The life of a complaint (4.8)."""

    RECEIVED = "received", pgettext_lazy("state of a complaint", "Received")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    ASSESSED = "assessed", _("Assessed")
    INVESTIGATING = "investigating", _("Under investigation")
    ANSWER_PROPOSED = "answer_proposed", _("Answer proposed")
    DECISION_TOLD = "decision_told", _("Decision told")
    REFUSED = "refused", _("Refused by the complainant")
    WAITING = "waiting", _("Waiting for the complainant")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Merged into another complaint")


OPEN = (
    Status.RECEIVED, Status.ACKNOWLEDGED, Status.ASSESSED, Status.INVESTIGATING, Status.ANSWER_PROPOSED,
    Status.DECISION_TOLD, Status.REFUSED, Status.WAITING,
)  # fmt: skip
"""States in which somebody is responsible for going on."""
MAY_WAIT = (Status.ASSESSED, Status.INVESTIGATING, Status.ANSWER_PROPOSED, Status.DECISION_TOLD)
"""States in which the complainant may be asked something (4.8)."""


class Path(models.TextChoices):
    """By which way it reached us; the second is the graver one (C-14)."""

    DIRECT = "direct", _("Direct")
    RELAYED = "relayed", _("Relayed by the customer")


class ComplainantKind(models.TextChoices):
    """Who complains: the side that signs, or the side that uses (C-25)."""

    CUSTOMER = "customer", _("Customer")
    USER = "user", pgettext_lazy("who receives the service", "User")


class Severity(models.IntegerChoices):
    """How grave; each has its clocks (4.6)."""

    CRITICAL = 1, _("1 · Critical")
    HIGH = 2, _("2 · High")
    MEDIUM = 3, _("3 · Medium")
    LOW = 4, _("4 · Low")


class ClockKind(models.TextChoices):
    """What must have happened in time."""

    ACKNOWLEDGE = "acknowledge", _("Acknowledge")
    ANSWER = "answer", _("Answer")
    RESOLVE = "resolve", _("Resolve")


class Channel(models.TextChoices):
    """How a complaint, an acknowledgement or an attempt to reach somebody came or went."""

    PORTAL = "portal", _("Portal")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    MESSAGE = "message", _("Instant message")
    VISIT = "visit", _("Visit")
    MEETING = "meeting", _("Meeting")
    LETTER = "letter", _("Letter")
    FAX = "fax", _("Fax")
    WEB = "web", _("Web form")
    REFERRAL = "referral", _("Referral")
    SURVEY = "survey", _("Survey")
    OTHER = "other", pgettext_lazy("another way of contact", "Other")


class Verdict(models.TextChoices):
    """What the investigation came to."""

    UPHELD = "upheld", _("Upheld")
    PARTLY = "partly", _("Partly upheld")
    NOT_UPHELD = "not_upheld", _("Not upheld")


class MessageKind(models.TextChoices):
    """What a message of a complaint is."""

    MESSAGE = "message", _("Message")
    NOTE = "note", _("Internal note")
    QUESTION = "question", _("Question")
    REPLY = "reply", _("Reply to a question")
    DECISION = "decision", _("Decision")
    REFUSAL = "refusal", _("Refusal of the decision")
    ACCEPTANCE = "acceptance", _("Acceptance of the decision")
    STATEMENT = "statement", _("Statement of withdrawal")
    REOPENING = "reopening", _("Why reopened")
    ATTEMPT = "attempt", _("Attempt to reach the complainant")


class WaitEnd(models.TextChoices):
    """How waiting for the complainant ended."""

    REPLY = "reply", _("They replied")
    EXPIRED = "expired", _("No reply in time")
    OVER = "over", _("The complaint went another way")


class RiseCause(models.TextChoices):
    """Why a complaint rose to the next level (C-16)."""

    CLOCK = "clock", _("A time limit was passed")
    REFUSAL = "refusal", _("The complainant refused the decision")


class Currency(models.TextChoices):
    """In which money a remedy costs."""

    CNY = "CNY", "CNY"
    USD = "USD", "USD"
    EUR = "EUR", "EUR"
    GBP = "GBP", "GBP"
    HKD = "HKD", "HKD"
    SGD = "SGD", "SGD"
    JPY = "JPY", "JPY"
