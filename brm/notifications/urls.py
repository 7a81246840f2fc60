"""Addresses of the bell, the choices, the outbox and the door out."""

from django.urls import path

from brm.notifications.views import unsubscribe

app_name = "notifications"
urlpatterns = [
    path("mails/stop/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("notifications/choices/", unsubscribe.unsubscribe, {"token": ""}, name="choices"),
]
