"""Doors of the toolkit itself: its files, a person's tastes, saved views, the style guide."""

from django.urls import path

from brm.ui import assets, views

app_name = "ui"
urlpatterns = [
    path("ui/<slug:name>.<slug:digest>.<slug:kind>", assets.serve, name="asset"),
    path("ui/preferences/", views.preferences, name="preferences"),
    path("styleguide/", views.StyleGuide.as_view(), name="styleguide"),
]
