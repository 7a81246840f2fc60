"""Doors to value-added services."""

from django.urls import path

from customers.valueadded.views import lists, services

app_name = "valueadded"
urlpatterns = [
    path("", lists.ValueAddedList.as_view(), name="list"),
    path("new/", services.NewValueAdded.as_view(), name="new"),
    path("rules/", lists.PolicyPage.as_view(), name="policy"),
    path("<int:pk>/", services.ValueAddedPage.as_view(), name="detail"),
    path("<int:pk>/edit/", services.EditValueAdded.as_view(), name="edit"),
    path("<int:pk>/gate/", services.Gate.as_view(), name="gate"),
    path("<int:pk>/approve/", services.Approve.as_view(), name="approve"),
    path("<int:pk>/reject/", services.Reject.as_view(), name="reject"),
    path("<int:pk>/schedule/", services.Schedule.as_view(), name="schedule"),
    path("<int:pk>/deliver/", services.Deliver.as_view(), name="deliver"),
    path("<int:pk>/evaluate/", services.Evaluate.as_view(), name="evaluate"),
    path("<int:pk>/repeat/", services.Repeat.as_view(), name="repeat"),
    path("<int:pk>/convert/", services.Convert.as_view(), name="convert"),
    path("<int:pk>/close/", services.Close.as_view(), name="close"),
]
