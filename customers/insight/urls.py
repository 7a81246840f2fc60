"""Doors to what a manager knows of a customer."""

from django.urls import URLPattern

app_name = "insight"
urlpatterns: list[URLPattern] = []
