"""Doors to how relationships stand."""

from django.urls import path

from brm.health import views

app_name = "health"
urlpatterns = [
    path("weights/", views.Weights.as_view(), name="weights"),
    path("<int:pk>/reckon/", views.ReckonNow.as_view(), name="reckon"),
]
