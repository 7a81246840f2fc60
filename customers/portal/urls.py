"""Doors of the customers' own people."""

from django.urls import path

from customers.portal.views import complaints, feedback, files, praise, risks, services, start, together

app_name = "portal"
urlpatterns = [
    path("", start.Start.as_view(), name="home"),
    path("tell/", start.Tell.as_view(), name="tell"),
    path("complaints/", complaints.Complaints.as_view(), name="complaints"),
    path("complaints/new/", complaints.NewComplaint.as_view(), name="complaint_new"),
    path("complaints/<int:pk>/", complaints.ComplaintPage.as_view(), name="complaint"),
    path("complaints/<int:pk>/<slug:step>/", complaints.TakeStep.as_view(), name="complaint_step"),
    path("praise/", praise.Praises.as_view(), name="praises"),
    path("praise/new/", praise.NewPraise.as_view(), name="praise_new"),
    path("praise/<int:pk>/", praise.PraisePage.as_view(), name="praise"),
    path("praise/<int:pk>/consent/", praise.ChangeConsent.as_view(), name="praise_consent"),
    path("ideas/", feedback.Feedbacks.as_view(), name="feedbacks"),
    path("ideas/new/", feedback.NewFeedback.as_view(), name="feedback_new"),
    path("ideas/<int:pk>/", feedback.FeedbackPage.as_view(), name="feedback"),
    path("together/", together.Together.as_view(), name="together"),
    path("promises/", together.Promises.as_view(), name="promises"),
    path("minutes/", together.MinutesList.as_view(), name="minutes_list"),
    path("minutes/<int:pk>/", together.MinutesPage.as_view(), name="minutes"),
    path("services/", services.Services.as_view(), name="services"),
    path("risks/", risks.Risks.as_view(), name="risks"),
    path("risks/<int:pk>/<int:note>/", risks.AnswerRisk.as_view(), name="risk"),
    path("agreements/<int:pk>/", services.AgreementPage.as_view(), name="agreement"),
    path("files/<int:pk>/", files.File.as_view(), name="file"),
    path("files/<int:pk>/look/", files.File.as_view(preview=True), name="look"),
]
