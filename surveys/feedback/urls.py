"""Doors to feedback."""

from django.urls import path

from surveys.feedback import views

app_name = "feedback"
urlpatterns = [
    path("", views.Inbox.as_view(), name="list"),
    path("new/", views.NewFeedback.as_view(), name="new"),
    path("<int:pk>/", views.ItemPage.as_view(), name="item"),
    path("<int:pk>/classify/", views.Classify.as_view(), name="classify"),
    path("<int:pk>/answer/", views.Answer.as_view(), name="answer"),
    path("<int:pk>/act/", views.Act.as_view(), name="act"),
    path("<int:pk>/give/", views.Give.as_view(), name="give"),
    path("<int:pk>/confirm/", views.Confirm.as_view(), name="confirm"),
]
