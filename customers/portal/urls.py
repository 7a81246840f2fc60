"""Doors of the customers' own people."""

from django.urls import URLPattern

app_name = "portal"
urlpatterns: list[URLPattern] = []
