"""Doors of Today."""

from django.urls import path

from brm.dashboard import views

app_name = "dashboard"

urlpatterns = [
    path("", views.show, name="today"),
    path("today/<int:pk>/snooze/", views.put_off, name="snooze"),
]
