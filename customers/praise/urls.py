"""Doors to praise."""

from django.urls import path

from customers.praise.views import honours, lists, praise

app_name = "praise"
urlpatterns = [
    path("", lists.PraiseList.as_view(), name="list"),
    path("new/", praise.NewPraise.as_view(), name="new"),
    path("wall/", lists.Wall.as_view(), name="wall"),
    path("totals/", lists.TotalsPage.as_view(), name="totals"),
    path("forms/<int:pk>/hold/", honours.HoldHonour.as_view(), name="honour_hold"),
    path("<int:pk>/", praise.PraisePage.as_view(), name="detail"),
    path("<int:pk>/edit/", praise.EditPraise.as_view(), name="edit"),
    path("<int:pk>/verify/", praise.VerifyPraise.as_view(), name="verify"),
    path("<int:pk>/decline/", praise.DeclinePraise.as_view(), name="decline"),
    path("<int:pk>/publish/", praise.PublishPraise.as_view(), name="publish"),
    path("<int:pk>/share/", praise.SharePraise.as_view(), name="share"),
    path("<int:pk>/take-down/", praise.TakeDownPraise.as_view(), name="take_down"),
    path("<int:pk>/thank/", praise.ThankPage.as_view(), name="thank"),
    path("<int:pk>/consent/", honours.NewConsent.as_view(), name="consent"),
    path("<int:pk>/consent/revoke/", honours.RevokeConsent.as_view(), name="revoke"),
    path("<int:pk>/plan/", honours.PlanHonour.as_view(), name="honour_plan"),
    path("<int:pk>/hold/", honours.NewHonour.as_view(), name="honour_new"),
    path("<int:pk>/letter/", praise.Letter.as_view(), name="letter"),
]
