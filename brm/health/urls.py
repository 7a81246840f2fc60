"""Doors to how relationships stand."""

from django.urls import URLPattern

app_name = "health"
urlpatterns: list[URLPattern] = []
