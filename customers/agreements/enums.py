"""Words of service agreements: their life, mode of work, clauses, verdicts, penalties."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AgreementStatus(models.TextChoices):
    """The life of a service agreement (4.2)."""

    DRAFT = "draft", _("Draft")
    AGREED = "agreed", pgettext_lazy("of an agreement", "Agreed")
    ACTIVE = "active", _("Active")
    EXPIRING = "expiring", _("Expiring")
    RENEWED = "renewed", _("Renewed")
    EXPIRED = "expired", _("Expired")
    TERMINATED = "terminated", _("Terminated")


IN_FORCE = (AgreementStatus.ACTIVE, AgreementStatus.EXPIRING)
LIVING = (AgreementStatus.DRAFT, AgreementStatus.AGREED, *IN_FORCE)
OVER = (AgreementStatus.RENEWED, AgreementStatus.EXPIRED, AgreementStatus.TERMINATED)


class Mode(models.TextChoices):
    """Where the work is done (R-17)."""

    ON_SITE = "on_site", _("On-site")
    REMOTE = "remote", _("Remote")
    MIXED = "mixed", _("On-site and remote")


class ClauseKind(models.TextChoices):
    """What a clause of the agreement lays down."""

    COMMUNICATION = "communication", _("Regular communication")
    PENALTY = "penalty", _("Penalty")
    OTHER = "other", _("Other")


class RenewalVerdict(models.TextChoices):
    """What we mean to do at the end, decided ninety days before (4.6)."""

    RENEW = "renew", _("Renew as it is")
    RENEGOTIATE = "renegotiate", _("Renew, changed")
    LET_GO = "let_go", _("Let it end")


class PenaltySide(models.TextChoices):
    """Who pays."""

    OURS = "ours", _("We pay")
    THEIRS = "theirs", _("The customer pays")


class PenaltyStatus(models.TextChoices):
    """The life of a penalty event (4.5)."""

    CLAIMED = "claimed", _("Claimed")
    ACCEPTED = "accepted", pgettext_lazy("of a penalty", "Accepted")
    CONTESTED = "contested", _("Contested")
    SETTLED = "settled", _("Settled")
