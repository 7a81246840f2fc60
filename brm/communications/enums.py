"""The words of communications: origins, channels, states, touchpoints, answers to invitations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Where a plan comes from (C-05)."""

    AGREEMENT = "agreement", _("Service agreement")
    OPERATION = "operation", _("Agreed in operation")


class Channel(models.TextChoices):
    """How the two sides meet or speak (C-09)."""

    PHONE = "phone", _("Phone")
    VISIT = "visit", _("Visit")
    MAIL = "mail", _("Mail")
    IM = "im", _("Instant message")
    VIDEO = "video", _("Video")
    OTHER = "other", _("Other")


class PlanStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    AGREED = "agreed", _("Agreed")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    ENDED = "ended", _("Ended")


class PlanEnd(models.TextChoices):
    """Why a plan ended (4.8: the agreement ended, or a new plan replaces it)."""

    AGREEMENT_ENDED = "agreement_ended", _("The agreement ended")
    REPLACED = "replaced", _("Replaced by a new plan")
    TERM_OVER = "term_over", _("Its term is over")
    RELATIONSHIP_ENDED = "relationship_ended", _("The relationship ended")


class OccurrenceStatus(models.TextChoices):
    """The life of one planned meeting (INV-27)."""

    PLANNED = "planned", _("Planned")
    DUE = "due", _("Due")
    HELD = "held", _("Held")
    MISSED = "missed", _("Missed")
    HELD_LATE = "held_late", _("Held late")
    CANCELLED = "cancelled", _("Cancelled")


class CancelBasis(models.TextChoices):
    """What a cancellation rests on; none of them counts against adherence."""

    CONSENT = "consent", _("The other side agreed")
    SUSPENSION = "suspension", _("The plan was suspended")
    PLAN_ENDED = "plan_ended", _("The plan ended")


class Answer(models.TextChoices):
    """Where an invited person stands."""

    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    ATTENDED = "attended", _("Attended")
    ABSENT = "absent", _("Was absent")


class Listening(models.IntegerChoices):
    """How well we listened, as the author of the minutes judges it (G-06)."""

    IGNORING = 1, _("Hardly listened")
    PRETENDING = 2, _("Heard, but elsewhere in thought")
    SELECTIVE = 3, _("Heard what suited us")
    ATTENTIVE = 4, _("Listened with attention")
    EMPATHIC = 5, _("Understood how they see it")


class MinutesPart(models.TextChoices):
    """Which part of the minutes an action item grew from (C-06)."""

    ISSUE = "issue", _("Issue")
    IMPROVEMENT = "improvement", _("Improvement")


class Touchpoint(models.TextChoices):
    """Where in the service we met (C-03)."""

    EVERYDAY = "everyday", _("Everyday contact")
    DELIVERY = "delivery", _("Service delivery")
    INCIDENT = "incident", _("Incident")
    CHANGE = "change", _("Change or project")
    COMPLAINT = "complaint", _("Complaint or praise")
    CONTRACT = "contract", _("Contract or renewal")
    PAYMENT = "payment", _("Payment")
    REPORT = "report", _("Report or review")
    SOCIAL = "social", _("Social")


class Perception(models.IntegerChoices):
    """How the service is perceived, as heard (C-03)."""

    VERY_BAD = -2, _("Very bad")
    BAD = -1, _("Bad")
    NEUTRAL = 0, _("Neutral")
    GOOD = 1, _("Good")
    VERY_GOOD = 2, _("Very good")


class VisitReason(models.TextChoices):
    """What an executive visit is timed by (C-10)."""

    ROUTINE = "routine", _("Routine")
    MAJOR_EVENT = "major_event", _("Major event")
    COMPLAINT = "complaint", _("Complaint")
    RENEWAL = "renewal", _("Renewal")


class VisitStatus(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    SCHEDULED = "scheduled", _("Scheduled")
    HELD = "held", _("Held")
    FOLLOWED_UP = "followed_up", _("Followed up")
    CANCELLED = "cancelled", _("Cancelled")
