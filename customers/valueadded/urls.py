"""Doors to value-added services."""

from django.urls import URLPattern

app_name = "valueadded"
urlpatterns: list[URLPattern] = []
