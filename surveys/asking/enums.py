"""Words of asking: sources, channels, lives of campaigns and invitations, why somebody was not asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

GRADES = [(grade, grade) for grade in "ABC"]
"""How users are graded (C-27)."""


class AskChannel(models.TextChoices):
    """How a question reaches somebody (Q-02: four kinds; a questionnaire by mail link or printed sheet)."""

    MAIL = "mail", _("Questionnaire by mail")
    SHEET = "sheet", _("Printed questionnaire")
    PHONE = "phone", _("Phone")
    WEB = "web", _("Website")
    VISIT = "visit", _("Visit")


class Source(models.TextChoices):
    """What may trigger a survey by closing (Q-01)."""

    SERVICE_EVENT = "service_event", _("Service event")
    COMPLAINT = "complaint", _("Complaint")
    VALUE_ADDED = "value_added", _("Value-added service")
    MEETING = "meeting", _("Meeting")


class RespondentKind(models.TextChoices):
    """Users and customers are asked and counted apart (Q-09, INV-33)."""

    USER = "user", _("User")
    CUSTOMER = "customer", _("Customer")


class CampaignStatus(models.TextChoices):
    """The life of a public survey (4.8)."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    OPEN = "open", pgettext_lazy("campaign", "Open")
    CLOSED = "closed", _("Closed")
    ANALYSED = "analysed", _("Analysed")
    COMMUNICATED = "communicated", _("Passed on")
    ARCHIVED = "archived", _("Archived")
    CANCELLED = "cancelled", _("Cancelled")


class InvitationStatus(models.TextChoices):
    """The life of one invitation. ``left_out`` keeps why somebody was not asked."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held back")
    SENT = "sent", _("Sent")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Taken back")
    LEFT_OUT = "left_out", _("Not asked")

    @property
    def tone(self) -> str:
        """Its colour: held back is not well, it waits."""
        tones = {"planned": "blue", "held": "yellow", "sent": "teal", "answered": "green"}
        return tones.get(self.value, "grey")


LIVE = (InvitationStatus.PLANNED, InvitationStatus.HELD, InvitationStatus.SENT)


class Why(models.TextChoices):
    """Why somebody is held back or was not asked; told on every contact and in the rehearsal (peers 8)."""

    NONE = "", "—"
    COOL_DOWN = "cool_down", _("asked not long ago")
    COMPLAINT = "complaint", _("a complaint of theirs is open")
    OPTED_OUT = "opted_out", _("does not want to be asked")
    YEARLY = "yearly", _("asked often enough this year")
    SAMPLE = "sample", _("not drawn in the sample")
    QUOTA = "quota", _("enough of this group were asked")
    NO_ADDRESS = "no_address", _("has no address we could write to")
    LEFT = "left", _("is no longer there")
    LATE = "late", _("it would have come too late")
    HOURS = "hours", _("waits for their working hours")
    OURSELVES = "ourselves", _("is one of us")
    ALREADY = "already", _("asked about this already")
    REOPENED = "reopened", _("it was opened again")
    RULE_OFF = "rule_off", _("the rule is no longer in force")
    NO_WORDS = "no_words", _("no questionnaire is published")


class CallOutcome(models.TextChoices):
    """What came of a call; an answer is written down on its own page."""

    NOBODY = "nobody", _("Nobody answered")
    LATER = "later", _("Asked us to call later")
    WRONG = "wrong", _("Wrong number")
    DECLINED = "declined", _("Does not want to answer")


class EntryKind(models.TextChoices):
    """What a campaign taught (Q-03)."""

    PRACTICE = "practice", _("Good practice")
    IMPROVEMENT = "improvement", _("Improvement")
