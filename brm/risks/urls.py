"""Doors to the risk registers."""

from django.urls import URLPattern

app_name = "risks"
urlpatterns: list[URLPattern] = []
