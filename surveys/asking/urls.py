"""Doors to asking: what goes out, calls, who was asked, rules, the budget."""

from django.urls import path

from surveys.asking.views import calls, campaign_steps, campaigns, people, rules

app_name = "asking"
urlpatterns = [
    path("", people.RehearsalPage.as_view(), name="rehearsal"),
    path("calls/", calls.CallList.as_view(), name="calls"),
    path("invitations/", people.InvitationList.as_view(), name="invitations"),
    path("invitations/<int:pk>/", people.InvitationPage.as_view(), name="invitation"),
    path("invitations/<int:pk>/revoke/", people.RevokeInvitation.as_view(), name="revoke"),
    path("invitations/<int:pk>/by-phone/", calls.ByPhone.as_view(), name="by_phone"),
    path("invitations/<int:pk>/call/", calls.CallPage.as_view(), name="call"),
    path("invitations/<int:pk>/caller/", calls.GiveCall.as_view(), name="caller"),
    path("wishes/", people.WishList.as_view(), name="wishes"),
    path("wishes/<int:pk>/end/", people.EndWish.as_view(), name="wish_end"),
    path("contacts/<int:pk>/wish/", people.NewWish.as_view(), name="wish_new"),
    path("rules/", rules.RuleList.as_view(), name="rules"),
    path("rules/new/", rules.NewRule.as_view(), name="rule_new"),
    path("rules/<int:pk>/", rules.RulePage.as_view(), name="rule"),
    path("rules/<int:pk>/edit/", rules.EditRule.as_view(), name="rule_edit"),
    path("rules/<int:pk>/on/", rules.ActivateRule.as_view(), name="rule_on"),
    path("rules/<int:pk>/off/", rules.DeactivateRule.as_view(), name="rule_off"),
    path("budget/", rules.BudgetPage.as_view(), name="budget"),
    path("campaigns/", campaigns.CampaignList.as_view(), name="campaigns"),
    path("campaigns/new/", campaigns.NewCampaign.as_view(), name="campaign_new"),
    path("campaigns/<int:pk>/", campaigns.CampaignPage.as_view(), name="campaign"),
    path("campaigns/<int:pk>/edit/", campaigns.EditCampaign.as_view(), name="campaign_edit"),
    path("campaigns/<int:pk>/copy/", campaigns.CopyCampaign.as_view(), name="campaign_copy"),
    path("campaigns/<int:pk>/approve/", campaign_steps.ApproveCampaign.as_view(), name="campaign_approve"),
    path("campaigns/<int:pk>/open/", campaign_steps.OpenCampaign.as_view(), name="campaign_open"),
    path("campaigns/<int:pk>/extend/", campaign_steps.ExtendCampaign.as_view(), name="campaign_extend"),
    path("campaigns/<int:pk>/close/", campaign_steps.CloseCampaign.as_view(), name="campaign_close"),
    path("campaigns/<int:pk>/cancel/", campaign_steps.CancelCampaign.as_view(), name="campaign_cancel"),
    path("campaigns/<int:pk>/analyse/", campaign_steps.AnalyseCampaign.as_view(), name="campaign_analyse"),
    path("campaigns/<int:pk>/communicate/", campaign_steps.CommunicateCampaign.as_view(), name="campaign_communicate"),
    path("campaigns/<int:pk>/archive/", campaign_steps.ArchiveCampaign.as_view(), name="campaign_archive"),
    path("campaigns/<int:pk>/practice/", campaign_steps.NewPractice.as_view(), name="practice_new"),
    path("campaigns/<int:pk>/improvement/", campaign_steps.NewImprovement.as_view(), name="improvement_new"),
    path("campaigns/<int:pk>/reader/", campaign_steps.NewReader.as_view(), name="reader_new"),
    path("lessons/<int:pk>/remove/", campaign_steps.RemoveLesson.as_view(), name="lesson_remove"),
    path("readers/<int:pk>/remove/", campaign_steps.RemoveReader.as_view(), name="reader_remove"),
    path("results/<str:reader_pass>/", campaign_steps.ResultsPage.as_view(), name="results"),
]
