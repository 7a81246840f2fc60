"""Doors to asking: what goes out, calls, who was asked, rules, the budget."""

from django.urls import path

from surveys.asking.views import people, rules

app_name = "asking"
urlpatterns = [
    path("", people.RehearsalPage.as_view(), name="rehearsal"),
    path("calls/", people.CallList.as_view(), name="calls"),
    path("invitations/", people.InvitationList.as_view(), name="invitations"),
    path("invitations/<int:pk>/", people.InvitationPage.as_view(), name="invitation"),
    path("invitations/<int:pk>/revoke/", people.RevokeInvitation.as_view(), name="revoke"),
    path("invitations/<int:pk>/by-phone/", people.ByPhone.as_view(), name="by_phone"),
    path("invitations/<int:pk>/call/", people.CallPage.as_view(), name="call"),
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
]
