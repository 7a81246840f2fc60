"""Doors of the toolkit itself: its files, a person's tastes, saved views, the style guide."""

from django.urls import path

from brm.ui import assets, views

app_name = "ui"
urlpatterns = [
    path("ui/<slug:name>.<slug:digest>.<slug:kind>", assets.serve, name="asset"),
    path("ui/preferences/", views.preferences, name="preferences"),
    path("ui/views/", views.view_save, name="view_save"),
    path("ui/views/<int:pk>/", views.view_change, name="view_change"),
    path("ui/views/<int:pk>/pin/", views.view_pin, name="view_pin"),
    path("ui/views/<int:pk>/delete/", views.view_delete, name="view_delete"),
    path("styleguide/", views.StyleGuide.as_view(), name="styleguide"),
]
