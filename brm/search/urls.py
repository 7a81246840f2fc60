"""Doors of the search."""

from django.urls import path

from brm.search import views

app_name = "search"
urlpatterns = [
    path("search/", views.Results.as_view(), name="results"),
    path("search/palette.json", views.Palette.as_view(), name="palette"),
]
