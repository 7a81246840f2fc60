"""What answers mean for their campaign: the public page without names, the sheets on paper, what must be done first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import ngettext

from brm.accounts.models import User
from brm.communications.domain.placing import zone_of
from brm.core.errors import DomainError
from brm.core.numbers import whole
from brm.parties.domain.queries import relationships_for
from brm.parties.enums import EndReason, Status
from brm.parties.models import Relationship
from surveys.answering.domain.ballots import content_of
from surveys.answering.domain.doors import Answerable
from surveys.answering.domain.queries import to_write_down_for
from surveys.answering.enums import OPEN_FOLLOW_UP
from surveys.answering.models import Ballot, FollowUp, Response
from surveys.answering.rules import ADDRESSES
from surveys.asking.domain.audience import customers_of
from surveys.asking.domain.campaign_figures import UNINVITED
from surveys.asking.enums import AskChannel, CampaignStatus, RespondentKind
from surveys.asking.lifecycle import LIFECYCLE
from surveys.asking.models import Campaign, Invitation
from surveys.questionnaires.domain.answers import Given

SIGN = 12


@dataclass(frozen=True)
class PublicDoor:
    """The public page of a campaign for one customer, and whether it can be answered."""

    campaign: Campaign
    relationship: Relationship
    state: Answerable

    @property
    def kinds(self) -> list[str]:
        """As whom one may answer here."""
        return list(self.campaign.audience.get("kinds") or RespondentKind.values)


def public_part(campaign: Campaign, relationship_id: int) -> str:
    """The customer's part of the address: whose answers they are, which nobody can change (INV-30)."""
    return f"{relationship_id}-{_sign(campaign.public_code, relationship_id)}"


def _sign(code: str, relationship_id: int) -> str:
    made = salted_hmac("surveys.answering.public", f"{code}/{relationship_id}", algorithm="sha256")
    return made.hexdigest()[:SIGN]


def public_door(code: str, part: str, *, at: datetime) -> PublicDoor | None:
    """What the address opens; nothing where it is not ours."""
    number, _dash, sign = part.partition("-")
    relationship_id = whole(number)
    if relationship_id is None or not code or not constant_time_compare(sign, _sign(code, relationship_id)):
        return None
    campaigns = Campaign.objects.select_related("owner", "asked_version")
    campaign = campaigns.filter(public_code=code, asked_version__isnull=False).first()
    if campaign is None:
        return None
    # what is signed was in the audience when it was given out: a hand-over in the meantime closes no page
    customers = Relationship.objects.filter(pk=relationship_id).exclude(status=Status.ENDED)
    relationship = customers.exclude(end_reason=EndReason.MERGED).select_related("organisation").first()
    if relationship is None:
        return None
    if campaign.status in (CampaignStatus.APPROVED, CampaignStatus.DRAFT):
        return PublicDoor(campaign, relationship, Answerable.NOT_YET)
    is_open = campaign.status == CampaignStatus.OPEN and campaign.closes_at > at
    return PublicDoor(campaign, relationship, Answerable.YES if is_open else Answerable.EXPIRED)


def cast_publicly(door: PublicDoor, given: Sequence[Given], *, kind: str, at: datetime) -> Ballot:
    """An answer of somebody whom nobody invited: into the box, with the customer and nothing that leads to anybody."""
    if door.state != Answerable.YES:
        raise DomainError(door.state.label)
    if kind not in door.kinds:
        raise DomainError(str(Answerable.UNKNOWN.label), field="kind")
    campaign, relationship = door.campaign, door.relationship
    services = campaign.audience.get("services") or []
    content = content_of(
        given, version=campaign.asked_version_id, relationship=relationship.pk,
        service=services[0] if len(services) == 1 else None, kind=kind, grade="", channel=AskChannel.WEB,
    )  # fmt: skip
    zone = ZoneInfo(zone_of(relationship))
    return Ballot.objects.create(campaign=campaign, content=content, on=at.astimezone(zone).date())


def public_addresses(user: User, campaign: Campaign) -> list[tuple[str, str]]:
    """The public pages of the customers a reader may see: name and address."""
    seen = relationships_for(user).order_by().values("pk")
    rows = customers_of(campaign.owner, campaign.audience).filter(pk__in=seen).select_related("organisation")
    return [
        (str(row.organisation), reverse("answering:open", args=[campaign.public_code, public_part(campaign, row.pk)]))
        for row in rows.order_by("sort_key", "pk")[:ADDRESSES]
    ]


def sheets_to_print(user: User, campaign: Campaign) -> "QuerySet[Invitation]":
    """The people who get a questionnaire on paper and have not answered, in the order of their codes."""
    rows = to_write_down_for(user).filter(campaign=campaign, channel=AskChannel.SHEET)
    return rows.select_related("version", "contact__organisation").order_by("pk")


def uninvited_answers(campaign: Campaign) -> int:
    """How many answered on the public page, those still in the box included."""
    if not campaign.public_code:
        return 0
    taken = Response.objects.filter(campaign=campaign, channel=AskChannel.WEB, answered_on__isnull=False).count()
    return taken + Ballot.objects.filter(campaign=campaign, content__channel=AskChannel.WEB).count()


@LIFECYCLE.guard("archive")
def low_answers_are_seen_to(campaign: Campaign) -> str | None:
    """Nobody who was not content is left waiting (4.8)."""
    n = FollowUp.objects.filter(response__campaign=campaign, status__in=OPEN_FOLLOW_UP).count()
    if not n:
        return None
    return ngettext(
        "%(n)s low answer is not followed up yet.", "%(n)s low answers are not followed up yet.", n
    ) % {"n": n}  # fmt: skip


@LIFECYCLE.guard("analyse")
def box_is_empty(campaign: Campaign) -> str | None:
    """Whoever analyses has every answer before them."""
    n = Ballot.objects.filter(campaign=campaign).count()
    if not n:
        return None
    words: Any = ngettext(
        "%(n)s answer without a name is still in the box; it is emptied within minutes.",
        "%(n)s answers without names are still in the box; it is emptied within minutes.",
        n,
    )
    return str(words % {"n": n})


UNINVITED.register("answering", uninvited_answers)
