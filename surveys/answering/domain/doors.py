"""What a link opens: the questions, or a kind word why not any more (single purpose, expiring, revocable)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from brm.core.errors import DomainError
from surveys.answering.domain.sheets import invitations_of_codes
from surveys.asking.domain.links import invitations_of
from surveys.asking.enums import CampaignStatus, InvitationStatus
from surveys.asking.models import Invitation


class Answerable(models.TextChoices):
    """Whether an invitation can be answered now."""

    YES = "yes", _("It can be answered.")
    ANSWERED = "answered", _("You have answered already. Thank you!")
    DECLINED = "declined", _("You told us that you would rather not answer. That is fine.")
    EXPIRED = "expired", _("The time to answer is over.")
    REVOKED = "revoked", _("This link was taken back.")
    NOT_YET = "not_yet", _("This survey has not begun yet.")
    UNKNOWN = "unknown", _("This link leads nowhere.")


@dataclass(frozen=True)
class Door:
    """The invitation behind a link, and whether it can be answered."""

    invitation: Invitation | None
    state: Answerable

    @property
    def is_open(self) -> bool:
        """Whether the questions are shown."""
        return self.state == Answerable.YES


_ENDED = {
    InvitationStatus.ANSWERED: Answerable.ANSWERED,
    InvitationStatus.DECLINED: Answerable.DECLINED,
    InvitationStatus.EXPIRED: Answerable.EXPIRED,
    InvitationStatus.REVOKED: Answerable.REVOKED,
    InvitationStatus.LEFT_OUT: Answerable.REVOKED,
    InvitationStatus.PLANNED: Answerable.NOT_YET,
    InvitationStatus.HELD: Answerable.NOT_YET,
}


def door_of(token: str, *, at: datetime) -> Door:
    """What this link, or the long code of a sheet, opens now.

    Reading it changes nothing: programs that look at mails open links too.
    """
    return doors_of([token], at=at)[0]


def doors_of(tokens: Sequence[str], *, at: datetime) -> list[Door]:
    """The same for many at once, in their order."""
    known = invitations_of(tokens)
    known |= invitations_of_codes([token for token in tokens if token not in known])
    found = [known.get(token) for token in tokens]
    return [Door(each, answerable(each, at)) if each else Door(None, Answerable.UNKNOWN) for each in found]


def answerable(invitation: Invitation, at: datetime) -> Answerable:
    """No answer after closing (INV-30): of the invitation or of its campaign."""
    ended = _ENDED.get(InvitationStatus(invitation.status))
    if ended is not None:
        return ended
    if invitation.expires_at is not None and invitation.expires_at <= at:
        return Answerable.EXPIRED
    campaign = invitation.campaign
    if campaign is not None and (campaign.status != CampaignStatus.OPEN or campaign.closes_at <= at):
        return Answerable.EXPIRED
    return Answerable.YES


def refuse_closed(invitation: Invitation, at: datetime) -> None:
    """A refusal in words where it cannot be answered."""
    state = answerable(invitation, at)
    if state != Answerable.YES:
        raise DomainError(state.label)


def is_secret(invitation: Invitation) -> bool:
    """Whether its answer must lead to nobody (ruling 32); case by case there is no such thing."""
    return invitation.campaign is not None and invitation.campaign.is_anonymous
