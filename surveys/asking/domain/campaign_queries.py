"""Who may read, run and approve a campaign: its owner and who stands in for them, their leads, executives."""

from django.db.models import Q, QuerySet

from brm.accounts.domain.queries import acting_ids, team_member_ids
from brm.accounts.enums import Role
from brm.accounts.models import User
from surveys.asking.enums import CampaignStatus
from surveys.asking.models import Campaign, CampaignEntry, CampaignReader


def campaigns_for(user: User) -> "QuerySet[Campaign]":
    """The campaigns a person may see: a small one would tell of customers that are somebody else's."""
    rows = Campaign.objects.select_related("owner", "questionnaire", "asked_version")
    if not user.keeps_relationships:
        return rows.none()
    if user.has_role(Role.EXECUTIVE):
        return rows
    return rows.filter(Q(owner__in=acting_ids(user)) | Q(owner__in=team_member_ids(user)))


def campaigns_to_approve_for(user: User) -> "QuerySet[Campaign]":
    """Those among them that are this person's to approve (4.8: a lead)."""
    rows = campaigns_for(user)
    return rows if user.has_role(Role.LEAD, Role.EXECUTIVE) else rows.none()


def may_approve(user: User, campaign: Campaign) -> bool:
    """Leads approve; executives may do what leads do."""
    return campaigns_to_approve_for(user).filter(pk=campaign.pk).exists()


def readers_of(campaign: Campaign) -> "QuerySet[CampaignReader]":
    """The distribution list. The reader of the page has been checked."""
    return campaign.readers.select_related("user", "contact__organisation")


def entries_of(campaign: Campaign) -> "QuerySet[CampaignEntry]":
    """What a campaign taught. The reader has been checked."""
    return campaign.entries.select_related("action_item__owner", "action_item__relationship__organisation", "by")


def readers_for(user: User) -> "QuerySet[CampaignReader]":
    """The people on the lists of one's campaigns."""
    rows = CampaignReader.objects.select_related("campaign", "user", "contact__organisation")
    return rows.filter(campaign__in=campaigns_for(user).order_by().values("pk"))


def entries_for(user: User) -> "QuerySet[CampaignEntry]":
    """The lessons of one's campaigns."""
    rows = CampaignEntry.objects.select_related("campaign", "action_item", "by")
    return rows.filter(campaign__in=campaigns_for(user).order_by().values("pk"))


def campaigns_to_do(user: User) -> "QuerySet[Campaign]":
    """Those a person owns that are not over."""
    over = (CampaignStatus.ARCHIVED, CampaignStatus.CANCELLED)
    return Campaign.objects.filter(owner=user).exclude(status__in=over)
