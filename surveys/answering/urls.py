"""Doors to answers: public ones behind a link, and those of colleagues."""

from django.urls import path

from surveys.answering.views import campaigns, follow_ups, public, responses, writing

app_name = "answering"
urlpatterns = [
    path("s/", public.CodePage.as_view(), name="by_code"),
    path("s/say/<str:said_pass>/", public.SayPage.as_view(), name="say"),
    path("s/open/<str:code>/<str:part>/", campaigns.OpenPage.as_view(), name="open"),
    path("surveys/campaigns/<int:pk>/sheets/", campaigns.SheetsPdf.as_view(), name="campaign_sheets"),
    path("s/<str:token>/", public.AnswerPage.as_view(), name="answer"),
    path("s/<str:token>/decline/", public.DeclinePage.as_view(), name="decline"),
    path("surveys/responses/", responses.ResponseList.as_view(), name="responses"),
    path("surveys/responses/words/", responses.WordsList.as_view(), name="words"),
    path("surveys/responses/sheet/", writing.SheetPage.as_view(), name="sheet"),
    path("surveys/responses/<uuid:pk>/", responses.ResponsePage.as_view(), name="response"),
    path("surveys/responses/words/<int:pk>/tags/", responses.TagAnswer.as_view(), name="tags"),
    path("surveys/responses/words/<int:pk>/feedback/", responses.ToFeedback.as_view(), name="to_feedback"),
    path("surveys/invitations/<int:pk>/answer/", writing.WriteDown.as_view(), name="take"),
    path("surveys/invitations/<int:pk>/sheet/", writing.PrintedSheet.as_view(), name="printed"),
    path("surveys/follow-ups/", follow_ups.FollowUpDesk.as_view(), name="follow_ups"),
    path("surveys/follow-ups/<int:pk>/", follow_ups.FollowUpPage.as_view(), name="follow_up"),
    path("surveys/follow-ups/<int:pk>/contact/", follow_ups.ContactFollowUp.as_view(), name="contact"),
    path("surveys/follow-ups/<int:pk>/finish/", follow_ups.FinishFollowUp.as_view(), name="finish"),
    path("surveys/follow-ups/<int:pk>/reopen/", follow_ups.ReopenFollowUp.as_view(), name="reopen"),
    path("surveys/follow-ups/<int:pk>/give/", follow_ups.GiveFollowUp.as_view(), name="give"),
]
