"""Rules, campaigns, invitations, and what people said about being asked."""

from surveys.asking.models.budget import Budget, OptOut
from surveys.asking.models.campaigns import Campaign, CampaignEntry, CampaignReader
from surveys.asking.models.invitations import CallTry, Invitation
from surveys.asking.models.rules import SurveyRule

__all__ = ["Budget", "CallTry", "Campaign", "CampaignEntry", "CampaignReader", "Invitation", "OptOut", "SurveyRule"]
