"""Doors of the search."""

from django.urls import path

from brm.search import views

app_name = "search"
urlpatterns = [
    path("search/", views.results, name="results"),
    path("search/palette.json", views.palette, name="palette"),
]
